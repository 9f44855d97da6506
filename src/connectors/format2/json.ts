import { type Encoding } from './encoding.ts';
import { type JsonPiece, JsonLineSplitter, JsonValueSplitter, type PieceSplitter } from './json-splitter.ts';
import { parseValue } from './json-value.ts';
import { excerpt, type Read, type Warnings } from './problem.ts';
import { readBytes, type Source, type StreamOptions } from './source.ts';
import { readText, StrictDecoder } from './text.ts';

export interface JsonFile {
  source: Source;
  encoding: Encoding;
  bomBytes: number;
  layout: 'json' | 'ndjson';
}

/**
 * Whether the beginning of a JSON file is one value a line: of its whole lines, at least two and at least half
 * are values by themselves. One bad line does not hide the layout of the others.
 */
export function jsonLayout(text: string, whole: boolean): 'json' | 'ndjson' {
  const lines = text.split('\n').slice(0, 50);
  let good = 0;
  let seen = 0;
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === '' || (!whole && index === lines.length - 1)) continue;
    seen++;
    if (!/^(?:\{.*\}|\[.*\])$/.test(line)) continue;
    try {
      JSON.parse(line.replaceAll(/\bNaN\b|-?\bInfinity\b/g, 'null'));
      good++;
    } catch {
      // Counted as seen and not good.
    }
  }
  return seen >= 2 && good >= 1 && good * 2 >= seen ? 'ndjson' : 'json';
}

async function* utf8Bytes(file: JsonFile, options: StreamOptions): AsyncGenerator<Buffer, void> {
  if (file.encoding === 'utf-8' || file.encoding === 'utf-8-bom') {
    let skip = file.bomBytes;
    for await (const chunk of readBytes(file.source, options)) {
      yield skip > 0 ? chunk.subarray(skip) : chunk;
      skip = Math.max(0, skip - chunk.length);
    }
    return;
  }
  const decoder = new StrictDecoder(file.encoding, file.source.fileName, file.bomBytes);
  for await (const { text } of readText(file.source, file.bomBytes, decoder, options))
    yield Buffer.from(text);
}

/** The records of a JSON or NDJSON file, in batches. Each value that cannot be read is a problem of its own. */
export async function* readJson(
  file: JsonFile,
  warnings: Warnings,
  options: StreamOptions,
): AsyncGenerator<Read[], void> {
  const { limits } = file.source;
  const splitter: PieceSplitter =
    file.layout === 'ndjson' ? new JsonLineSplitter(limits) : new JsonValueSplitter(limits);
  const convert = (piece: JsonPiece): Read => {
    const result =
      piece.problem === null
        ? parseValue(piece.bytes, limits.maxJsonDepth, warnings)
        : { reason: piece.problem };
    if ('value' in result) return { shape: 'json', sheet: null, row: piece.row, value: result.value };
    return {
      problem: true,
      sheet: null,
      row: piece.row,
      column: '',
      value: excerpt(piece.bytes.subarray(0, 800).toString('utf8')),
      reason: result.reason,
      fix: 'Export the file again, one JSON object a line (NDJSON) if it is large.',
    };
  };
  for await (const chunk of utf8Bytes(file, options)) {
    const batch = splitter.push(chunk, false).map(convert);
    if (batch.length > 0) yield batch;
  }
  const rest = splitter.push(Buffer.alloc(0), true).map(convert);
  if (rest.length > 0) yield rest;
}
