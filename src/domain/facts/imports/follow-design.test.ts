/** How a follower list was drawn: said by the person, else the row, else the layout, else nobody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary, textOf } from './temp-library.ts';

let library: TempLibrary;
beforeAll(async () => {
  library = await tempLibrary();
});
afterAll(() => library.remove());

const byText = (a: unknown, b: unknown) => JSON.stringify(a).localeCompare(JSON.stringify(b));
const designs = async () =>
  (await library.rows('follow')).map((r) => `${textOf(r['account_id'])} ${textOf(r['design'])}`).toSorted();

describe('a follower list', () => {
  it('is the newest followers where its column says so, and of unknown origin where nothing does', async () => {
    await library.bring([
      await library.file(
        'a.csv',
        'platform,account,position_newest_first,follower\nweibo,11,0,f1\nweibo,11,1,f2\n',
      ),
      await library.file('b.csv', 'platform,account,position,follower\nweibo,12,0,f1\n'),
      await library.file(
        'c.csv',
        '平台,账号,序号,粉丝ID,抽样方式\n微博,13,0,f1,随机\n微博,13,1,f2,full\n微博,13,2,f3,凭感觉\n',
      ),
    ]);
    expect(await designs()).toEqual([
      'weibo:11 newest_first',
      'weibo:11 newest_first',
      'weibo:12 unknown',
      'weibo:13 full',
      'weibo:13 random',
      'weibo:13 unknown',
    ]);
    expect(await library.rows('rejected_row')).toMatchObject([{ column_name: '抽样方式', value: '凭感觉' }]);
  });

  it('is what the person says; another statement about the same bytes is another import', async () => {
    const path = await library.file(
      'd.csv',
      'platform,account,position_newest_first,follower\nweibo,14,0,f1\n',
    );
    expect(await library.bringOne(path, { followDesign: 'commenters' })).toMatchObject({ rowsNew: 1 });
    expect(await library.bringOne(path, { followDesign: 'commenters' })).toMatchObject({
      state: 'already-imported',
    });
    expect(await library.bringOne(path, { followDesign: 'full' })).toMatchObject({ state: 'imported' });
    expect((await designs()).filter((d) => d.startsWith('weibo:14'))).toEqual([
      'weibo:14 commenters',
      'weibo:14 full',
    ]);
  });
});

describe('the fees of a pitch sheet', () => {
  it('are quotes of their own kinds, and never the price on a card', async () => {
    await library.bringOne(
      await library.file(
        'pitch.csv',
        '平台,达人昵称,主页链接,粉丝量,图文报价,打包总价,内容授权费,差旅费,返点比例,是否含税\n' +
          '小红书,一号,https://www.xiaohongshu.com/user/profile/5f3c0a1b00000000020000a1,3万,3200,100,500,800,20%,含税\n' +
          '小红书,二号,https://www.xiaohongshu.com/user/profile/5f3c0a1b00000000020000a2,3万,-,6000,-,无,20%,含税\n',
      ),
    );
    const quotes = (await library.rows('quote')).map((q) => [
      q['kind'],
      q['amount_minor'],
      q['rebate_share'],
      q['tax_basis'],
    ]);
    expect(quotes.toSorted(byText)).toEqual([
      ['bundle', 10_000, null, 'included'],
      ['bundle', 600_000, null, 'included'],
      ['licence', 50_000, null, 'included'],
      ['quoted', 320_000, 0.2, 'included'],
      ['travel', 80_000, null, 'included'],
    ]);
    const prices = (await library.rows('account_card'))
      .filter((c) => c['platform'] === 'xiaohongshu')
      .map((c) => [c['name'], c['price_value']]);
    expect(prices.toSorted(byText)).toEqual([
      ['一号', 320_000],
      ['二号', null],
    ]);
  });
});
