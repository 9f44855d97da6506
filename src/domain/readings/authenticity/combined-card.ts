import { word } from '#basis/reading.ts';
import { type MeasureCard } from './schema.ts';

/** The card of the reading that joins all others of an account. */
export const COMBINED: MeasureCard = {
  measure: 'combined-evidence@1',
  chamber: 'combined',
  route: 'either',
  title: word('All cards together', '证据合并'),
  question: word(
    'How likely would a clean account show cards as strong as these?',
    '一个正常账号出现这样强度的证据卡，可能性有多大？',
  ),
  innocent: [
    word(
      'One event (a giveaway, a hot search) can raise several cards at once.',
      '同一事件（抽奖、上热搜）可能同时触发多张卡。',
    ),
  ],
  wouldChange: [
    word(
      'Context events, the creator’s reply, or data for the cards that are insufficient.',
      '补充背景事件、达人回应，或数据不足的证据卡所需的数据。',
    ),
  ],
  falseAlarm: {
    declared: 0.01,
    measured: null,
    basis: word(
      'Bonferroni bound; simulation with independent and dependent cards stays within it.',
      'Bonferroni 上界；独立与相关两种模拟均未超过。',
    ),
    command:
      'npx vitest run --project unit src/domain/readings/authenticity/measures/combined-evidence.test.ts',
  },
  method: 'combined-evidence',
};
