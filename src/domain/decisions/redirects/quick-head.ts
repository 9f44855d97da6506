/**
 * Whole small requests of one shape, read from the socket itself: `GET /r/… HTTP/1.1`, its head in one piece, no body,
 * a connection that stays. Making Node's request and response costs more than all else of a visit. Whatever has another
 * shape, and all that follows it on that connection, goes to Node's own server unread.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface QuickHead {
  url: string;
  headers: Record<string, string>;
}

const MOST_BYTES = 8192;
const START = 'GET /r/';
const END = '\r\n\r\n';
const REQUEST = /^GET (\/r\/[!-~]+) HTTP\/1\.1$/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;
/** A request that has one of these has a body, asks to be answered otherwise, or ends its connection. */
const OTHER = new Set([
  'content-length',
  'transfer-encoding',
  'expect',
  'upgrade',
  'connection',
  'te',
  'trailer',
]);

/** The request, or null when it is to be read by Node's server. */
export function quickHead(text: string): QuickHead | null {
  if (text.length > MOST_BYTES || !text.startsWith(START) || text.indexOf(END) !== text.length - END.length)
    return null;
  const lines = text.slice(0, -END.length).split('\r\n');
  const url = REQUEST.exec(lines[0] as string)?.[1];
  if (url === undefined) return null;
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let i = 1; i < lines.length; i++) {
    const found = HEADER.exec(lines[i] as string);
    if (!found) return null;
    const [name, value] = [(found[1] as string).toLowerCase(), found[2] as string];
    if (name in headers) return null;
    if (OTHER.has(name) && !(name === 'connection' && value.toLowerCase() === 'keep-alive')) return null;
    headers[name] = value;
  }
  return headers['host'] === undefined ? null : { url, headers };
}

/** Answers once, with a status line, headers in pairs and no body. */
export type QuickReply = (statusLine: string, headers: readonly string[]) => void;

const IDLE_MS = 30_000;
/** What may come on a connection before its answer went out. */
const MOST_AHEAD = 65_536;

let dated = { second: 0, text: '' };
function date(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== dated.second) dated = { second, text: new Date(second * 1000).toUTCString() };
  return dated.text;
}

/**
 * Puts itself before the server: `take` is asked for every request of the shape and says whether it will answer. Returns
 * the end of it: connections that wait for a request are closed.
 */
export function quickFront(
  server: Server,
  take: (head: QuickHead, reply: QuickReply) => boolean,
): () => void {
  const nodes = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    let answering = false;
    let ended = false;
    let ahead: Buffer[] = [];
    const end = () => {
      open.delete(socket);
      socket.destroy();
    };
    const close = () => open.delete(socket);
    // The other side asks no more; what it asked is still answered.
    const last = () => {
      ended = true;
      if (!answering) socket.end();
    };
    const handOver = (bytes: Buffer) => {
      if (socket.readableEnded) return end();
      open.delete(socket);
      socket.off('data', came).off('timeout', end).off('error', end).off('end', last).off('close', close);
      socket.setTimeout(0);
      socket.pause();
      socket.unshift(bytes);
      for (const listener of nodes) listener.call(server, socket);
      socket.resume();
    };
    const reply: QuickReply = (statusLine, headers) => {
      if (socket.destroyed) return;
      let text = `HTTP/1.1 ${statusLine}\r\ndate: ${date()}\r\n`;
      for (let i = 0; i < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`;
      socket.write(`${text}\r\n`, 'latin1');
      answering = false;
      if (ahead.length === 0) {
        if (ended) socket.end();
        return;
      }
      const bytes = Buffer.concat(ahead);
      ahead = [];
      came(bytes);
    };
    const came = (bytes: Buffer) => {
      if (answering) {
        ahead.push(bytes);
        if (ahead.reduce((sum, piece) => sum + piece.length, 0) > MOST_AHEAD) end();
        return;
      }
      const head = quickHead(bytes.toString('latin1'));
      if (!head) return handOver(bytes);
      answering = true;
      if (take(head, reply)) return;
      answering = false;
      handOver(bytes);
    };
    open.add(socket);
    socket.setNoDelay(true);
    socket.setTimeout(IDLE_MS);
    socket.on('data', came).on('timeout', end).on('error', end).on('end', last).on('close', close);
  });
  return () => {
    for (const socket of open) socket.destroy();
    open.clear();
  };
}
