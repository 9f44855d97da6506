/** May this be shown again, there, in that way, on that day? Pure; what is not written down stays unknown. */
import type { Ask, Condition, Edit, Right, Verdict } from './schema.ts';
import { EDITS } from './schema.ts';

type Terms = Pick<Right, 'territories' | 'channels' | 'edits' | 'term' | 'startsOn' | 'expiresOn' | 'ended'>;

/** Whether the day lies within the term. The last day counts. */
export function termHolds(right: Terms, on: string): Verdict {
  if (right.ended !== null && on >= right.ended.on) return 'fail';
  if (right.startsOn !== null && on < right.startsOn) return 'fail';
  if (right.term === 'dated' && right.expiresOn !== null && on > right.expiresOn) return 'fail';
  // A start that nobody wrote down is unknown as much as an end.
  return right.term === 'unknown' || right.startsOn === null ? 'unknown' : 'pass';
}

const among = <T extends string>(allowed: readonly T[] | null, wanted: T, all?: T): Verdict =>
  allowed === null
    ? 'unknown'
    : allowed.includes(wanted) || (all !== undefined && allowed.includes(all))
      ? 'pass'
      : 'fail';

const editHolds = (allowed: Edit | null, wanted: Edit): Verdict =>
  wanted === 'none'
    ? 'pass'
    : allowed === null
      ? 'unknown'
      : EDITS.indexOf(wanted) <= EDITS.indexOf(allowed)
        ? 'pass'
        : 'fail';

/** Every condition that was asked for. */
export function conditionsOf(right: Terms, ask: Ask & { on: string }): Condition[] {
  const conditions: Condition[] = [{ condition: 'term', verdict: termHolds(right, ask.on) }];
  if (ask.territory !== undefined)
    conditions.push({
      condition: 'territory',
      // To use it everywhere needs a right for everywhere.
      verdict: among(right.territories, ask.territory, 'ALL'),
    });
  if (ask.channel !== undefined)
    conditions.push({ condition: 'channel', verdict: among(right.channels, ask.channel) });
  if (ask.edit !== undefined)
    conditions.push({ condition: 'edit', verdict: editHolds(right.edits, ask.edit) });
  return conditions;
}

/** One failed condition forbids; one unknown leaves it unknown; else it may be used. */
export const verdictOf = (conditions: readonly Condition[]): Verdict =>
  conditions.some((c) => c.verdict === 'fail')
    ? 'fail'
    : conditions.length === 0 || conditions.some((c) => c.verdict === 'unknown')
      ? 'unknown'
      : 'pass';

const DAY_MS = 86_400_000;

/** Where a right stands on a day, and how many days it has left; the last day has 0. */
export function standingOf(
  right: Terms,
  on: string,
  withinDays: number,
): { state: Right['state']; daysLeft: number | null } {
  const daysLeft =
    right.expiresOn === null ? null : Math.round((Date.parse(right.expiresOn) - Date.parse(on)) / DAY_MS);
  if (right.ended !== null && on >= right.ended.on) return { state: 'ended', daysLeft: null };
  if (daysLeft !== null && daysLeft < 0) return { state: 'expired', daysLeft };
  if (right.startsOn !== null && on < right.startsOn) return { state: 'not_yet', daysLeft };
  if (daysLeft !== null && daysLeft <= withinDays) return { state: 'ending', daysLeft };
  return { state: termHolds(right, on) === 'unknown' ? 'unknown' : 'in_force', daysLeft };
}
