/** One way to ask the server. Shapes are the rooms' zod schemas; answers are checked against them while developing. */
import { z } from 'zod';
import type { Place } from '#basis/error.ts';

const problemSchema = z.object({
  title: z.string().catch(''),
  status: z.number().catch(0),
  detail: z.string().catch(''),
  code: z.string().catch('unknown'),
  fix: z.string().nullish(),
  place: z.custom<Place>().nullish(),
});

/** A refusal as RFC 9457 problem details: what is wrong, where, and what to do. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fix: string | null;
  readonly place: Place | null;
  constructor(problem: z.infer<typeof problemSchema>) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.code = problem.code;
    this.fix = problem.fix ?? null;
    this.place = problem.place ?? null;
  }
}

const TOKEN_KEY = 'touchstone.token';
export const accessToken = (): string | null => sessionStorage.getItem(TOKEN_KEY);
export const setAccessToken = (token: string): void => sessionStorage.setItem(TOKEN_KEY, token);
export const authorization = (): Record<string, string> => {
  const token = accessToken();
  return token ? { authorization: `Bearer ${token}` } : {};
};

export type QueryValue = string | number | boolean | undefined | null | readonly string[];

/** `platform=weibo&platform=douyin`; a single value that holds a comma is kept whole by an empty second one. */
export function queryString(query: Readonly<Record<string, QueryValue>>): string {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'object') out.append(key, String(value));
    else {
      for (const item of value) out.append(key, item);
      if (value.length === 1 && value[0]?.includes(',')) out.append(key, '');
    }
  }
  const text = out.toString();
  return text ? `?${text}` : '';
}

export const apiPath = (path: string, query: Readonly<Record<string, QueryValue>> = {}): string =>
  `/api/v1${path}${queryString(query)}`;

interface Ask {
  method?: 'GET' | 'POST' | 'DELETE' | 'PUT';
  query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as bytes. */
  bytes?: Blob;
  signal?: AbortSignal;
}

async function problemOf(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => ({}));
  const parsed = problemSchema.safeParse(body);
  const problem = parsed.success ? parsed.data : problemSchema.parse({});
  if (!problem.detail && !problem.title) problem.detail = `${response.status} ${response.statusText}`;
  return new ProblemError({ ...problem, status: response.status });
}

/** Fetches one resource. Throws ProblemError for a refusal, and with code `unreachable` when no server answers. */
export async function ask<S extends z.ZodType>(
  path: string,
  schema: S,
  more: Ask = {},
): Promise<z.output<S>> {
  const headers: Record<string, string> = { accept: 'application/json', ...authorization() };
  if (more.json !== undefined) headers['content-type'] = 'application/json';
  if (more.bytes) headers['content-type'] = 'application/octet-stream';
  const body = more.bytes ?? (more.json === undefined ? undefined : JSON.stringify(more.json));
  const response = await fetch(apiPath(path, more.query), {
    method: more.method ?? 'GET',
    headers,
    ...(body === undefined ? {} : { body }),
    ...(more.signal ? { signal: more.signal } : {}),
  }).catch((thrown: unknown) => {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw new ProblemError({
      title: '',
      status: 0,
      detail: 'The server does not answer.',
      code: 'unreachable',
    });
  });
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as z.output<S>;
  const answer: unknown = await response.json();
  return import.meta.env.DEV ? schema.parse(answer) : (answer as z.output<S>);
}
