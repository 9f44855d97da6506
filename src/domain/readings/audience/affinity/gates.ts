/** Which accounts of a discovery stay, and the reason of each that goes. */
import { type Reading, type Words, word } from '#basis/reading.ts';
import type { Affinity, Discovery, DiscoveryRequest, Gate } from '../schema.ts';

type Gates = DiscoveryRequest['gates'];
type Dropped = Discovery['dropped'][number];

export interface Judged {
  affinity: Affinity;
  /** Its audience is part of the target's definition. */
  defining: boolean;
  /** Stands among the discoveries. */
  beyond: boolean;
}
export interface Sorted {
  kept: Affinity[];
  dropped: Dropped[];
}

export const gateLabels: Record<Gate | 'seen', Words> = {
  seen: word('Accounts that people of the target follow or engage with', '目标人群关注或互动过的账号'),
  defines_target: word('Not part of the target’s own definition', '不属于目标定义本身'),
  thin: word('Enough people to tell', '人数足以判断'),
  no_affinity: word('Above the base rate beyond chance', '高于基准且非偶然'),
  commercial: word('Has a price or cooperations', '有报价或合作记录'),
  trouble: word('No evidence of data trouble', '无数据异常证据'),
};

/** The first gate that an account fails, with the reason; null when it passes those that need no readings. */
function failed(
  { affinity: a, defining, beyond }: Judged,
  gates: Gates,
): { gate: Gate; reason: Words } | null {
  if (defining)
    return {
      gate: 'defines_target',
      reason: word('The target is defined by this account.', '目标人群由该账号定义。'),
    };
  if (a.basePeople < gates.leastBase || a.targetPeople < gates.leastTarget)
    return {
      gate: 'thin',
      reason: word(
        `${a.targetPeople} people of the target and ${a.basePeople} of the base; needs ${gates.leastTarget} and ${gates.leastBase}.`,
        `目标人群 ${a.targetPeople} 人、基准人群 ${a.basePeople} 人；至少需要 ${gates.leastTarget} 人和 ${gates.leastBase} 人。`,
      ),
    };
  const tgi = `TGI ${a.tgi.value.toFixed(0)} (${a.tgi.low.toFixed(0)}–${a.tgi.high.toFixed(0)})`;
  if (gates.falseShare !== null && !beyond)
    return {
      gate: 'no_affinity',
      reason: word(
        `${tgi}, p ${a.p.toPrecision(2)}: not above the base rate at ${100 * gates.falseShare} % false discoveries.`,
        `${tgi}，p ${a.p.toPrecision(2)}：在 ${100 * gates.falseShare}% 误报率下未高于基准。`,
      ),
    };
  if (gates.commercial && a.priceMinor === null && a.cooperations === 0)
    return {
      gate: 'commercial',
      reason: word('No price and no cooperation is known.', '没有已知报价，也没有合作记录。'),
    };
  return null;
}

export function judge(judged: readonly Judged[], gates: Gates): Sorted {
  const sorted: Sorted = { kept: [], dropped: [] };
  for (const one of judged) {
    const fault = failed(one, gates);
    if (fault) sorted.dropped.push({ ...one.affinity, ...fault });
    else sorted.kept.push(one.affinity);
  }
  return sorted;
}

/**
 * Drops accounts whose stored readings argue. Where the combined card was read, it decides: single cards of a clean
 * account argue now and then, and the combined one allows for their number.
 */
export function troubleOf(
  sorted: Sorted,
  readings: ReadonlyMap<string, readonly Reading[]>,
  gates: Gates,
): Sorted {
  const levels = gates.trouble === 'strong' ? ['strong'] : ['moderate', 'strong'];
  const kept: Affinity[] = [];
  const dropped = [...sorted.dropped];
  for (const account of sorted.kept) {
    const all = readings.get(account.accountId) ?? [];
    const combined = all.find(
      (r) => r.measure.startsWith('combined-evidence@') && r.level !== 'insufficient',
    );
    const arguing = (combined ? [combined] : all).filter((r) => levels.includes(r.level));
    const worst = arguing.find((r) => r.level === 'strong') ?? arguing[0];
    if (!worst || gates.trouble === null) kept.push(account);
    else
      dropped.push({
        ...account,
        gate: 'trouble',
        reason: word(
          `${worst.level} evidence, ${worst.measure}: ${worst.summary.en}`,
          `${worst.level === 'strong' ? '强' : '中等'}证据，${worst.measure}：${worst.summary.zh}`,
        ),
      });
  }
  return { kept, dropped };
}
