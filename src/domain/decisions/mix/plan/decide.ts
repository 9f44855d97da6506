/** From what the solver found to the decision as it is kept and shown. Pure. */
import { type PlatformId, platformRow } from '#basis/platform.ts';
import { type Words, word } from '#basis/reading.ts';
import type { HeldOutReach, Insufficient } from '../measures/held-out-reach.ts';
import { stageSequence } from '../measures/stage-sequence.ts';
import { assumptionsOf, type TaughtAssumptions } from './assumptions.ts';
import type { Pool } from './candidates.ts';
import { priceFor } from './costs.ts';
import { moneyOf } from './money.ts';
import { TIER_NAMES } from './presets.ts';
import type { Brief, Candidate, Chosen, Decision } from './schema.ts';
import type { Solved } from './solve.ts';
import type { PlanTerms } from './terms.ts';

export interface DecideInput {
  brief: Brief;
  pool: Pool;
  plan: PlanTerms;
  solved: Solved;
  panelPeople: number;
  targetPeople: number;
  taught: TaughtAssumptions;
  path: readonly number[];
  map: { map: string; stages: { stage: string; name: Words }[] };
  /** Stage indexes of the chosen, by account. */
  stageIndex: ReadonlyMap<string, readonly (number | null)[]>;
  engagements: ReadonlyMap<string, number>;
  readingIds: readonly string[];
  asOf: string | null;
  solvedAt: string;
  ms: { load: number; solve: number };
}

export function decisionOf(input: DecideInput): Decision {
  const { brief, pool, plan, solved } = input;
  const { terms } = plan;
  const byId = new Map(pool.candidates.map((c) => [c.accountId, c]));
  const chosen = chosenOf(input, byId);
  const expected = plan.feedInGoal || Object.values(terms.audienceShares).some((s) => s < 1);
  const contacts = terms.mode === 'capped';
  const read = chosen.filter((c) => c.trueShare !== null).length;
  return {
    planFormat: 'touchstone-plan@1',
    brief,
    asOf: input.asOf,
    solvedAt: input.solvedAt,
    mode: terms.mode,
    times: terms.times,
    valueUnit: contacts
      ? expected
        ? 'expected_contacts'
        : 'contacts'
      : expected
        ? 'expected_people'
        : 'people',
    value: solved.value,
    bound: solved.bound,
    gap: solved.bound > 0 ? (solved.bound - solved.value) / solved.bound : 0,
    proven: solved.optimal ? 'optimal' : 'bounded',
    greedyValue: solved.greedyValue,
    nodeCount: solved.nodeCount,
    cost: solved.cost,
    panelPeople: input.panelPeople,
    targetPeople: input.targetPeople,
    patternCount: solved.patternCount,
    touchShare: solved.histogram.touchShare,
    meanContacts: solved.histogram.meanContacts,
    histogram: solved.histogram.people,
    atLeastTimes: solved.histogram.people.slice(Math.max(1, terms.times)).reduce((a, b) => a + b, 0),
    heldOut: heldOutOf(solved.heldOut),
    robust: solved.robust
      ? { state: 'ok', ...solved.robust, readCount: read }
      : {
          state: 'insufficient',
          need: word(
            'the goal of reaching once, and a true-share reading',
            '触达一次的目标，且有真实占比读数',
          ),
          have:
            terms.mode === 'reach'
              ? word('no reading among the candidates', '候选账号均无读数')
              : word(`the mode ${terms.mode}`, `模式 ${terms.mode}`),
          why: word('Low ends of true shares enter reach only.', '真实占比下限只进入触达目标。'),
        },
    curve: solved.curve.map(({ heldOut, ...p }) => ({
      ...p,
      heldOut: heldOut && { value: heldOut.value, low: heldOut.low, high: heldOut.high },
    })),
    chosen,
    runnersUp: solved.runnersUp.flatMap(({ kol, entryCost, proven }) => {
      const c = byId.get(kol);
      if (!c) return [];
      const entryPrice = entryCost === null ? null : priceFor(brief, c.promotion, entryCost);
      const { accountId, name, platform, price, cost } = c;
      return [{ accountId, name, platform, price, cost, entryPrice, proven }];
    }),
    constraints: constraintsOf(input, chosen),
    overlap: overlapOf(input, chosen),
    money: moneyOf({
      brief,
      chosen,
      cost: solved.cost,
      feedShare: plan.feedShare,
      taught: input.taught,
      seen: solved.seen,
      engagements: input.engagements,
    }),
    goals: { path: [...input.path], stages: input.map.stages, map: input.map.map },
    funnel: pool.funnel,
    dropped: pool.dropped,
    assumptions: assumptionsOf(brief, plan, input.taught, pool.candidates),
    readingIds: [...input.readingIds],
    caveats: caveatsOf(input),
    ms: input.ms,
  };
}

