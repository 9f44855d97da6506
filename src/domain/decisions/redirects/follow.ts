/** `GET /r/<code>`: the visit is on disk, then the browser is sent on. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { actorKey, newId } from '#basis/id.ts';
import { TouchJournal } from '#domain/facts/touches/journal.ts';
import type { Store } from '#store/open-store.ts';
import { isOpen, redirectOf } from './service.ts';

const COOKIE = 'ts_visitor';
const CAME = new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f]{32})`);
const COOKIE_SECONDS = 30 * 86_400;
/** Programs that say so, and those that fetch a page to show its preview. */
const PROGRAM =
  /bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|embedly|curl|wget|python|okhttp|java\/|go-http|node|axios|headless|lighthouse|monitor|scanner/i;

/** By what the browser says of itself. */
export function agentOf(
  headers: Record<string, unknown>,
  method: string | undefined,
): 'person' | 'bot' | 'prefetch' {
  const purpose = ['sec-purpose', 'purpose', 'x-moz', 'x-purpose']
    .map((header) => headers[header])
    .filter((said) => typeof said === 'string')
    .join(' ');
  if (/prefetch|prerender|preview/i.test(purpose)) return 'prefetch';
  const name = typeof headers['user-agent'] === 'string' ? headers['user-agent'] : '';
  return method === 'HEAD' || name === '' || PROGRAM.test(name) ? 'bot' : 'person';
}

const gone = (lead: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${lead}</title><body style="font:16px/1.5 system-ui;max-width:30rem;margin:15vh auto;padding:0 1rem"><p>${lead}</p>`;

/** How long visits wait on disk before they are stored as facts. */
const SEAL_MS = 15_000;
const PATH = /^\/r\/([^/?#]+)(?:[?#]|$)/;

export interface ShortLinks {
  /** True when the request was for a short link; it is answered then. */
  take(request: IncomingMessage, response: ServerResponse): boolean;
  close(): Promise<void>;
}

/**
 * Short links are answered before the framework sees the request: one of many visits costs a look-up in memory and its
 * share of a disk sync. `drain` is called when visits wait to be stored; `mayAsk` says whether a host may be answered.
 */
export async function shortLinks(
  store: Store,
  drain: () => Promise<unknown>,
  mayAsk: (host: string) => boolean,
): Promise<ShortLinks> {
  const journal = await TouchJournal.open(await store.folder('spool'));
  let added = false;
  const timer = setInterval(() => {
    if (!added) return;
    added = false;
    journal
      .seal()
      .then(drain)
      .catch(() => {
        added = true;
      });
  }, SEAL_MS);
  timer.unref();
  const answer = async (request: IncomingMessage, response: ServerResponse, code: string) => {
    const end = (status: number, headers: Record<string, string>, body = '') => {
      response.writeHead(status, { ...FIXED, ...headers, 'content-length': Buffer.byteLength(body) });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const page = (status: number, lead: string) =>
      end(status, { 'content-type': 'text/html; charset=utf-8' }, gone(lead));
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, { allow: 'GET, HEAD' });
    if (!mayAsk(request.headers.host ?? '')) return end(403, {});
    const row = await redirectOf(store, code);
    if (!row) return page(404, 'This link is not known. 没有这个链接。');
    if (!isOpen(row)) return page(410, 'This link has ended. 该链接已失效。');
    const touchKey = newId();
    const headers: Record<string, string> = { location: withTouch(row.target, touchKey) };
    let visitor: string | null = null;
    if (row.remembers === 1) {
      const came = CAME.exec(request.headers.cookie ?? '')?.[1];
      visitor = came ?? randomBytes(16).toString('hex');
      headers['set-cookie'] =
        `${COOKIE}=${visitor}; Max-Age=${COOKIE_SECONDS}; Path=/r; HttpOnly; SameSite=Lax`;
    }
    await journal.add({
      touchstoneTouch: 1,
      touchKey,
      code: row.code,
      campaign: row.campaign,
      ...(row.account_id === null ? {} : { accountId: row.account_id }),
      ...(row.post_id === null ? {} : { postId: row.post_id }),
      at: new Date().toISOString(),
      agent: agentOf(request.headers, request.method),
      ...(visitor === null ? {} : { visitorKey: actorKey(store.actorKey, 'touch', visitor) }),
    });
    added = true;
    end(302, headers);
  };
  return {
    take(request, response) {
      const code = PATH.exec(request.url ?? '')?.[1];
      if (code === undefined) return false;
      answer(request, response, code).catch(() => {
        // Not durable, so not answered as if it were.
        if (!response.headersSent) response.writeHead(503, { 'retry-after': '1' });
        response.end();
      });
      return true;
    },
    async close() {
      clearInterval(timer);
      await journal.seal();
    },
  };
}

const FIXED = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
} as const;

/** The registered address and the visit's id; nothing of the request. */
function withTouch(target: string, touchKey: string): string {
  const at = target.indexOf('#');
  const [page, part] = at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at)];
  return `${page}${page.includes('?') ? '&' : '?'}ts_touch=${touchKey}${part}`;
}
