import { describe, expect, it } from 'vitest';
import { disclosureIn, disclosureLabel } from './disclosure-label.ts';
import { adScore, junkAdLoad } from './junk-ad-load.ts';

const post = (text: string, tags: string[] = []) => ({ text, tags });

describe('junk-ad-load', () => {
  it.each([
    ['想要的加我微信 abc12345，包邮', ['contact', 'price']],
    ['VX：beauty_2020 私聊', ['contact']],
    ['电话 13812345678', ['contact']],
    ['戳链接 https://shop.example.com/x 仅99元', ['link', 'price']],
    ['DM for collab, 50% off, promo code LILY', ['contact', 'price']],
    ['看这里 https://weibo.com/123', []],
    ['今天跑了十公里，膝盖没事', []],
    ['QQ音乐里循环这首歌', []],
    ['单号 201381234567890123', []],
  ])('%s', (text, signs) => {
    expect(adScore(post(text)).signs).toEqual(signs);
  });
  it('sees stuffing and repetition, and needs ten posts', () => {
    expect(adScore(post('美 #a #b #c #d #e #f #g')).signs).toEqual(['stuffing']);
    const posts = Array.from({ length: 10 }, (_, i) =>
      i < 4
        ? post('代理招募加V信 shop8888 现价全场特价')
        : post(`第${'一二三四五六七八九十'[i]}天的早餐记录`),
    );
    const read = junkAdLoad(posts);
    expect(read?.share.value).toBe(0.4);
    expect(read?.signCounts).toMatchObject({ contact: 4, repeated: 4 });
    expect(junkAdLoad(posts.slice(1))).toBeNull();
  });
});

describe('disclosure-label', () => {
  it.each([
    ['本条含广告', true],
    ['感谢某品牌邀请', true],
    ['和某某合作的一条视频', true],
    ['new cream #ad', true],
    ['Paid partnership with X', true],
    ['不是广告，自己花钱买的', false],
    ['没有收广告费，非合作', false],
    ['This is not an ad', false],
    ['I am glad about the radio', false],
    ['这道题要小组合作完成', false],
  ])('%s', (text, said) => {
    expect(disclosureIn(post(text)) !== null).toBe(said);
  });
  it('keeps paid, silent and suspected posts apart', () => {
    const posts = [post('好用', ['广告']), post('好用'), post('加微信 abc12345'), post('早安')];
    expect(disclosureLabel(posts, [true, true, false, false], [0, 0, 0.6, 0])).toMatchObject({
      share: { value: 0.5 },
      disclosed: [0],
      undisclosed: [1],
      suspected: [2],
    });
    expect(disclosureLabel(posts, [false, false, false, false], [0, 0, 0, 0]).share).toBeNull();
  });
});