function chosenOf(input: DecideInput, byId: ReadonlyMap<string, Candidate>): Chosen[] {
  const { brief, plan, solved } = input;
  const mustIn = new Set(plan.terms.must);
  const order = new Map(
    stageSequence(
      solved.chosen.map(({ kol }) => ({
        id: kol,
        index: input.stageIndex.get(kol) ?? [],
        audiencePeople: byId.get(kol)?.targetPeople ?? 0,
      })),
      input.path,
      brief.period,
    ).map((s) => [s.id, s]),
  );
  return solved.chosen.flatMap((s): Chosen[] => {
    const c = byId.get(s.kol);
    if (!c) return [];
    const placed = order.get(s.kol);
    const stage = placed?.stage ?? null;
    const named = stage === null ? null : (input.map.stages[stage] ?? null);
    const adds = s.marginalValue.toFixed(s.marginalValue >= 100 ? 0 : 1);
    return [
      {
        ...c,
        marginalValue: s.marginalValue,
        exclusivePeople: s.exclusiveCount,
        marginalTouchShare: s.marginalTouchShare,
        ceilingPrice: s.ceilingCost === null ? null : priceFor(brief, c.promotion, s.ceilingCost),
        ceilingProven: s.ceilingProven,
        must: mustIn.has(s.kol),
        dropLoss: s.dropLoss,
        dropIn: s.dropPlan.filter((id) => !order.has(id)),
        dropOut: solved.chosen.map((o) => o.kol).filter((id) => id !== s.kol && !s.dropPlan.includes(id)),
        substitutes: s.substitutes.flatMap(({ kol, loss }) => {
          const other = byId.get(kol);
          return other ? [{ accountId: kol, name: other.name, cost: other.cost, loss }] : [];
        }),
        stage: named?.stage ?? null,
        day: placed?.day ?? brief.period.from,
        stageIndex: [...(input.stageIndex.get(s.kol) ?? [])],
        reason: word(
          `Adds ${adds} in the goal, ${s.exclusiveCount} people whom no other name has${named ? `; stands out in ${named.name.en}` : ''}${mustIn.has(s.kol) ? '; the brief asks for it' : ''}.`,
          `为目标贡献 ${adds}，独占触达 ${s.exclusiveCount} 人${named ? `；在「${named.name.zh}」阶段突出` : ''}${mustIn.has(s.kol) ? '；简报指定' : ''}。`,
        ),
      },
    ];
  });
}

function heldOutOf(h: HeldOutReach | Insufficient): Decision['heldOut'] {
  if ('insufficient' in h)
    return {
      state: 'insufficient',
      need: word(`${h.need} people in the panel`, `样本至少 ${h.need} 人`),
      have: word(`${h.have}`, `${h.have} 人`),
      why: word(
        'Too few people to choose with some and report with others.',
        '人数不足以一部分选择、另一部分检验。',
      ),
    };
  const { value, low, high, claimed, optimismShare, parts, peopleCount } = h;
  return { state: 'ok', value, low, high, claimed, optimismShare, parts, n: peopleCount };
}

/** What a family of names is called: `tier:mid`, `platform:weibo`, `category:…`, `names`. */
function labelOf(name: string): Words {
  const [kind, ...rest] = name.split(':');
  const of = rest.join(':');
  if (kind === 'platform') {
    const row = platformRow(of as PlatformId);
    return word(row.en, row.zh);
  }
  if (kind === 'tier') return TIER_NAMES[of] ?? word(of, of);
  if (kind === 'category') return word(`Category ${of}`, `类目 ${of}`);
  return word('Names', '账号数');
}

