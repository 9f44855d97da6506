/** Detectors that score followers and those who engage, and say what share of them are people. */
import { digestOf } from '#basis/id.ts';
import { type Finding, insufficient, type Level, type RowRef, type Words, word } from '#basis/reading.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { Detector, Scope } from '../detector.ts';
import { groupedBy } from '../say-finding.ts';
import { type MeasureCard } from '../schema.ts';
import { COMMENTERS_CARD, FAN_CLASSES_CARD, TRUE_FANS_CARD } from './cards.ts';
import type { AccountModel } from './measures/account-model.ts';
import { reasonsOf, type ScoredProfiles, scoreProfiles } from './measures/account-score.ts';
import { FAN_CLASSES, type FanClasses, fanClasses } from './measures/fan-classes.ts';
import type { Profiles } from './measures/profile-features.ts';
import {
  type FakeShare,
  fakeShare,
  LEAST_FOLLOWERS,
  LEAST_YOUDEN,
  type NoShare,
  pAbove,
  trueShare,
} from './measures/true-fan-share.ts';
import { fieldTexts, profilesOf } from './profiles-of-rows.ts';
import { engagerProfiles, followerProfiles, type ProfileRow } from './queries.ts';

/** Scored people an account; more would narrow the interval by less than the classifier's own error. */
const MOST = 2000;
/** Automated or empty followers that an ordinary account has without buying any: our assumption, on the safe side. */
export const ORDINARY_SHARE = 0.15;
const MOST_ROWS = 200;
const WITH_REASONS = 40;
const STRATA = 5;

const DESIGN: Record<string, Words> = {
  full: word('the full list', '完整列表'),
  newest_first: word(
    'the newest part of the list: not a random sample, older followers are not in it',
    '列表最新一段：不是随机样本，不含更早的粉丝',
  ),
  random: word('a random sample', '随机样本'),
  commenters: word('those who engage, not all who follow', '互动者，而非全部粉丝'),
  unknown: word('a list whose sampling is not known', '抽样方式不明的列表'),
};

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const levelOf = (p: number): Level =>
  p <= 0.001 ? 'strong' : p <= 0.01 ? 'moderate' : p <= 0.05 ? 'weak' : 'none';

const NONE: Record<
  NoShare['reason'] | 'missing fields',
  (n: number, y: number | null) => [Words, Words, Words]
> = {
  'few followers': (n) => [
    word(`${LEAST_FOLLOWERS} people with a profile`, `${LEAST_FOLLOWERS} 个有主页资料的人`),
    word(`${n}`, `${n}`),
    word('Fewer give an interval that says nothing.', '人数再少，区间就没有意义。'),
  ],
  'few validation rows': (n) => [
    word('30 validation rows of each class', '每类至少 30 行验证数据'),
    word(`${n} scored people, too few validation rows`, `已评分 ${n} 人，验证数据不足`),
    word('The model’s error rates are not known well enough.', '模型误差率尚不够清楚。'),
  ],
  'weak model': (_, y) => [
    word(`Se + Sp − 1 of at least ${LEAST_YOUDEN}`, `Se + Sp − 1 至少 ${LEAST_YOUDEN}`),
    word((y ?? 0).toFixed(2), (y ?? 0).toFixed(2)),
    word(
      'With the fields shown, the model hardly tells one from the other.',
      '仅凭所示字段，模型几乎无法区分。',
    ),
  ],
  'missing fields': (n) => [
    word('followers, following and posts of most people', '多数人的粉丝数、关注数和作品数'),
    word(`${n} people with all three`, `${n} 人三项齐全`),
    word('The classes are told by these counts.', '分类依据正是这三项。'),
  ],
};

interface Read {
  card: MeasureCard;
  id: string;
  asOf: string;
  rows: readonly ProfileRow[];
  model: AccountModel;
  people: Profiles;
  scored: ScoredProfiles;
}

const stamped = ({ card, id, asOf, rows, model }: Read) => ({
  subject: { kind: 'account' as const, id },
  measure: card.measure,
  asOf,
  inputDigest: digestOf([
    model.trainedOn,
    rows.map((r) => [r.actor, r.position, r.design, ...fieldTexts(r)]),
  ]),
});

function nothing(read: Read, none: NoShare | Extract<FanClasses, { reason: 'missing fields' }>): Finding {
  const [need, have, why] = NONE[none.reason](none.n, 'youden' in none ? none.youden : null);
  return {
    ...stamped(read),
    level: 'insufficient',
    result: insufficient(need, have, why),
    summary: word(`Needs ${need.en}; there is: ${have.en}.`, `需要：${need.zh}；现有：${have.zh}。`),
    rows: [],
    rowCount: 0,
  };
}

