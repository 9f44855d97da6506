/** XML parts as a stream of events, through saxes, within bounded memory. */

import { SaxesParser } from 'saxes';
import { messageOf } from '#basis/error.ts';
import { told } from '#basis/told.ts';

/** Hears a part's tags by their names without namespace prefix. */
export interface XmlListener {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** What was wrong with the XML, or with its size. */
export class BadXml extends Error {}

/** Bytes without a tag: more is no cell of any spreadsheet program. */
const MAX_RUN = 4 * 2 ** 20;
const local = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Parses pieces of a part; yields after each, so that the caller can hand on what it has.
 * @throws BadXml
 */
export async function* parseXml(
  pieces: AsyncIterable<Buffer>,
  listener: XmlListener,
): AsyncGenerator<undefined> {
  const parser = new SaxesParser();
  const fail = (why: string): never => {
    throw new BadXml(why.slice(0, 200));
  };
  parser.on('error', (error) => fail(messageOf(error)));
  parser.on('doctype', () => fail(told`it has a document type, which no workbook has`));
  parser.on('opentag', (tag) => listener.open?.(local(tag.name), tag.attributes as Record<string, string>));
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  parser.on('closetag', (tag) => listener.close?.(local(tag.name)));
  // One decoder for all pieces: a character may span two of them.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (piece?: Buffer): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      return fail(told`it holds bytes that are not UTF-8`);
    }
  };
  let run = 0;
  for await (const piece of pieces) {
    const last = piece.lastIndexOf(0x3c);
    run = last < 0 ? run + piece.length : piece.length - last;
    if (run > MAX_RUN) fail(told`it holds a cell of more than ${MAX_RUN / 2 ** 20} MiB`);
    parser.write(decoded(piece));
    yield;
  }
  decoded();
  parser.close();
}

/** Parses a whole part. */
export async function readXml(pieces: AsyncIterable<Buffer>, listener: XmlListener): Promise<void> {
  for await (const _ of parseXml(pieces, listener));
}
