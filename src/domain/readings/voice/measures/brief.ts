/**
 * A brief from what was confirmed: one line a pattern, each number in it a field of its pattern, each line with the posts it
 * rests on. Templates only; a line without rows is not written.
 */
import type { Words } from '#basis/reading.ts';
import type { HotPattern } from './hot-patterns.ts';
import type { TRAIT_KINDS } from './post-traits.ts';

export interface BriefLine {
  kind: HotPattern['kind'];
  avoid: boolean;
  words: Words;
  /** Posts that show it. */
  cites: string[];
}

const DO: Record<(typeof TRAIT_KINDS)[number], (value: string) => Words> = {
  opening: (v) => ({ en: `Open with a ${v}`, zh: `开头用「${OPENING_ZH[v] ?? v}」` }),
  opening_words: (v) => ({ en: `Open like “${v}”`, zh: `开头写法如“${v}”` }),
  ending: (v) => ({ en: `End with a ${v}`, zh: `结尾用「${ENDING_ZH[v] ?? v}」` }),
  ending_words: (v) => ({ en: `End like “${v}”`, zh: `结尾写法如“${v}”` }),
  title: (v) => ({ en: `Title with: ${v}`, zh: `标题带：${TITLE_ZH[v] ?? v}` }),
  title_words: (v) => ({ en: `Title like “${v}”`, zh: `标题写法如“${v}”` }),
  structure: (v) => ({ en: `Structure: ${v.replaceAll('_', ' ')}`, zh: `结构：${STRUCTURE_ZH[v] ?? v}` }),
  format: (v) => ({ en: `Format: ${v}`, zh: `形式：${FORMAT_ZH[v] ?? v}` }),
  length: (v) => ({ en: `Length: ${v}`, zh: `长度：${v}` }),
  hour: (v) => ({ en: `Publish at: ${v}`, zh: `发布时段：${HOUR_ZH[v] ?? v}` }),
  tag: (v) => ({ en: `Tag: ${v}`, zh: `标签：${v.replace('count', '数量')}` }),
};
const OPENING_ZH: Record<string, string> = {
  question: '提问',
  warning: '提醒',
  verdict: '先说结论',
  address: '直接称呼',
  self: '从自己说起',
  number: '数字',
  denial: '声明非广告',
};
const ENDING_ZH: Record<string, string> = {
  question: '提问',
  call: '引导互动',
  offer: '优惠信息',
  caveat: '提示',
  thanks: '致谢',
};
const TITLE_ZH: Record<string, string> = {
  number: '数字',
  question: '提问',
  exclamation: '感叹号',
  bar: '竖线分隔',
  urge: '强烈建议',
};
const STRUCTURE_ZH: Record<string, string> = {
  list: '分点',
  paragraphs: '分段',
  pictograms: '表情',
  names_a_flaw: '说出缺点',
  compares: '对比',
  sponsored: '标明合作',
};
const FORMAT_ZH: Record<string, string> = {
  image: '图文',
  video: '视频',
  article: '文章',
  answer: '回答',
  text: '文字',
  live: '直播',
};
const HOUR_ZH: Record<string, string> = { weekend: '周末', workday: '工作日' };

const MOST_LINES = 12;
const CITED = 5;

/** Lines of a brief, surest first; what holds posts back is a line that says to avoid it. */
export function briefOf(patterns: readonly HotPattern[]): BriefLine[] {
  return patterns
    .filter((p) => p.postIds.length > 0 || p.lift.value < 1)
    .slice(0, MOST_LINES)
    .map((p) => {
      const avoid = p.lift.value < 1;
      const action = DO[p.kind](p.value);
      const lift = p.lift.value.toFixed(2);
      const range = `${p.lift.low.toFixed(2)}–${p.lift.high.toFixed(2)}`;
      return {
        kind: p.kind,
        avoid,
        cites: p.postIds.slice(0, CITED),
        words: {
          en: `${avoid ? 'Avoid. ' : ''}${action.en}: ${p.hot} of ${p.hotOf} posts that took off have it, ${p.control} of ${p.controlOf} others; lift ${lift} (${range}).`,
          zh: `${avoid ? '避免：' : ''}${action.zh}：起量作品 ${p.hotOf} 篇中 ${p.hot} 篇如此，对照 ${p.controlOf} 篇中 ${p.control} 篇；提升 ${lift} 倍（${range}）。`,
        },
      };
    });
}