/** People most likely automated first, with the fields that say so. */
function tellingRows({ model, people, scored, rows }: Read): { rows: RowRef[]; rowCount: number } {
  const called = rows
    .map((row, i) => ({ row, i, p: scored.probability[i] as number }))
    .filter((x) => x.p >= 0.5)
    .sort((a, b) => b.p - a.p || a.i - b.i);
  const note = (i: number, p: number, withReasons: boolean): string => {
    const reasons = withReasons
      ? reasonsOf(model, people, i)
          .filter((r) => r.weight > 0)
          .slice(0, 3)
          .map((r) => `${r.field} ${Math.round(r.value)}`)
      : [];
    return [`p ${p.toFixed(2)}`, ...reasons].join(' · ');
  };
  return {
    rowCount: called.length,
    rows: called.slice(0, MOST_ROWS).map(({ row, i, p }, k) => ({
      sourceId: row.source_id,
      row: row.source_row,
      note: note(i, p, k < WITH_REASONS),
    })),
  };
}

/** Called shares in fifths of the list, newest first; null where the list has no order. */
function strataOf({ rows, scored }: Read) {
  const placed = rows.map((r, i) => ({ position: r.position, p: scored.probability[i] as number }));
  if (placed.some((r) => r.position === null) || placed.length < STRATA * 50) return null;
  return Array.from({ length: STRATA }, (_, k) => {
    const part = placed.slice(
      Math.floor((k * placed.length) / STRATA),
      Math.floor(((k + 1) * placed.length) / STRATA),
    );
    return {
      from: part[0]?.position ?? 0,
      to: part.at(-1)?.position ?? 0,
      called: wilson(part.filter((r) => r.p >= 0.5).length, part.length),
    };
  });
}

const caveatsOf = (
  share: FakeShare,
  { design, listed, profiled }: ProfileRow,
  model: AccountModel,
): Words[] => [
  model.trainedOn.words,
  word(`Read from ${DESIGN[design]?.en ?? design}.`, `依据：${DESIGN[design]?.zh ?? design}。`),
  ...(profiled < listed
    ? [
        word(
          `Profiles are known of ${profiled} of ${listed}; the others are taken to be like them.`,
          `${listed} 人中仅有 ${profiled} 人有主页资料；其余按与之相同处理。`,
        ),
      ]
    : []),
  ...(share.method === 'spread of cut-offs'
    ? [
        word(
          'These people’s scores are no mixture of the validation rows’ scores: the model’s error rates may not hold here, so the interval spans the corrections at seven cut-offs and those of a flawless model.',
          '这些账号的得分不像验证数据的任何混合：模型误差率在此未必成立，因此区间取七个阈值及假定模型无误时各修正结果的并集。',
        ),
      ]
    : []),
];

function histogram(scored: ScoredProfiles): number[] {
  const bins = Array.from({ length: 10 }, () => 0);
  for (const p of scored.probability) {
    const at = Math.min(9, Math.floor(p * 10));
    bins[at] = (bins[at] as number) + 1 / scored.probability.length;
  }
  return bins;
}

