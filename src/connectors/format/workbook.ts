/** The parts of a workbook around its sheets: their names, the texts they share, the formats of numbers. */

import { posix } from 'node:path';
import { refused } from '#basis/error.ts';
import { told } from '#basis/told.ts';
import { type Archive, damagedXlsx } from './archive.ts';
import type { Limits } from './limits.ts';
import { type FormatKind, formatKind, unescapeText } from './xlsx-values.ts';
import { readXml } from './xml-events.ts';

export interface Sheet {
  name: string;
  hidden: boolean;
  part: string;
}

export interface Workbook {
  sheets: Sheet[];
  is1904: boolean;
  /** Texts by number. */
  shared: string[];
  /** Kinds of number formats by style number. */
  kinds: FormatKind[];
}

/** Targets of a part's relations by id, as part names. */
async function relations(archive: Archive, part: string): Promise<Map<string, string>> {
  const folder = posix.dirname(part);
  const rels = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const targets = new Map<string, string>();
  if (archive.names.includes(rels))
    await readXml(archive.read(rels), {
      open(name, a) {
        const target = a['Target'] ?? '';
        if (name === 'Relationship' && a['Id'] && a['TargetMode'] !== 'External')
          targets.set(
            a['Id'],
            target.startsWith('/') ? target.slice(1) : posix.join(folder, target).replace(/^\.\//, ''),
          );
      },
    });
  return targets;
}

async function sharedTexts(
  archive: Archive,
  part: string,
  fileName: string,
  limits: Limits,
): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let total = 0;
  let inText = false;
  let inPhonetic = false;
  await readXml(archive.read(part), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') inPhonetic = true;
      else if (name === 't') inText = !inPhonetic;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'si') {
        total += text.length;
        if (total > limits.maxSharedText)
          throw refused(
            'file-too-dense',
            `${fileName} holds more than ${Math.round(limits.maxSharedText / 2 ** 20)} Mi characters of text.`,
            { file: fileName },
            'Split the workbook, or save it as CSV, which is read piece by piece.',
          );
        texts.push(unescapeText(text));
      }
    },
  });
  return texts;
}

async function formatKinds(archive: Archive, part: string): Promise<FormatKind[]> {
  const codes = new Map<number, string>();
  const kinds: FormatKind[] = [];
  let inCells = false;
  await readXml(archive.read(part), {
    open(name, a) {
      if (name === 'numFmt') codes.set(Number(a['numFmtId']), a['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(a['numFmtId'] ?? 0);
        kinds.push(formatKind(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}

/** @throws TouchstoneError `not-a-workbook`, `bad-xlsx`, `file-too-dense`; BadXml */
export async function readWorkbook(archive: Archive, fileName: string, limits: Limits): Promise<Workbook> {
  const main = archive.names.find((n) => /^xl\/workbook\d*\.xml$/i.test(n));
  if (!main) {
    const kind = archive.names.includes('xl/workbook.bin')
      ? told`a binary workbook (.xlsb)`
      : archive.names.includes('content.xml')
        ? told`an OpenDocument file (.ods)`
        : null;
    throw refused(
      'not-a-workbook',
      `${fileName} cannot be read: it is ${kind ?? told`a ZIP archive without a workbook`}.`,
      { file: fileName },
      kind
        ? 'Open it in a spreadsheet program and save it as .xlsx.'
        : 'Unpack it and import the files in it.',
    );
  }
  const targets = await relations(archive, main);
  const sheets: Sheet[] = [];
  let is1904 = false;
  await readXml(archive.read(main), {
    open(name, a) {
      if (name === 'workbookPr') is1904 = a['date1904'] === '1' || a['date1904'] === 'true';
      if (name !== 'sheet') return;
      const id = Object.entries(a).find(([key]) => /(?:^|:)id$/.test(key))?.[1] ?? '';
      const part = targets.get(id) ?? `xl/worksheets/sheet${sheets.length + 1}.xml`;
      if (!/worksheet/i.test(part)) return;
      if (!archive.names.includes(part))
        throw damagedXlsx(fileName, told`its sheet “${a['name'] ?? ''}” is missing`);
      sheets.push({
        name: a['name'] ?? `Sheet${sheets.length + 1}`,
        hidden: a['state'] === 'hidden' || a['state'] === 'veryHidden',
        part,
      });
    },
  });
  const partNamed = (ending: string) => [...targets.values()].find((t) => t.toLowerCase().endsWith(ending));
  const shared = partNamed('sharedstrings.xml');
  const styles = partNamed('styles.xml');
  return {
    sheets,
    is1904,
    shared:
      shared && archive.names.includes(shared) ? await sharedTexts(archive, shared, fileName, limits) : [],
    kinds: styles && archive.names.includes(styles) ? await formatKinds(archive, styles) : [],
  };
}
