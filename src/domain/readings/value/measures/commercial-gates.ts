/**
 * Has an account commercial value at all?
 * Method: stated rules, each open or closed with its reason; a rule without data stays open and says so.
 * Source: rules of this repository, editable in the weights file.
 * Differs: nothing is dropped silently; evidence closes a gate only at the named levels.
 * Limits: rules do not weigh; an account just past a bound is treated like one far past it.
 * Verified: reckoned.test.ts.
 */
import type { Gate, Gates } from '../schema.ts';

export interface GateFacts {
  followers: number | null;
  /** Days from the account's last post to the library's newest observation; null when no post is in hand. */
  daysSincePost: number | null;
  /** Upper bound of the true-fan share, 0–1. */
  trueShareHigh: number | null;
  evidence: string | null;
  traded: boolean;
}

export function commercialGates(facts: GateFacts, rules: Gates): Gate[] {
  const gate = (name: string, open: boolean, en: string, zh: string): Gate => ({
    gate: name,
    open,
    reason: { en, zh },
  });
  const { followers, daysSincePost: days, trueShareHigh: high, evidence } = facts;
  const percent = (share: number) => `${Math.round(1000 * share) / 10} %`;
  return [
    followers === null
      ? gate('followers', true, 'No follower count in the library.', '库中没有粉丝数。')
      : gate(
          'followers',
          followers >= rules.leastFollowers,
          `${followers} followers; at least ${rules.leastFollowers}.`,
          `粉丝 ${followers}；至少 ${rules.leastFollowers}。`,
        ),
    days === null
      ? gate('active', true, 'No dated post in the library.', '库中没有带日期的作品。')
      : gate(
          'active',
          days <= rules.staleDays,
          `Last post ${days} days before the newest observation; at most ${rules.staleDays}.`,
          `最近作品距最新观测 ${days} 天；至多 ${rules.staleDays} 天。`,
        ),
    high === null
      ? gate('true_fans', true, 'No true-fan reading; audit the account.', '没有真粉率读数；请先审计。')
      : gate(
          'true_fans',
          high >= rules.leastTrueFanShare,
          `True-fan share at most ${percent(high)}; at least ${percent(rules.leastTrueFanShare)} wanted.`,
          `真粉率上限 ${percent(high)}；要求不低于 ${percent(rules.leastTrueFanShare)}。`,
        ),
    evidence === null
      ? gate('evidence', true, 'Not audited.', '未审计。')
      : gate(
          'evidence',
          !(rules.evidence as string[]).includes(evidence),
          `Combined evidence of inflated figures: ${evidence}.`,
          `数据异常的综合证据等级：${evidence}。`,
        ),
    gate(
      'trade',
      facts.traded || !rules.needsTrade,
      facts.traded
        ? 'A price, agency, cooperation or sponsored post is known.'
        : 'No price, agency, cooperation or sponsored post is known.',
      facts.traded ? '已知报价、机构、合作或商单之一。' : '没有已知的报价、机构、合作或商单。',
    ),
  ];
}
