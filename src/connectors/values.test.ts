import { describe, expect, it } from 'vitest';
import { readSeconds } from './read-seconds.ts';
import {
  headerName,
  headerUnit,
  isNothing,
  parseFlag,
  parseMoment,
  parseQuantity,
  parseWords,
  unitMultiplier,
} from './values.ts';

const quantity = (cell: string, headerFactor = 1) => {
  const read = parseQuantity(cell, headerFactor);
  if (!('ok' in read)) return read;
  const { value, low, high } = read.ok.quantity;
  return [value, low, high];
};
const CHINA = { dateOrder: null, utcOffsetMinutes: 480 } as const;

describe('parseQuantity', () => {
  it.each([
    ['1,327w', [13_270_000, 13_265_000, 13_275_000]],
    ['13.2万', [132_000, 131_500, 132_500]],
    ['1.2亿', [120_000_000, 115_000_000, 125_000_000]],
    ['1千+', [null, 1000, null]],
    ['10万+', [null, 100_000, null]],
    ['≥1000', [null, 1000, null]],
    ['1000以上', [null, 1000, null]],
    ['不足100', [null, 0, 100]],
    ['10w-25w', [null, 100_000, 250_000]],
    ['10-25w', [null, 100_000, 250_000]],
    ['1.2万～1.8万', [null, 12_000, 18_000]],
    ['3200-4800', [null, 3200, 4800]],
    ['12.3%', [0.123, 0.1225, 0.1235]],
    ['１２.３％', [0.123, 0.1225, 0.1235]],
    ['0.123', [0.123, 0.123, 0.123]],
    ['-0.8%', [-0.008, -0.0085, -0.0075]],
    ['¥1,200', [1200, 1200, 1200]],
    ['1200元', [1200, 1200, 1200]],
    ['120000分', [1200, 1200, 1200]],
    ['2,980', [2980, 2980, 2980]],
    ['48.2k', [48_200, 48_150, 48_250]],
    ['1.5M', [1_500_000, 1_450_000, 1_550_000]],
    ['3.4百万', [3_400_000, 3_350_000, 3_450_000]],
    ['0', [0, 0, 0]],
    ['1.2万粉', [12_000, 11_500, 12_500]],
    ['800元起', [null, 800, null]],
  ])('reads %s', (cell, expected) => {
    expect(quantity(cell)).toEqual(expected);
  });

  it.each(['-', '—', '暂无', '', '  ', 'N/A', 'null', '--'])('takes %j as no value', (cell) => {
    expect(parseQuantity(cell)).toEqual({ nothing: true });
    expect(isNothing(cell)).toBe(true);
  });

  it.each(['待定', '面议', '1,32', '12.3.4', '25w-10w', '约三千', 'abc', '1-2-3'])('refuses %s', (cell) => {
    expect(parseQuantity(cell)).toHaveProperty('unreadable');
  });

  it('lets the cell’s unit win over the header’s', () => {
    expect(quantity('13.2', 10_000)).toEqual([132_000, 131_500, 132_500]);
    expect(quantity('13.2万', 10_000)).toEqual([132_000, 131_500, 132_500]);
    expect(quantity('8.2%', 0.01)).toEqual(quantity('8.2', 0.01));
  });

  it('names the currency a cell shows', () => {
    const currency = (cell: string) => {
      const read = parseQuantity(cell);
      return 'ok' in read ? read.ok.currency : null;
    };
    expect(['¥5', '$850', '€1.2k-2k', '£3', 'HK$9', '120000分', '7'].map(currency)).toEqual([
      'CNY',
      'USD',
      'EUR',
      'GBP',
      'HKD',
      'CNY',
      undefined,
    ]);
  });
});