function constraintsOf({ brief, pool, plan, solved }: DecideInput, chosen: readonly Chosen[]) {
  const taken = new Set(chosen.map((c) => c.accountId));
  const outside = pool.candidates.filter((c) => !taken.has(c.accountId));
  const cheapest = Math.min(...outside.map((c) => c.cost));
  const rows: Decision['constraints'] = [
    {
      name: 'budget',
      label: word('Budget', '预算'),
      used: solved.cost,
      least: null,
      most: brief.budget,
      unit: brief.currency,
      binds: outside.length > 0 && brief.budget - solved.cost < cheapest,
    },
  ];
  for (const g of plan.terms.groups) {
    const used = g.kols.filter((kol) => taken.has(kol)).length;
    const capped = g.most < g.kols.length;
    if (!capped && g.least === 0) continue;
    rows.push({
      name: g.name,
      label: labelOf(g.name),
      used,
      least: g.least > 0 ? g.least : null,
      most: capped ? g.most : null,
      unit: 'names',
      binds: (capped && used >= g.most) || (g.least > 0 && used <= g.least),
    });
  }
  for (const m of plan.money) {
    const inside = pool.candidates.filter((c) => m.kols.includes(c.accountId));
    const used = inside.reduce((sum, c) => sum + (taken.has(c.accountId) ? c.cost : 0), 0);
    const next = Math.min(...inside.filter((c) => !taken.has(c.accountId)).map((c) => c.cost));
    const least = Math.min(...inside.filter((c) => taken.has(c.accountId)).map((c) => c.cost));
    rows.push({
      name: `money:${m.name}`,
      label: labelOf(m.name),
      used,
      least: m.least > 0 ? m.least : null,
      most: Number.isFinite(m.most) ? m.most : null,
      unit: brief.currency,
      binds: m.most - used < next || (m.least > 0 && used - least < m.least),
    });
  }
  for (const c of chosen)
    if (c.must)
      rows.push({
        name: `must:${c.accountId}`,
        label: word(`Must: ${c.name ?? c.accountId}`, `指定：${c.name ?? c.accountId}`),
        used: 1,
        least: 1,
        most: null,
        unit: 'names',
        binds: c.dropLoss < -1e-9,
      });
  return rows;
}

function overlapOf({ plan, solved }: DecideInput, chosen: readonly Chosen[]): Decision['overlap'] {
  const wanted = plan.terms.mode === 'reach' ? 'low' : 'high';
  let [sum, pairs] = [0, 0];
  for (let i = 0; i < chosen.length; i++)
    for (let j = i + 1; j < chosen.length; j++) {
      const least = Math.min(solved.both[i]?.[i] ?? 0, solved.both[j]?.[j] ?? 0);
      if (least === 0) continue;
      sum += (solved.both[i]?.[j] ?? 0) / least;
      pairs++;
    }
  return {
    wanted,
    why:
      wanted === 'low'
        ? word(
            'The goal is many people once: what two names share is paid twice, so low overlap is good.',
            '目标是广泛触达一次：重合部分等于重复付费，重合越低越好。',
          )
        : word(
            'The goal is the same people several times: names that share people work together, so high overlap is good.',
            '目标是同一人群多次触达：共享人群的账号相互加强，重合越高越好。',
          ),
    people: solved.both,
    meanShare: pairs > 0 ? sum / pairs : null,
  };
}

function caveatsOf({ brief, plan, pool, solved }: DecideInput): Words[] {
  const unread = pool.candidates.filter((c) => c.trueShare === null).length;
  const cuts = solved.certificate.terms.groups.length - plan.terms.groups.length;
  return [
    word(
      'Value and bound hold for the people in hand, not for the market: read the held-out reach as the honest figure.',
      '目标值与上界只对手中样本成立，并非市场；留出检验的触达才是可信数字。',
    ),
    ...(brief.basis === 'engagers'
      ? [
          word(
            'Audiences are people seen engaging in the imported rows; expected people take their make-up for that of the followers.',
            '受众为导入明细中有互动的人；预期触达以其构成代表粉丝构成。',
          ),
        ]
      : []),
    word(
      'People are told apart on one platform only: one person on two platforms counts twice.',
      '仅在同一平台内识别同一个人，跨平台的同一人会计两次。',
    ),
    ...(brief.target
      ? [
          word(
            'People whose profile is not known count as outside the target.',
            '资料未知的人按不属于目标人群计算。',
          ),
        ]
      : []),
    ...(unread > 0
      ? [
          word(
            `${unread} of ${pool.candidates.length} candidates have no true-share reading: the assumption stands in for them, also at the low ends.`,
            `${pool.candidates.length} 个候选中有 ${unread} 个没有真实占比读数：以假设代替，稳健方案中亦同。`,
          ),
        ]
      : []),
    ...(cuts > 0
      ? [
          word(
            `${cuts} rules on names stand in the certificate for the money quotas; every mix within the quotas keeps them.`,
            `证书中有 ${cuts} 条账号规则代表金额配额；满足配额的任何组合都满足这些规则。`,
          ),
        ]
      : []),
  ];
}