function shareFinding(read: Read): Finding {
  const { card, scored, model, rows } = read;
  const share = fakeShare(scored);
  if (share.state !== 'ok') return nothing(read, share);
  const pValue = pAbove(scored, ORDINARY_SHARE);
  const level = levelOf(pValue);
  const fans = trueShare(share.fake);
  const first = rows[0] as ProfileRow;
  const strata = strataOf(read);
  const inList = (v: number) => Math.round(v * first.listed);
  const range = `${percent(fans.low)}–${percent(fans.high)}`;
  return {
    ...stamped(read),
    level,
    result: {
      state: 'ok',
      ...fans,
      n: share.n,
      unit: 'share',
      detail: {
        pValue,
        design: first.design,
        listedCount: first.listed,
        profiledCount: first.profiled,
        scoredCount: share.n,
        calledShare: share.called,
        fakeShare: share.fake,
        sensitivity: share.sensitivity,
        specificity: share.specificity,
        validationRows: share.validationRows,
        method: share.method,
        mixtureP: share.mixtureP,
        ordinaryShare: ORDINARY_SHARE,
        trainedOn: model.trainedOn,
        fields: scored.patterns.map((p) => ({ fields: p.fields, count: p.rows.length })),
        strata,
        drawing: strata
          ? {
              kind: 'bars',
              y: { label: word('Called automated', '判为非真人的比例') },
              labels: strata.map((s) => word(`${s.from}–${s.to}`, `${s.from}–${s.to}`)),
              series: [
                {
                  name: word('By place in the list', '按列表位置'),
                  values: strata.map((s) => s.called.value),
                },
              ],
            }
          : {
              kind: 'bars',
              y: { label: word('Share of people', '人数占比') },
              labels: histogram(scored).map((_, k) => word(`${k * 10} %`, `${k * 10} %`)),
              series: [
                { name: word('Probability of being automated', '非真人概率'), values: histogram(scored) },
              ],
            },
        ...(card === TRUE_FANS_CARD
          ? {
              excess: [
                {
                  act: 'follower',
                  count: inList(share.fake.value),
                  low: inList(share.fake.low),
                  high: inList(share.fake.high),
                },
              ],
            }
          : {}),
      },
      caveats: caveatsOf(share, first, model),
    },
    summary:
      level === 'none'
        ? word(
            `${percent(fans.value)} people (${range}) among ${share.n} scored; no evidence of more automated accounts than usual.`,
            `已评分 ${share.n} 人，真人占 ${percent(fans.value)}（${range}）；未见非真人账号多于常见水平的证据。`,
          )
        : word(
            `${percent(fans.value)} people (${range}) among ${share.n} scored; ${card === TRUE_FANS_CARD ? 'evidence of purchased growth' : 'evidence of automated engagement'}: more than ${percent(ORDINARY_SHARE)} automated.`,
            `已评分 ${share.n} 人，真人占 ${percent(fans.value)}（${range}）；${card === TRUE_FANS_CARD ? '疑似外购增长的证据' : '疑似自动化互动的证据'}：非真人超过 ${percent(ORDINARY_SHARE)}。`,
          ),
    ...tellingRows(read),
  };
}

const CLASS_WORDS = {
  real: word('real', '真实'),
  mass_follower: word('mass followers', '批量关注者'),
  influencer: word('influencers', '达人'),
  suspicious: word('suspicious', '可疑'),
  inactive: word('inactive', '不活跃'),
};

function classesFinding(read: Read): Finding {
  const found = fanClasses(read.people, read.scored);
  if (found.state !== 'ok') return nothing(read, found);
  const { shares, share } = found;
  const first = read.rows[0] as ProfileRow;
  const list = (lang: 'en' | 'zh') =>
    FAN_CLASSES.map((c) => `${CLASS_WORDS[c][lang]} ${percent(shares[c].value)}`).join(
      lang === 'en' ? ', ' : '、',
    );
  return {
    ...stamped(read),
    level: 'none',
    result: {
      state: 'ok',
      ...shares.real,
      n: found.n,
      unit: 'share',
      detail: {
        classes: shares,
        design: first.design,
        trainedOn: read.model.trainedOn,
        drawing: {
          kind: 'bars',
          y: { label: word('Share of followers', '粉丝占比') },
          labels: FAN_CLASSES.map((c) => CLASS_WORDS[c]),
          series: [
            { name: word('Share', '占比'), values: FAN_CLASSES.map((c) => shares[c].value) },
            { name: word('At least', '下限'), values: FAN_CLASSES.map((c) => shares[c].low) },
            { name: word('At most', '上限'), values: FAN_CLASSES.map((c) => shares[c].high) },
          ],
        },
      },
      caveats: caveatsOf(share, first, read.model),
    },
    summary: word(`Of ${found.n} scored: ${list('en')}.`, `已评分 ${found.n} 人：${list('zh')}。`),
    ...tellingRows(read),
  };
}

/** The chamber's detectors, speaking through one model. */
export function followersDetectors(modelOf: () => AccountModel): Detector[] {
  const reader =
    (card: MeasureCard, query: typeof followerProfiles, say: (read: Read) => Finding): Detector['read'] =>
    async (facts, scope: Scope) => {
      const model = modelOf();
      const found = await facts.all(query, { ids: scope.accountIds, asOf: scope.asOf, most: MOST });
      const lists = groupedBy(found, (r) => r.account_id);
      return scope.accountIds.map((id) => {
        scope.signal?.throwIfAborted();
        const rows = lists.get(id) ?? [];
        const people = profilesOf(rows);
        return say({
          card,
          id,
          asOf: scope.asOf,
          rows,
          model,
          people,
          scored: scoreProfiles(model, people),
        });
      });
    };
  return [
    { card: TRUE_FANS_CARD, read: reader(TRUE_FANS_CARD, followerProfiles, shareFinding) },
    { card: FAN_CLASSES_CARD, read: reader(FAN_CLASSES_CARD, followerProfiles, classesFinding) },
    { card: COMMENTERS_CARD, read: reader(COMMENTERS_CARD, engagerProfiles, shareFinding) },
  ];
}
