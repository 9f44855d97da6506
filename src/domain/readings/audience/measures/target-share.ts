/**
 * Which share of an account's audience belongs to a target?
 * Method: people of the target ÷ people in hand who state every field that the target asks for; all people where it asks
 *   for none. Wilson interval.
 * Source: Wilson 1927, JASA 22:209.
 * Differs: people who state nothing are left out instead of counted as outside the target.
 * Limits: people in hand stand for the whole audience; who states a field may differ from who does not.
 * Verified: target-share.test.ts by hand.
 */
import { insufficient, type Result } from '#basis/reading.ts';
import { wilson } from '#numerics/stats/intervals.ts';

export const LEAST_STATING = 30;

export function targetShare(p: {
  /** People in hand, those of them who state the fields, and those of the target. */
  people: number;
  stating: number;
  target: number;
  detail: Record<string, unknown>;
}): Result {
  const { people, stating, target, detail } = p;
  if (stating < LEAST_STATING)
    return insufficient(
      {
        en: `${LEAST_STATING} people of its audience who state the fields of the target`,
        zh: `其受众中至少 ${LEAST_STATING} 人注明目标所需的字段`,
      },
      { en: `${stating} of ${people} people`, zh: `${people} 人中的 ${stating} 人` },
      { en: 'A share of so few would be chance.', zh: '人数太少，占比只是偶然。' },
    );
  return {
    state: 'ok',
    ...wilson(target, stating),
    n: stating,
    unit: 'share',
    detail: { ...detail, people, stating, target_people: target },
    caveats: [
      {
        en: `${stating} of ${people} people in hand state what the target asks for; they stand for the whole audience.`,
        zh: `手头 ${people} 人中有 ${stating} 人注明目标所需的字段，以此代表全部受众。`,
      },
    ],
  };
}
