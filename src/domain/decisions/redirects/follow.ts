/** `GET /r/<code>`: the visit is on disk, then the browser is sent on. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { actorKey, newId } from '#basis/id.ts';
import { TouchJournal } from '#domain/facts/touches/journal.ts';
import type { Store } from '#store/open-store.ts';
import { isOpen, knownRedirect, type RedirectRow, redirectOf } from './service.ts';

const COOKIE = 'ts_visitor';
const CAME = new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f]{32})`);
const COOKIE_SECONDS = 30 * 86_400;
/** Programs that say so, and those that fetch a page to show its preview. */
const PROGRAM =
  /bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|embedly|curl|wget|python|okhttp|java\/|go-http|node|axios|headless|lighthouse|monitor|scanner/i;

/** Browsers' names are few and long; what was said of one is kept. */
const programs = new Map<string, boolean>();
const MOST_NAMES = 5000;

function isProgram(name: string): boolean {
  let said = programs.get(name);
  if (said === undefined) {
    said = PROGRAM.test(name);
    if (programs.size >= MOST_NAMES) programs.clear();
    if (name.length < 500) programs.set(name, said);
  }
  return said;
}

const PURPOSES = ['sec-purpose', 'purpose', 'x-moz', 'x-purpose'];

/** By what the browser says of itself. */
export function agentOf(
  headers: Record<string, unknown>,
  method: string | undefined,
): 'person' | 'bot' | 'prefetch' {
  for (const purpose of PURPOSES) {
    const said = headers[purpose];
    if (typeof said === 'string' && /prefetch|prerender|preview/i.test(said)) return 'prefetch';
  }
  const name = typeof headers['user-agent'] === 'string' ? headers['user-agent'] : '';
  return method === 'HEAD' || name === '' || isProgram(name) ? 'bot' : 'person';
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
  /** Writes the visit of an open link; `told` gets the headers of the answer once it is durable, null when it cannot be. */
  const visit = (
    row: RedirectRow,
    asked: Record<string, unknown>,
    method: string | undefined,
    told: (headers: string[] | null) => void,
  ) => {
    const touchKey = newId();
    const { location, line } = wordsOf(row);
    let visitor = '';
    let cookie: string | null = null;
    if (row.remembers === 1) {
      const sent = asked['cookie'];
      const came =
        (typeof sent === 'string' ? CAME.exec(sent)?.[1] : undefined) ?? randomBytes(16).toString('hex');
      cookie = `${COOKIE}=${came}; Max-Age=${COOKIE_SECONDS}; Path=/r; HttpOnly; SameSite=Lax`;
      visitor = `,"visitorKey":"${actorKey(store.actorKey, 'touch', came)}"`;
    }
    journal.append(
      `{"touchKey":"${touchKey}","at":"${new Date().toISOString()}","agent":"${agentOf(asked, method)}"${visitor}${line}`,
      (error) => {
        if (error !== null) return told(null);
        added = true;
        const headers = [...SENT, 'location', `${location[0]}${touchKey}${location[1]}`];
        if (cookie !== null) headers.push('set-cookie', cookie);
        told(headers);
      },
    );
  };
  const send = (request: IncomingMessage, response: ServerResponse, row: RedirectRow | null) => {
    if (!row) return page(request, response, 404, 'This link is not known. 没有这个链接。');
    if (!isOpen(row)) return page(request, response, 410, 'This link has ended. 该链接已失效。');
    visit(row, request.headers, request.method, (headers) =>
      headers === null ? unready(response) : void response.writeHead(302, headers).end(),
    );
  };
  const answer = (request: IncomingMessage, response: ServerResponse, code: string) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, [...SENT, 'allow', 'GET, HEAD']).end();
    if (!mayAsk(request.headers.host ?? '')) return void response.writeHead(403, SENT).end();
    const row = knownRedirect(store, code);
    if (row !== undefined) return send(request, response, row);
    redirectOf(store, code).then(
      (found) => send(request, response, found),
      () => unready(response),
    );
  };
  return {
    take(request, response) {
      const code = PATH.exec(request.url ?? '')?.[1];
      if (code === undefined) return false;
      answer(request, response, code);
      return true;
    },
    async close() {
      clearInterval(timer);
      await journal.seal();
    },
  };
}

/** Names and values in turn, as Node takes them. */
const pairs = (headers: Record<string, string>): string[] => Object.entries(headers).flat();
const FIXED = pairs({
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
});
const SENT = [...FIXED, 'content-length', '0'];

/** Not durable, so not answered as if it were. */
const UNREADY = [...SENT, 'retry-after', '1'];

function unready(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(503, UNREADY);
  response.end();
}

function page(request: IncomingMessage, response: ServerResponse, status: number, lead: string): void {
  const body = gone(lead);
  response.writeHead(status, [
    ...FIXED,
    ...pairs({
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
    }),
  ]);
  response.end(request.method === 'HEAD' ? undefined : body);
}

interface Words {
  /** The registered address before and behind the visit's id; nothing of the request. */
  location: readonly [string, string];
  /** The end of the visit's line: what is the same for every visit of the link. */
  line: string;
}
const words = new WeakMap<RedirectRow, Words>();

function wordsOf(row: RedirectRow): Words {
  let said = words.get(row);
  if (!said) {
    // A header holds no letters beyond ASCII; an address that has some is written as browsers send it.
    const target = /^[!-~]+$/.test(row.target) ? row.target : new URL(row.target).href;
    const at = target.indexOf('#');
    const [page, part] = at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at)];
    const fixed = {
      touchstoneTouch: 1,
      code: row.code,
      campaign: row.campaign,
      ...(row.account_id === null ? {} : { accountId: row.account_id }),
      ...(row.post_id === null ? {} : { postId: row.post_id }),
    };
    said = {
      location: [`${page}${page.includes('?') ? '&' : '?'}ts_touch=`, part],
      line: `,${JSON.stringify(fixed).slice(1)}\n`,
    };
    words.set(row, said);
  }
  return said;
}
