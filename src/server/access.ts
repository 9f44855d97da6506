/**
 * Who may call. On loopback the Host header must be a loopback name, so that a web page elsewhere cannot reach
 * the server by a name of its own; writes from another site are refused; a configured token is asked of all.
 */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TouchstoneError } from '#basis/error.ts';
import type { Config } from '#config/config.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);
export const isLoopback = (host: string): boolean => LOOPBACK.has(host) || host.startsWith('127.');
const SHARED = /^\/share\/[\w-]{43}$/;
const COOKIE = 'touchstone_token';

const equal = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
};

/** The caller holds the key of this home folder, which only its owner can read. */
export const holdsLocalKey = (request: FastifyRequest, localKey: string): boolean =>
  equal(String(request.headers['x-touchstone-key'] ?? ''), localKey);

const cookieToken = (request: FastifyRequest): string =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1] ?? '';

/** A shared plan's link is its own key; it reads one page and nothing else. */
const isShared = (request: FastifyRequest): boolean =>
  (request.method === 'GET' && request.routeOptions.url === '/shared/:token') ||
  // A questionnaire's link opens that one and nothing else; its answers come by POST.
  request.routeOptions.url === '/s/:token';

/** On loopback only a loopback name is answered, so that a page elsewhere cannot reach the server by its own name. */
export const mayBeAsked = (config: Config, host: string): boolean =>
  !isLoopback(config.host) || isLoopback(host.replace(/:\d+$/, ''));

export function guard(app: FastifyInstance, config: Config, localKey: string): void {
  app.addHook('onRequest', async (request, reply) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (!mayBeAsked(config, host))
      throw new TouchstoneError(
        'forbidden',
        'wrong-host',
        `This server answers to localhost, not to “${host}”.`,
        { fix: 'Open the printed address.' },
      );
    const site = request.headers['sec-fetch-site'];
    if (
      request.method !== 'GET' &&
      request.method !== 'HEAD' &&
      site !== undefined &&
      site !== 'same-origin' &&
      site !== 'none'
    )
      throw new TouchstoneError('forbidden', 'cross-site', 'Writes from another site are refused.');
    if (!config.token || holdsLocalKey(request, localKey) || isShared(request)) return;
    // A shared report carries its own secret, and only until a day.
    if (request.method === 'GET' && SHARED.test(request.url)) return;
    const query = (request.query ?? {}) as { token?: string };
    if (request.method === 'GET' && typeof query.token === 'string' && equal(query.token, config.token)) {
      reply.header('set-cookie', `${COOKIE}=${config.token}; HttpOnly; SameSite=Strict; Path=/`);
      return;
    }
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!equal(bearer, config.token) && !equal(cookieToken(request), config.token))
      throw Object.assign(
        new TouchstoneError('forbidden', 'token-needed', 'This server asks for an access token.', {
          fix: 'Send it as “Authorization: Bearer …” or open the address with ?token=…',
        }),
      );
  });
}
