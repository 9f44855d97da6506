import { numberText, looksRounded } from './number-text.ts';
import type { Warnings } from './problem.ts';
import { type RawRow, tooManyColumns } from './row-splitter.ts';
import type { StreamOptions } from './source.ts';
import { parseXml } from './xml.ts';
import { decodeEscapes, type SheetPart, type Workbook } from './xlsx-workbook.ts';
import { readEntry } from './zip.ts';

/** Column from 0 of a reference such as `AB12`; -1 when it has no letters. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

const rowOf = (reference: string) => Number(/\d+/.exec(reference)?.[0] ?? 0);

/** Collects one sheet's XML events into rows of text. */
class SheetReader {
  rows: RawRow[] = [];
  formulaCount = 0;
  formulaWithoutValue: string | null = null;
  rounded: string | null = null;
  /** Merged ranges by the row they end in. */
  readonly mergeEndRows: number[] = [];
  readonly #book: Workbook;
  #row: RawRow | null = null;
  #rowNumber = 0;
  #column = -1;
  #reference = '';
  #type = '';
  #style = 0;
  #value: string | null = null;
  #formula: string | null = null;
  #target: 'value' | 'formula' | null = null;
  #inPhonetic = false;

  constructor(book: Workbook) {
    this.#book = book;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      const stated = Number(attributes.r);
      this.#rowNumber =
        Number.isSafeInteger(stated) && stated > this.#rowNumber ? stated : this.#rowNumber + 1;
      this.#row = { row: this.#rowNumber, cells: [] };
      this.#column = -1;
    } else if (name === 'c') {
      this.#reference = attributes.r ?? '';
      const stated = columnOf(this.#reference);
      this.#column = stated >= 0 ? stated : this.#column + 1;
      this.#type = attributes.t ?? 'n';
      this.#style = Number(attributes.s ?? 0);
      this.#value = null;
      this.#formula = null;
    } else if (name === 'v' || name === 't') {
      if (this.#inPhonetic) return;
      this.#target = 'value';
      this.#value ??= '';
    } else if (name === 'f') {
      this.#target = 'formula';
      this.#formula = '';
    } else if (name === 'rPh') this.#inPhonetic = true;
    else if (name === 'mergeCell') this.mergeEndRows.push(rowOf((attributes.ref ?? '').split(':')[1] ?? ''));
  }

  text(text: string): void {
    if (this.#target === 'value') this.#value += text;
    else if (this.#target === 'formula') this.#formula += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't' || name === 'f') this.#target = null;
    else if (name === 'rPh') this.#inPhonetic = false;
    else if (name === 'c') this.#cell();
    else if (name === 'row' && this.#row) {
      this.rows.push(this.#row);
      this.#row = null;
    }
  }

  #cell(): void {
    const row = this.#row;
    if (!row) return;
    if (this.#formula !== null) this.formulaCount++;
    if (this.#formula !== null && this.#value === null) this.formulaWithoutValue ??= this.#reference;
    const text = this.#value === null ? (this.#formula ? `=${this.#formula}` : '') : this.#text(this.#value);
    if (text === '') return;
    if (this.#column >= this.#book.limits.maxColumns) {
      row.problem ??= tooManyColumns(this.#book.limits.maxColumns);
      return;
    }
    while (row.cells.length < this.#column) row.cells.push('');
    row.cells[this.#column] = text;
  }

  #text(stored: string): string {
    switch (this.#type) {
      case 's':
        return this.#book.sharedStrings[Number(stored)] ?? `#text ${stored} is missing in the file`;
      case 'str':
      case 'inlineStr':
        return decodeEscapes(stored);
      case 'b':
        return stored.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        return stored;
      case 'd':
        return stored.replace('T', ' ').replace(/(?:\.0+)?Z?$/, '');
      default: {
        const kind = this.#book.kinds[this.#style] ?? 'plain';
        const text = numberText(stored, kind, this.#book.date1904);
        if (kind === 'plain' && text.length >= 16 && looksRounded(stored, text))
          this.rounded ??= this.#reference;
        return text;
      }
    }
  }
}

/** The rows of one sheet as text, streamed; what is worth telling about it is added to `warnings`. */
export async function* readSheetRows(
  book: Workbook,
  sheet: SheetPart,
  warnings: Warnings,
  options: StreamOptions,
  headerRow = 0,
): AsyncGenerator<RawRow[], void> {
  const reader = new SheetReader(book);
  const chunks = readEntry(book.path, sheet.entry, book.fileName, book.limits, options);
  for await (const _ of parseXml(chunks, reader, {
    fileName: book.fileName,
    part: sheet.name,
    maxRun: book.limits.maxCellChars,
  })) {
    if (reader.rows.length === 0) continue;
    const rows = reader.rows;
    reader.rows = [];
    yield rows;
  }
  const say = (text: string) => warnings.add(`Sheet “${sheet.name}”: ${text}`);
  if (reader.formulaCount > 0)
    say(`${reader.formulaCount} formula cells were read by the value stored with them.`);
  if (reader.formulaWithoutValue)
    say(
      `the formula in ${reader.formulaWithoutValue} (and perhaps others) has no stored value; its text was read. Open and save the file in Excel.`,
    );
  if (reader.rounded)
    say(
      `${reader.rounded} (and perhaps others) holds a number of more than 15 digits, which Excel has rounded: an id there is wrong. Export ids as text.`,
    );
  const merged = reader.mergeEndRows.filter((row) => row > headerRow).length;
  if (merged > 0) say(`${merged} merged ranges lie in the data; only the first cell of each has a value.`);
}
