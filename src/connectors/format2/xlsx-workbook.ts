import { refused } from '#basis/error.ts';
import type { Limits } from './limits.ts';
import { type NumberKind, numberKind } from './number-text.ts';
import type { StreamOptions } from './source.ts';
import { parseXml, type XmlHandlers } from './xml.ts';
import { readEntry, type ZipEntry } from './zip.ts';

export interface SheetPart {
  name: string;
  hidden: boolean;
  entry: ZipEntry;
}

/** A workbook without its cells: sheets in order, shared texts, and what each cell style does to a number. */
export interface Workbook {
  path: string;
  fileName: string;
  limits: Limits;
  sheets: SheetPart[];
  date1904: boolean;
  sharedStrings: string[];
  kinds: NumberKind[];
}

export const decodeEscapes = (text: string) =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;

async function drain(parts: AsyncIterable<void>): Promise<void> {
  for await (const _ of parts);
}

/** Attribute by local name, since writers differ in prefixes (`r:id`, `d3p1:id`). */
function attribute(attributes: Readonly<Record<string, string>>, local: string): string | undefined {
  return attributes[local] ?? Object.entries(attributes).find(([name]) => name.endsWith(`:${local}`))?.[1];
}

const resolve = (target: string) =>
  (target.startsWith('/') ? target.slice(1) : `xl/${target}`).replaceAll('xl/../', '');

/** Reads everything about a workbook but its cells. */
export async function readWorkbook(
  path: string,
  fileName: string,
  entries: Map<string, ZipEntry>,
  limits: Limits,
  options: StreamOptions = {},
): Promise<Workbook> {
  const parse = async (part: string, handlers: Partial<XmlHandlers>) => {
    const entry = entries.get(part);
    if (!entry) return;
    const nothing = () => undefined;
    const all: XmlHandlers = { open: nothing, close: nothing, text: nothing, ...handlers };
    await drain(
      parseXml(readEntry(path, entry, fileName, limits, options), all, {
        fileName,
        part,
        maxRun: limits.maxCellChars,
      }),
    );
  };
  const targets = new Map<string, { target: string; kind: string }>();
  await parse('xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      if (name === 'Relationship')
        targets.set(attributes.Id ?? '', { target: attributes.Target ?? '', kind: attributes.Type ?? '' });
    },
  });
  const sheets: SheetPart[] = [];
  let date1904 = false;
  await parse('xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr')
        date1904 = ['1', 'true', 'on'].includes(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const relation = targets.get(attribute(attributes, 'id') ?? '');
      if (relation && !relation.kind.endsWith('/worksheet')) return;
      const entry = entries.get(
        relation ? resolve(relation.target) : `xl/worksheets/sheet${sheets.length + 1}.xml`,
      );
      const sheetName = attributes.name ?? `Sheet${sheets.length + 1}`;
      if (!entry)
        throw refused(
          'damaged-workbook',
          `${fileName} is damaged: the sheet “${sheetName}” is missing`,
          { file: fileName, sheet: sheetName },
          'Open the file in Excel and save it again.',
        );
      sheets.push({ name: sheetName, hidden: (attributes.state ?? 'visible') !== 'visible', entry });
    },
  });
  if (sheets.length === 0)
    throw refused('no-sheets', `${fileName} has no sheet with cells`, { file: fileName });
  const kinds = await readKinds(parse);
  return {
    path,
    fileName,
    limits,
    sheets,
    date1904,
    sharedStrings: await readSharedStrings(parse, fileName, limits),
    kinds,
  };
}

type Parse = (part: string, handlers: Partial<XmlHandlers>) => Promise<void>;

async function readKinds(parse: Parse): Promise<NumberKind[]> {
  const codes = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let inCellFormats = false;
  await parse('xl/styles.xml', {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        kinds.push(numberKind(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return kinds;
}

async function readSharedStrings(parse: Parse, fileName: string, limits: Limits): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let total = 0;
  let inText = false;
  let inPhonetic = false;
  await parse('xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 'rPh') inPhonetic = true;
      else if (name === 't') inText = !inPhonetic;
    },
    text(text) {
      if (inText) current += text;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'si') {
        total += current.length;
        if (total > limits.maxSharedStringChars)
          throw refused(
            'too-large',
            `${fileName} holds more than ${limits.maxSharedStringChars} characters of text`,
            { file: fileName },
            'Save the sheet as CSV and import that.',
          );
        strings.push(decodeEscapes(current));
      }
    },
  });
  return strings;
}
