/** Reads a quote file: one row a creator, one or several price columns. Pure: cells in, quotes or reasons out. */
import { PLATFORM_IDS, type PlatformId, platformRow } from '#basis/platform.ts';
import { type Told, told } from '#basis/told.ts';
import {
  headerFactor,
  headerName,
  headerUnit,
  isNothing,
  parseMoment,
  parseQuantity,
} from '#connectors/values.ts';
import type { KeptQuote, QuoteFile } from './schema.ts';

type Price = { format: KeptQuote['format']; kind: KeptQuote['kind'] };
type Field =
  | 'platform'
  | 'id'
  | 'handle'
  | 'name'
  | 'link'
  | 'campaign'
  | 'tax'
  | 'taxShare'
  | 'fee'
  | 'rebate'
  | 'currency'
  | 'schedule'
  | 'quotedOn'
  | 'validUntil'
  | 'quotedBy'
  | 'note'
  | 'format'
  | 'kind'
  | 'amount';

const PRICES: readonly (readonly [string, Price['format'], Price['kind']])[] = [
  ['平台裸价图文|图文裸价|图文报价|图文笔记报价|picture quote|image quote', 'image', 'quoted'],
  ['平台裸价视频|视频裸价|视频报价|视频笔记报价|video quote', 'video', 'quoted'],
  ['图文刊例价|图文笔记一口价|蒲公英图文价格|合作报价图文|图文刊例|image list price', 'image', 'list'],
  ['视频刊例价|视频笔记一口价|蒲公英视频价格|合作报价视频|视频刊例|video list price', 'video', 'list'],
  ['刊例价|刊例|list price', 'other', 'list'],
  ['图文成交价|image paid', 'image', 'paid'],
  ['视频成交价|video paid', 'video', 'paid'],
  ['成交价|实际费用|执行价|paid|paid price', 'other', 'paid'],
  ['平台裸价|裸价|报价|平台报价|合作报价|quote|quoted price|price', 'other', 'quoted'],
  ['直播报价|直播坑位费|坑位费|live quote', 'live', 'quoted'],
  ['文章报价|头条报价|article quote', 'article', 'quoted'],
  ['转发报价|直发报价|repost quote', 'repost', 'quoted'],
  ['1-20s报价|1-20秒报价', 'video_1_20s', 'quoted'],
  ['21-60s报价|20-60s报价|21-60秒报价', 'video_20_60s', 'quoted'],
  ['60s+报价|60s以上报价', 'video_60s', 'quoted'],
  ['打包总价|打包价|打包报价|核心平台总价|bundle price', 'other', 'bundle'],
  ['内容授权费|授权费|肖像授权费|licence fee', 'other', 'licence'],
  ['差旅费|差旅费用|travel', 'other', 'travel'],
];
const FIELDS: readonly (readonly [string, Field])[] = [
  ['platform|平台|发布平台', 'platform'],
  ['account id|account_id|账号id|达人id|平台id', 'id'],
  ['handle|账号|小红书号|抖音号', 'handle'],
  ['influencer name|name|达人昵称|昵称|达人|账号名称|博主昵称|kol|红人昵称|姓名', 'name'],
  ['homepage|主页链接|主页|达人主页|账号链接|小红书主页', 'link'],
  ['campaign|项目|项目名称|活动|活动名称', 'campaign'],
  ['是否含税|含税|税费|tax basis|tax|tax included', 'tax'],
  ['税率|税点|tax rate', 'taxShare'],
  ['平台服务费|平台服务费率|服务费|服务费率|platform fee', 'fee'],
  ['返点比例|返佣比例|返点|返点率|rebate', 'rebate'],
  ['币种|货币|currency', 'currency'],
  ['发布时间/档期|档期|可合作档期|发布档期|schedule', 'schedule'],
  ['报价日期|询价日期|提报日期|更新时间|quoted on', 'quotedOn'],
  ['报价有效期|有效期至|有效期|valid until', 'validUntil'],
  ['mcn|机构|签约机构|所属机构|报价方|agency|quoted by', 'quotedBy'],
  ['备注|说明|note', 'note'],
  ['format|形式|合作形式|内容形式', 'format'],
  ['kind|价格类型|报价类型', 'kind'],
  ['amount|金额|价格', 'amount'],
];
const WITHHELD = /^(微信号?|联系方式|联系人|手机号?|电话|邮箱|email|phone|wechat)$/;

