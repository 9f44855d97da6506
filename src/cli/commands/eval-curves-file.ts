/** Reads a file of series for `touchstone eval curves`: posts of accounts, curves of posts, or counters of accounts. */
import { refused } from '#basis/error.ts';
import type { SourceRecord } from '#connectors/contract.ts';
import { flattenJson } from '#connectors/flatten-json.ts';
import { openFile } from '#connectors/format/open.ts';
import { headerName, parseMoment, parseQuantity } from '#connectors/values.ts';

const COUNTERS = [
  ['likes', /like|赞|favou?rite|reaction/i],
  ['comments', /comment|评论/i],
  ['views', /view|play|read|播放|阅读|浏览/i],
  ['shares', /share|repost|forward|retweet|转发|分享/i],
  ['saves', /save|collect|收藏/i],
  ['followers', /follower|subscriber|fans|粉丝/i],
  ['count', /^(count|counter|value|total|数值|计数)$/i],
] as const;
const TIME = /time|date|_at$|timestamp|时间|日期/i;
const ACCOUNT =
  /^(account|account_?id|user|user_?id|user_?name|author|author_?id|channel_?id|kol|账号|账号id|达人id|博主id)$/i;
const POST =
  /^(post|post_?id|note_?id|video_?id|item|item_?id|media_?id|idlink|作品id|笔记id|视频id|帖子id)$/i;
/** Not counters though their names hold one. */
/** A mark beside a counter that says it was switched off: what it counts then is unknown, not 0. */
const SWITCHED_OFF = /disabled|closed|关闭/i;
const NOT_COUNTER = /disabled|closed|关闭|follow(ing|ees)|rate|率|ratio|per_|hashtag|^is_|user/i;
/** Rows a post needs, in the median, to be a curve and not one reading. */
const CURVE_ROWS = 6;

export interface Series {
  account: string;
  atMs: Float64Array;
  values: Float64Array;
}
export interface SeriesFile {
  /** `posts`: one value a post in order of publication; `curves`: readings of one post; `counters`: readings of one account. */
  kind: 'posts' | 'curves' | 'counters';
  accountCount: number;
  postCount: number | null;
  counters: Map<string, Series[]>;
  skippedRows: number;
}

export interface SeriesColumns {
  account?: string;
  post?: string;
  time?: string;
  counter?: string[];
}

const nameOf = (column: string): string | null =>
  NOT_COUNTER.test(column) && !/^user_?follower/i.test(column)
    ? null
    : (COUNTERS.find(([, pattern]) => pattern.test(column))?.[0] ?? null);

interface Reading {
  account: string;
  post: string | null;
  atMs: number;
  values: Map<string, number>;
}

/** Numbers of every list of a JSON account, oldest post first. */
function listsOf(
  value: unknown,
  row: number,
): { account: string; lists: Map<string, number[]>; atMs: number[] } | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = Object.entries(value);
  const numbers = fields.filter(
    (f): f is [string, number[]] => Array.isArray(f[1]) && f[1].every((v) => typeof v === 'number'),
  );
  const time = numbers.find(([name]) => TIME.test(name))?.[1];
  if (!time) return null;
  const order = [...time.keys()].sort((a, b) => (time[a] as number) - (time[b] as number));
  const lists = new Map<string, number[]>();
  for (const [name, list] of numbers) {
    const counter = list === time || list.length !== time.length ? null : nameOf(name);
    if (!counter || lists.has(counter)) continue;
    const off = numbers.find(
      ([other]) => SWITCHED_OFF.test(other) && nameOf(other.replace(SWITCHED_OFF, '')) === counter,
    )?.[1];
    lists.set(
      counter,
      order.map((i) => (off?.[i] === 1 ? Number.NaN : (list[i] as number))),
    );
  }
  const named = fields.find(([name, v]) => ACCOUNT.test(name) && typeof v !== 'object')?.[1];
  return lists.size === 0
    ? null
    : { account: String(named ?? `row ${row}`), lists, atMs: order.map((i) => (time[i] as number) * 1000) };
}

function columnsOf(headers: readonly string[], given: SeriesColumns, file: string) {
  const find = (wanted: string | undefined, pattern: RegExp) => {
    if (wanted === undefined) return headers.find((h) => pattern.test(headerName(h)));
    if (headers.includes(wanted)) return wanted;
    throw refused(
      'no-column',
      `${file} has no column “${wanted}”.`,
      { file, column: wanted },
      `It has: ${headers.join(', ')}.`,
    );
  };
  const account = find(given.account, ACCOUNT);
  const post = find(given.post, POST);
  const time = find(given.time, TIME);
  const counters = given.counter
    ? given.counter.map((c) => [find(c, /$^/) as string, c] as const)
    : headers
        .filter((h) => h !== time && h !== account && h !== post)
        .flatMap((h) => {
          const name = nameOf(headerName(h));
          return name ? [[h, name] as const] : [];
        });
  if (!time || (!account && !post) || counters.length === 0)
    throw refused(
      'no-series',
      `${file} does not show series: ${!time ? 'no time column' : counters.length === 0 ? 'no counter column' : 'no account or post column'}.`,
      { file },
      'Name the columns: --account, --post, --time, --counter.',
    );
  return { account, post, time, counters };
}

