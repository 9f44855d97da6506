import { describe, expect, it } from 'vitest';
import { isMetric } from './metric.ts';
import { accountIdInLink, PLATFORM_IDS, platformNamed, platformOfLink, platformRow } from './platform.ts';

describe('platforms are found', () => {
  it('by their names in either language, in any case', () => {
    for (const id of PLATFORM_IDS) {
      const row = platformRow(id);
      for (const word of [id, row.en, row.zh, ...row.aliases]) expect(platformNamed(word), word).toBe(id);
    }
    expect(platformNamed(' RED ')).toBe('xiaohongshu');
    expect(platformNamed('小绿书')).toBeNull();
  });

  it('by the host of a link, never by a look-alike', () => {
    expect(platformOfLink('https://www.xiaohongshu.com/explore/664c')).toBe('xiaohongshu');
    expect(platformOfLink('//m.weibo.cn/u/1900000002')).toBe('weibo');
    expect(platformOfLink('https://weibo.com.evil.example/u/1')).toBeNull();
    expect(platformOfLink('https://notweibo.com/u/1')).toBeNull();
    expect(platformOfLink('weibo')).toBeNull();
  });

  it('and a profile link gives the account', () => {
    const id = '5f3c0a1b0000000001002a3b';
    expect(accountIdInLink(`https://www.xiaohongshu.com/user/profile/${id}?x=1`)).toBe(id);
    expect(accountIdInLink(`https://pgy.xiaohongshu.com/solar/pre-trade/blogger-detail/${id}`)).toBe(id);
    expect(accountIdInLink('https://weibo.com/u/1900000002')).toBe('1900000002');
    expect(accountIdInLink('https://www.xiaohongshu.com/explore/664c')).toBeNull();
  });
});

describe('a platform', () => {
  it.each(PLATFORM_IDS)('%s counts known metrics and says what they mean', (id) => {
    const row = platformRow(id);
    for (const [metric, counter] of Object.entries(row.counters)) {
      expect(isMetric(metric), metric).toBe(true);
      expect(counter.zh).not.toBe('');
      expect(counter.means).not.toBe('');
    }
    expect(row.feedShare).toBeGreaterThan(0);
    expect(row.feedShare).toBeLessThanOrEqual(1);
  });
});
