/** Errors as problem details (RFC 9457), each with a stable code and what to do. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type ErrorKind, messageOf, TouchstoneError } from '#basis/error.ts';

const STATUS: Record<ErrorKind, number> = {
  usage: 400,
  refused: 422,
  missing: 404,
  conflict: 409,
  busy: 503,
  forbidden: 403,
  internal: 500,
};

export const problemDetailsSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  fix: z.string().nullable(),
  place: z.record(z.string(), z.unknown()).nullable(),
});
export type ProblemDetails = z.infer<typeof problemDetailsSchema>;

const TITLE: Record<number, string> = {
  400: 'The request is not usable',
  401: 'Access token needed',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Media type not read',
  422: 'The data are refused',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Busy',
};

export function problemOf(error: unknown): ProblemDetails {
  const make = (
    status: number,
    code: string,
    detail: string,
    fix: string | null = null,
    place: Record<string, unknown> | null = null,
  ): ProblemDetails => ({
    type: `urn:touchstone:${code}`,
    title: TITLE[status] ?? 'Error',
    status,
    detail,
    code,
    fix,
    place,
  });
  if (error instanceof TouchstoneError)
    return make(
      error.code === 'token-needed' ? 401 : STATUS[error.kind],
      error.code,
      error.message,
      error.fix ?? null,
      error.place ? { ...error.place } : null,
    );
  if (hasZodFastifySchemaValidationErrors(error)) {
    const first = error.validation[0];
    const field =
      first?.instancePath.replace(/^\//, '').replaceAll('/', '.') || (error.validationContext ?? 'request');
    return make(
      400,
      'bad-request',
      `${field}: ${first?.message ?? 'is not valid'}`,
      'See /api/v1/openapi.json for what this endpoint takes.',
    );
  }
  const status =
    typeof error === 'object' &&
    error !== null &&
    'statusCode' in error &&
    typeof error.statusCode === 'number'
      ? error.statusCode
      : 500;
  return make(status, status === 500 ? 'internal' : 'http', messageOf(error));
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  // A caller that breaks off its request is no fault of the server.
  if (request.raw.destroyed && !request.raw.complete)
    request.log.info({ err: error }, 'the caller went away');
  else if (problem.status >= 500) request.log.error(error);
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