function readingOf(
  cells: Readonly<Record<string, string>>,
  columns: ReturnType<typeof columnsOf>,
): Reading | null {
  const moment = parseMoment(cells[columns.time] ?? '', { dateOrder: null, utcOffsetMinutes: 480 });
  const values = new Map<string, number>();
  for (const [column, name] of columns.counters) {
    const parsed = parseQuantity(cells[column] ?? '');
    if ('ok' in parsed && parsed.ok.quantity.value !== null) values.set(name, parsed.ok.quantity.value);
  }
  const post = columns.post ? (cells[columns.post] ?? '') : null;
  const account = columns.account ? (cells[columns.account] ?? '') : (post ?? '');
  return 'at' in moment && values.size > 0 && account !== ''
    ? { account, post, atMs: Date.parse(moment.at), values }
    : null;
}

/** @throws TouchstoneError refused when the file holds no series that can be told */
export async function readSeriesFile(path: string, given: SeriesColumns = {}): Promise<SeriesFile> {
  const file = await openFile(path);
  const table = file.tables[0];
  const readings: Reading[] = [];
  const posts = new Map<string, Series[]>();
  const accounts = new Set<string>();
  let postCount = 0;
  let skippedRows = 0;
  const sample = await file.sample(table?.sheet ?? null);
  let columns: ReturnType<typeof columnsOf> | null = null;
  const take = (record: SourceRecord) => {
    const lists = record.shape === 'json' ? listsOf(record.value, record.row) : null;
    if (lists) {
      accounts.add(lists.account);
      postCount += lists.atMs.length;
      for (const [name, list] of lists.lists) {
        const series = {
          account: lists.account,
          atMs: Float64Array.from(lists.atMs),
          values: Float64Array.from(list),
        };
        posts.set(name, [...(posts.get(name) ?? []), series]);
      }
      return;
    }
    columns ??= columnsOf(sample.headers, given, file.fileName);
    const reading = readingOf(record.shape === 'json' ? flattenJson(record.value) : record.cells, columns);
    if (reading) readings.push(reading);
    else skippedRows++;
  };
  for await (const batch of file.records(table?.sheet ?? null))
    for (const record of batch)
      if ('problem' in record) skippedRows++;
      else take(record);
  if (posts.size > 0)
    return { kind: 'posts', accountCount: accounts.size, postCount, counters: posts, skippedRows };
  if (readings.length === 0)
    throw refused(
      'no-series',
      `${file.fileName} has no row with a time and a counter.`,
      { file: file.fileName },
      'Name the columns: --account, --post, --time, --counter.',
    );
  return fromReadings(readings, skippedRows);
}

function fromReadings(readings: readonly Reading[], skippedRows: number): SeriesFile {
  const rowsOfPost = new Map<string, number>();
  for (const r of readings) if (r.post !== null) rowsOfPost.set(r.post, (rowsOfPost.get(r.post) ?? 0) + 1);
  const perPost = [...rowsOfPost.values()].sort((a, b) => a - b);
  const kind =
    perPost.length === 0
      ? 'counters'
      : (perPost[perPost.length >> 1] as number) >= CURVE_ROWS
        ? 'curves'
        : 'posts';
  const grouped = new Map<string, Map<string, Reading[]>>();
  for (const r of readings)
    for (const name of r.values.keys()) {
      const key = kind === 'curves' ? (r.post as string) : r.account;
      const byKey = grouped.get(name) ?? new Map<string, Reading[]>();
      grouped.set(name, byKey);
      const list = byKey.get(key);
      if (list) list.push(r);
      else byKey.set(key, [r]);
    }
  const counters = new Map(
    [...grouped].map(([name, byKey]) => [
      name,
      [...byKey.values()].map((list) => {
        const sorted = list.toSorted((a, b) => a.atMs - b.atMs);
        return {
          account: (sorted[0] as Reading).account,
          atMs: Float64Array.from(sorted, (r) => r.atMs),
          values: Float64Array.from(sorted, (r) => r.values.get(name) as number),
        };
      }),
    ]),
  );
  return {
    kind,
    accountCount: new Set(readings.map((r) => r.account)).size,
    postCount: perPost.length > 0 ? rowsOfPost.size : null,
    counters,
    skippedRows,
  };
}
