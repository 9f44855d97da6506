import { SaxesParser } from 'saxes';
import { messageOf, refused } from '#basis/error.ts';
import { CUT } from './problem.ts';
import { StrictDecoder } from './text.ts';

export interface XmlHandlers {
  /** `name` is without its namespace prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

/** Lets no stretch between two brackets grow past `max`: the rest of it is replaced by `CUT` as it streams by. */
class RunGuard {
  readonly #max: number;
  #run = 0;
  constructor(max: number) {
    this.#max = max;
  }

  pass(text: string): string {
    if (this.#run + text.length <= this.#max) {
      const last = Math.max(text.lastIndexOf('<'), text.lastIndexOf('>'));
      this.#run = last < 0 ? this.#run + text.length : text.length - last - 1;
      return text;
    }
    let out = '';
    let at = 0;
    while (at < text.length) {
      const open = text.indexOf('<', at);
      const close = text.indexOf('>', at);
      const end = open < 0 ? (close < 0 ? text.length : close) : close < 0 ? open : Math.min(open, close);
      const length = end - at;
      const room = Math.max(0, this.#max - this.#run);
      out +=
        length <= room
          ? text.slice(at, end)
          : text.slice(at, at + room) + (this.#run <= this.#max ? CUT : '');
      this.#run += length;
      if (end < text.length) {
        out += text[end];
        this.#run = 0;
      }
      at = end + 1;
    }
    return out;
  }
}

/**
 * Parses one XML part of a workbook as it streams, calling `handlers`; yields after each chunk so that the caller
 * can hand on what it has. Entities are not expanded from a DTD. Refuses XML that is not well-formed.
 */
export async function* parseXml(
  chunks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  where: { fileName: string; part: string; maxRun: number },
): AsyncGenerator<void, void> {
  let failure: string | null = null;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    // Stray control characters are let through: they end up in a cell, where they can be seen.
    if (!error.message.includes('disallowed character')) failure ??= messageOf(error);
  });
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', (tag) => handlers.open(local(tag.name), tag.attributes as Record<string, string>));
  parser.on('closetag', (tag) => handlers.close(local(tag.name)));
  parser.on('text', (text) => handlers.text(text));
  parser.on('cdata', (text) => handlers.text(text));
  const check = () => {
    if (failure === null) return;
    const text = `${where.fileName} is damaged: ${where.part} is not valid XML (${failure})`;
    throw refused(
      'damaged-workbook',
      text,
      { file: where.fileName, sheet: where.part },
      'Open the file in Excel and save it again.',
    );
  };
  const guard = new RunGuard(where.maxRun);
  let decoder: StrictDecoder | null = null;
  for await (const chunk of chunks) {
    const mark =
      chunk[0] === 0xff && chunk[1] === 0xfe
        ? 'utf-16le'
        : chunk[0] === 0xfe && chunk[1] === 0xff
          ? 'utf-16be'
          : 'utf-8';
    decoder ??= new StrictDecoder(mark, where.fileName, 0);
    parser.write(guard.pass(decoder.decode(chunk, false)));
    check();
    yield;
  }
  if (decoder) parser.write(guard.pass(decoder.decode(Buffer.alloc(0), true)));
  parser.close();
  check();
  yield;
}
