/** Campaigns of invented sheets: one state from many, one currency where nothing was paid. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { campaignState, campaigns } from './campaigns.ts';

describe('the state of a campaign', () => {
  it('is what its cooperations agree on', () => {
    expect(campaignState(['待发布'])).toBe('planned');
    expect(campaignState(['已完成', '已取消'])).toBe('finished');
    expect(campaignState(['已取消'])).toBe('cancelled');
    expect(campaignState([])).toBeNull();
  });

  it('is running while some are over and some are to come', () => {
    expect(campaignState(['待发布', '已发布'])).toBe('running');
    expect(campaignState(['待发布', '已完成', '已取消'])).toBe('running');
  });

  it('repeats one unknown word and makes nothing of several', () => {
    expect(campaignState(['复盘中'])).toBe('复盘中');
    expect(campaignState(['复盘中', '已完成'])).toBeNull();
  });
});

describe('campaigns', () => {
  let library: TempLibrary;
  const HEAD = '平台,项目,品牌,达人昵称,主页链接,合作状态,开始日期,结束日期,合作价格,发布链接\n';
  const line = (n: number, campaign: string, state: string, price: string) =>
    `微博,${campaign},禾味,达人${n},https://weibo.com/u/100000000${n},${state},2025-03-01,2025-03-31,${price},-\n`;
  beforeAll(async () => {
    library = await tempLibrary();
    const sheet = async (name: string, asOf: string, ...lines: string[]) =>
      library.bring([await library.file(name, HEAD + lines.join(''))], { asOf });
    await sheet(
      'old.csv',
      '2025-03-01T00:00:00Z',
      line(1, '春季', '待发布', '-'),
      line(2, '春季', '待发布', '-'),
    );
    await sheet(
      'new.csv',
      '2025-03-10T00:00:00Z',
      line(1, '春季', '已发布', '-'),
      line(3, '冬季', '已完成', '1200'),
    );
  });
  afterAll(() => library.remove());

  it('take the newest state of each account', async () => {
    const found = await campaigns(library.store);
    expect(found.map((c) => [c.campaign, c.state, c.accounts])).toEqual(
      expect.arrayContaining([
        ['春季', 'running', 2],
        ['冬季', 'finished', 1],
      ]),
    );
  });

  it('name the currency of their platforms where nothing was paid', async () => {
    const found = new Map((await campaigns(library.store)).map((c) => [c.campaign, c]));
    expect(found.get('春季')).toMatchObject({ paidMinor: null, currency: 'CNY' });
    expect(found.get('冬季')).toMatchObject({ paidMinor: 120_000, currency: 'CNY' });
  });
});
