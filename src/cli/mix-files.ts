/** The plain inputs of a mix: who is in whose audience, prices, and audience shares by name. */
import { refused } from '#basis/error.ts';
import { type MixAudience, mixAudience } from '#domain/decisions/mix/measures/mix-audience.ts';
import type { IdColumn } from './edge-columns.ts';
import { readEdges } from './edge-file.ts';

const KOL = ['kol', 'kol_id', 'account', 'account_id', 'artist', 'artistID', '达人', '账号'];
const PERSON = ['person', 'person_id', 'user', 'userID', 'user_id', 'follower', 'listener', '用户', '粉丝'];
const PRICE = ['price', 'cost', 'quote', '报价', '价格'];

/** @throws refused for a price that is no number ≥ 0, or two prices for one name */
export async function readMixFiles(audiencePath: string, pricesPath: string): Promise<MixAudience> {
  const prices = await readNumbers(pricesPath, { price: PRICE });
  const { ids } = await readEdges(audiencePath, { ids: { kol: KOL, person: PERSON }, moments: {} });
  return mixAudience(ids, new Map(Array.from(prices, ([kol, row]) => [kol, row.price])));
}

/** Columns kol, share and low: shares of each audience that can be reached, likely and at the low end. */
export async function readShares(
  path: string,
): Promise<{ likely: Record<string, number>; low: Record<string, number> }> {
  const rows = await readNumbers(path, { share: ['share'], low: ['low'] });
  for (const [kol, { share, low }] of rows)
    if (share > 1 || low > share)
      throw refused(
        'bad-share',
        `${path}: ${kol} has share ${share} and low end ${low}.`,
        { file: path, value: kol },
        'Give shares from 0 to 1, the low end not above the share.',
      );
  return {
    likely: Object.fromEntries(Array.from(rows, ([kol, row]) => [kol, row.share])),
    low: Object.fromEntries(Array.from(rows, ([kol, row]) => [kol, row.low])),
  };
}

async function readNumbers<Column extends string>(
  path: string,
  columns: Record<Column, readonly string[]>,
): Promise<Map<string, Record<Column, number>>> {
  const wanted: Record<string, readonly string[]> = { kol: KOL, ...columns };
  const { ids, rowCount } = await readEdges(path, { ids: wanted, moments: {} });
  const kol = ids.kol as IdColumn;
  const found = new Map<string, Record<Column, number>>();
  for (let row = 0; row < rowCount; row++) {
    const name = kol.nameOf(kol.ids[row] as number);
    const numbers = {} as Record<Column, number>;
    for (const column of Object.keys(columns) as Column[]) {
      const cells = ids[column] as IdColumn;
      const text = cells.nameOf(cells.ids[row] as number);
      const value = Number(text);
      if (text === '' || !Number.isFinite(value) || value < 0)
        throw refused(
          'bad-number',
          `${path}: ${name} has ${column} “${text}”.`,
          { file: path, column, value: text },
          'Give a number from 0.',
        );
      numbers[column] = value;
    }
    const known = found.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(numbers))
      throw refused(
        'two-prices',
        `${path} has two different rows for ${name}.`,
        { file: path, value: name },
        'Keep the one that holds.',
      );
    found.set(name, numbers);
  }
  return found;
}