/** `平台裸价（图文）` and `平台裸价-图文` are one header. */
const plain = (header: string): string => headerName(header).replaceAll(/[-－()（）_\s]/g, '');
const PRICE_OF = new Map(
  PRICES.flatMap(([names, format, kind]) =>
    names.split('|').map((n): [string, Price] => [plain(n), { format, kind }]),
  ),
);
const FIELD_OF = new Map(
  FIELDS.flatMap(([names, field]) => names.split('|').map((n): [string, Field] => [plain(n), field])),
);

const FORMATS: Readonly<Record<string, Price['format']>> = {
  图文: 'image',
  图文笔记: 'image',
  image: 'image',
  picture: 'image',
  视频: 'video',
  视频笔记: 'video',
  video: 'video',
  直播: 'live',
  live: 'live',
  文章: 'article',
  article: 'article',
  转发: 'repost',
  repost: 'repost',
  story: 'story',
};
const KINDS: Readonly<Record<string, Price['kind']>> = {
  刊例: 'list',
  刊例价: 'list',
  list: 'list',
  报价: 'quoted',
  询价: 'quoted',
  quoted: 'quoted',
  quote: 'quoted',
  成交: 'paid',
  成交价: 'paid',
  paid: 'paid',
  打包: 'bundle',
  bundle: 'bundle',
  授权: 'licence',
  licence: 'licence',
  差旅: 'travel',
  travel: 'travel',
};
const WITH_TAX = /^(是|含税|已含税|含|yes|y|true|included|incl\.?|1)$/i;
const WITHOUT_TAX = /^(否|不含税|未税|未含税|不含|no|n|false|excluded|excl\.?|0)$/i;

export interface Columns {
  prices: { header: string; price: Price; factor: number; currency: string | null }[];
  fields: Map<Field, string>;
  unread: string[];
  withheld: string[];
}

const MONEY_UNIT: Readonly<Record<string, string>> = {
  元: 'CNY',
  '¥': 'CNY',
  RMB: 'CNY',
  CNY: 'CNY',
  USD: 'USD',
  $: 'USD',
};

export function columnsOf(headers: readonly string[]): Columns {
  const found: Columns = { prices: [], fields: new Map(), unread: [], withheld: [] };
  for (const header of headers) {
    const name = plain(header);
    const price = PRICE_OF.get(name);
    const field = FIELD_OF.get(name);
    if (price)
      found.prices.push({
        header,
        price,
        factor: headerFactor(header),
        currency: MONEY_UNIT[headerUnit(header) ?? ''] ?? null,
      });
    else if (field && !found.fields.has(field)) found.fields.set(field, header);
    else if (WITHHELD.test(name)) found.withheld.push(header);
    else if (header.trim() !== '') found.unread.push(header);
  }
  return found;
}

export interface Problem {
  column: string;
  value: string;
  reason: Told;
  fix: Told | null;
}
export interface RowQuote extends Price {
  amountMinor: number;
  currency: string;
  taxBasis: KeptQuote['taxBasis'];
  taxShare: number | null;
  feeShare: number | null;
  rebateShare: number | null;
  schedule: string | null;
  quotedOn: string | null;
  validUntil: string | null;
  quotedBy: string;
  campaign: string | null;
  note: string;
}
export interface RowRef {
  platform: PlatformId | null;
  id: string | null;
  handle: string | null;
  name: string | null;
  link: string | null;
}

const platformOf = (cell: string): PlatformId | null => {
  const word = cell.trim().toLowerCase();
  return (
    PLATFORM_IDS.find(
      (p) => p === word || platformRow(p).en.toLowerCase() === word || platformRow(p).zh === word,
    ) ?? null
  );
};