describe('headers', () => {
  it.each([
    ['粉丝量/w', '粉丝量', 'w', 10_000],
    ['粉丝数（万）', '粉丝数', '万', 10_000],
    ['Followers(w)', 'followers', 'w', 10_000],
    ['互动率%', '互动率', '%', 0.01],
    ['报价(分)', '报价', '分', 0.01],
    ['报价（元）', '报价', '元', 1],
    ['成交额(万元)', '成交额', '万元', 10_000],
    ['粉丝数', '粉丝数', null, 1],
    ['时长(m)', '时长(m)', null, 1],
    ['预估CPM(图文)', '预估cpm(图文)', null, 1],
  ])('%s is %s in %s', (header, name, unit, factor) => {
    expect([headerName(header), headerUnit(header), unitMultiplier(headerUnit(header))]).toEqual([
      name,
      unit,
      factor,
    ]);
  });
});

describe('parseMoment', () => {
  it.each([
    ['2024-05-20', '2024-05-19T16:00:00.000Z'],
    ['2024/5/20 9:05', '2024-05-20T01:05:00.000Z'],
    ['2024年5月20日 09:05:06', '2024-05-20T01:05:06.000Z'],
    ['20240520', '2024-05-19T16:00:00.000Z'],
    ['2024-05-20T01:05:06Z', '2024-05-20T01:05:06.000Z'],
    ['2026-01-28T00:26:46.333802+00:00', '2026-01-28T00:26:46.000Z'],
    ['1718186400', '2024-06-12T10:00:00.000Z'],
    ['1718186400000', '2024-06-12T10:00:00.000Z'],
    ['Sat Mar 15 12:49:15 +0000 2014', '2014-03-15T12:49:15.000Z'],
    ['25/12/2024', '2024-12-24T16:00:00.000Z'],
    ['03/03/2024', '2024-03-02T16:00:00.000Z'],
    ['Mar 5, 2024', '2024-03-04T16:00:00.000Z'],
    ['5 March 2024 10:30', '2024-03-05T02:30:00.000Z'],
    ['Thu, 12 Jun 2024 10:00:00 GMT', '2024-06-12T10:00:00.000Z'],
  ])('reads %s', (cell, at) => {
    expect(parseMoment(cell, CHINA)).toEqual({ at });
  });

  it('shows both readings of a date whose day and month can change places', () => {
    expect(parseMoment('03/04/2024', { dateOrder: null, utcOffsetMinutes: 0 })).toEqual({
      ambiguous: ['2024-04-03T00:00:00.000Z', '2024-03-04T00:00:00.000Z'],
    });
    expect(parseMoment('03/04/2024', { dateOrder: 'day-first', utcOffsetMinutes: 0 })).toEqual({
      at: '2024-04-03T00:00:00.000Z',
    });
    expect(parseMoment('03/04/2024', { dateOrder: 'month-first', utcOffsetMinutes: 0 })).toEqual({
      at: '2024-03-04T00:00:00.000Z',
    });
  });

  it.each(['2024-02-30', '03月16日 09:54', 'yesterday', '2024-13-01', '12345', '昨天'])(
    'refuses %s',
    (cell) => {
      expect(parseMoment(cell, CHINA)).toHaveProperty('unreadable');
    },
  );
});

describe('small cells', () => {
  it.each([
    ['95', 95],
    ['1:35', 95],
    ['01:02:03', 3723],
    ['PT10M5S', 605],
    ['1分12秒', 72],
    ['72秒', 72],
    ['soon', null],
    ['', null],
  ])('%s lasts %s s', (cell, seconds) => {
    expect(readSeconds(cell)).toBe(seconds);
  });

  it('splits lists in their usual forms', () => {
    expect(parseWords('美妆、护肤, 穿搭|探店')).toEqual(['美妆', '护肤', '穿搭', '探店']);
    expect(parseWords("['sea', 'crab']")).toEqual(['sea', 'crab']);
    expect(parseWords('[]')).toEqual([]);
  });

  it('reads yes and no in both languages, and nothing else', () => {
    expect(['是', 'True', '否', '0', 'maybe'].map(parseFlag)).toEqual([true, true, false, false, null]);
  });
});