/** The quotes of one row, and why cells or the whole row say nothing. */
export function quotesInRow(
  cells: Readonly<Record<string, string>>,
  columns: Columns,
  given: Omit<QuoteFile, 'name' | 'base64'>,
): { ref: RowRef; quotes: RowQuote[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const say = (column: string, value: string, reason: Told, fix: Told | null = null) =>
    problems.push({ column, value, reason, fix });
  const cell = (field: Field): string | null => {
    const header = columns.fields.get(field);
    const text = header === undefined ? '' : (cells[header] ?? '').trim();
    return isNothing(text) ? null : text;
  };
  const share = (field: Field): number | null => {
    const text = cell(field);
    const header = columns.fields.get(field) ?? '';
    if (text === null) return null;
    const read = parseQuantity(text, headerFactor(header));
    const value = 'ok' in read ? read.ok.quantity.value : null;
    if (value !== null && value >= 0 && value <= 1) return value;
    say(
      header,
      text,
      told`is not a share between 0 and 100 %`,
      told`Write it with a percent sign, such as 10%.`,
    );
    return null;
  };
  const dayIn = (field: Field): string | null => {
    const text = cell(field);
    if (text === null) return null;
    const read = parseMoment(text, { dateOrder: null, utcOffsetMinutes: 0 });
    if ('at' in read) return read.at.slice(0, 10);
    say(columns.fields.get(field) ?? '', text, told`is not a day`, told`Write it as 2026-10-31.`);
    return null;
  };
  const platform = cell('platform');
  const ref: RowRef = {
    platform: platform === null ? given.platform : platformOf(platform),
    id: cell('id'),
    handle: cell('handle'),
    name: cell('name'),
    link: cell('link'),
  };
  const taxCell = cell('tax');
  const taxBasis =
    taxCell === null
      ? given.taxBasis
      : WITH_TAX.test(taxCell)
        ? 'included'
        : WITHOUT_TAX.test(taxCell)
          ? 'excluded'
          : null;
  const stated = cell('currency')?.toUpperCase() ?? null;
  const terms = {
    taxShare: share('taxShare'),
    feeShare: share('fee'),
    rebateShare: share('rebate'),
    schedule: cell('schedule'),
    quotedOn: dayIn('quotedOn') ?? given.quotedOn,
    validUntil: dayIn('validUntil'),
    quotedBy: cell('quotedBy') ?? given.quotedBy,
    campaign: cell('campaign') ?? given.campaign,
    note: cell('note') ?? '',
  };
  const format = FORMATS[cell('format')?.toLowerCase() ?? ''] ?? 'other';
  const long = columns.fields.get('amount');
  const kindCell = cell('kind');
  const kind = kindCell === null ? 'quoted' : KINDS[kindCell.toLowerCase()];
  const prices = [
    ...columns.prices,
    ...(long === undefined || kind === undefined
      ? []
      : [
          {
            header: long,
            price: { format, kind },
            factor: headerFactor(long),
            currency: MONEY_UNIT[headerUnit(long) ?? ''] ?? null,
          },
        ]),
  ];
  if (long !== undefined && kind === undefined)
    say(
      columns.fields.get('kind') ?? '',
      kindCell ?? '',
      told`is not a kind of price`,
      told`Write list, quoted, paid, bundle, licence or travel.`,
    );
  const quotes: RowQuote[] = [];
  for (const { header, price, factor, currency } of prices) {
    const text = (cells[header] ?? '').trim();
    if (isNothing(text)) continue;
    const read = parseQuantity(text, factor);
    const amount = 'ok' in read ? read.ok.quantity.value : null;
    const money = ('ok' in read ? read.ok.currency : undefined) ?? stated ?? currency ?? given.currency;
    if (amount === null || amount < 0)
      say(header, text, told`is not one amount`, told`A quote is one amount; write the agreed one.`);
    else if (!money || !/^[A-Z]{3}$/.test(money))
      say(
        header,
        text,
        told`the quote does not say its currency`,
        told`Write it in the cell or a column, or give it for the file.`,
      );
    else if (!taxBasis)
      say(
        columns.fields.get('tax') ?? header,
        taxCell ?? '',
        told`the quote does not say whether tax is included`,
        told`Ask, then fill 是否含税, or give it for the file.`,
      );
    else
      quotes.push({
        // A price whose column names no form takes the form of the row.
        format: price.format === 'other' ? format : price.format,
        kind: price.kind,
        amountMinor: Math.round(amount * 100),
        currency: money,
        taxBasis,
        ...terms,
      });
  }
  return { ref, quotes, problems };
}
