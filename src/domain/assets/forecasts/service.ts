/** The scoreboard: stored forecasts with what came, scores of their makers, overrides. */

import type { z } from 'zod';
import { missing, TouchstoneError, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { word } from '#basis/reading.ts';
import type { Forecast, newForecastSchema } from '#domain/decisions/campaigns/schema.ts';
import {
  campaignLine,
  forecastsOf,
  placementsOf,
  storeForecast,
} from '#domain/decisions/campaigns/service.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import {
  type CampaignData,
  campaignsData,
  forecastState,
  SETTLED_HOURS,
  withoutResults,
} from './campaign-data.ts';
import { calibrationCurve } from './measures/calibration-curve.ts';
import { forecastScore } from './measures/forecast-score.ts';
import {
  overrideScores,
  type Scored,
  type Spread,
  sourceScores,
  type Thin,
} from './measures/source-scores.ts';
import type {
  CalibrationCurve,
  ForecastLine,
  NewOverride,
  Score,
  Scoreboard,
  SourceScore,
} from './schema.ts';

const LISTED_ROWS = 3;

const scoreOf = (x: Spread | Thin): Score =>
  'need' in x
    ? {
        state: 'insufficient',
        need: word(`${x.need} subjects with a result`, `至少 ${x.need} 个有结果的对象`),
        have: word(`${x.have}`, `${x.have} 个`),
        why: word('Fewer would be luck.', '更少则只是运气。'),
      }
    : { state: 'ok', ...x };

/** Forecasts with their state, newest first. */
async function linesOf(
  store: Store,
  forecasts: readonly Forecast[],
  frames: ReadonlyMap<string, CampaignData>,
  asOf: string | null,
): Promise<{ lines: ForecastLine[]; places: Map<string, number> }> {
  const overrides = await store.state.db.selectFrom('forecast_override').selectAll().execute();
  const byMachine = new Map(overrides.map((o) => [o.machine_id, o]));
  const byHuman = new Map(overrides.map((o) => [o.human_id, o]));
  const details = new Map(
    (
      await store.state.db
        .selectFrom('forecast')
        .select(['forecast_id', 'detail'])
        .where('detail', '<>', '{}')
        .execute()
    ).map((r) => [
      r.forecast_id,
      (JSON.parse(r.detail) as { assumed?: Record<string, number> }).assumed ?? null,
    ]),
  );
  const places = new Map<string, number>();
  const lines = forecasts.map((f): ForecastLine => {
    const data = f.campaign === null ? undefined : frames.get(f.campaign);
    const state = data
      ? forecastState(data, f)
      : { about: f.subject.id, launchedAt: null, dueAt: null, came: null };
    const { launchedAt, dueAt, came } = state;
    const timing =
      launchedAt === null || f.madeAt <= launchedAt
        ? 'before'
        : dueAt !== null && f.madeAt < dueAt
          ? 'running'
          : 'late';
    const open = dueAt === null || asOf === null || dueAt > asOf;
    const score = came ? forecastScore(f, came.value) : null;
    if (score?.place !== null && score?.place !== undefined) places.set(f.forecastId, score.place);
    return {
      ...f,
      about: state.about,
      brand: data?.line.brand ?? null,
      timing,
      result: came ? 'scored' : open ? 'open' : 'unseen',
      launchedAt,
      dueAt,
      actual: came?.value ?? null,
      actualAt: came?.at ?? null,
      rows: (came?.rows ?? []).slice(0, LISTED_ROWS),
      rowCount: came?.rowCount ?? 0,
      logError: score?.logError ?? null,
      relativeError: score?.relativeError ?? null,
      inside: score?.inside ?? null,
      intervalScore: score?.intervalScore ?? null,
      assumed: details.get(f.forecastId) ?? null,
      override:
        overrideOf(byMachine.get(f.forecastId), 'machine') ?? overrideOf(byHuman.get(f.forecastId), 'human'),
    };
  });
  return { lines: lines.reverse(), places };
}

const overrideOf = (
  o: StateTables['forecast_override'] | undefined,
  role: 'machine' | 'human',
): ForecastLine['override'] =>
  o
    ? { role, otherId: role === 'machine' ? o.human_id : o.machine_id, why: o.why, who: o.who, at: o.at }
    : null;

const sourceKey = (l: ForecastLine): string => `${l.madeByKind}\n${l.madeBy}\n${l.method}`;

function sourceOf(lines: readonly ForecastLine[]): SourceScore {
  const [first] = lines as [ForecastLine, ...ForecastLine[]];
  const scored = lines.flatMap((l): Scored[] =>
    l.result === 'scored' && l.timing === 'before' && l.logError !== null
      ? [
          {
            subject: `${l.campaign}/${l.subject.id}`,
            logError: l.logError,
            inside: l.inside,
            intervalScore: l.intervalScore,
          },
        ]
      : [],
  );
  const s = sourceScores(scored);
  const levels = new Set(lines.flatMap((l) => (l.low === null ? [] : [l.level ?? 0.9])));
  const nominal = levels.size === 1 ? ([...levels][0] ?? null) : null;
  const verdict =
    nominal === null || 'need' in s.coverage
      ? 'cannot_tell'
      : s.coverage.high < nominal
        ? 'too_narrow'
        : s.coverage.low > nominal
          ? 'too_wide'
          : 'fits';
  return {
    source: sourceKey(first).replaceAll('\n', ' · '),
    kind: first.madeByKind,
    madeBy: first.madeBy,
    method: first.method,
    stored: lines.length,
    scored: scored.length,
    bias: scoreOf(s.bias),
    error: scoreOf(s.error),
    coverage: scoreOf(s.coverage),
    nominal,
    verdict,
    intervalScore: scoreOf(s.intervalScore),
  };
}

export async function scoreboard(
  store: Store,
  of: { campaign?: string | undefined; brand?: string | undefined },
): Promise<Scoreboard> {
  const stored = await forecastsOf(store, of.campaign === undefined ? {} : { campaign: of.campaign });
  const named = new Set(stored.flatMap((f) => f.campaign ?? []));
  const hours = [...new Set([SETTLED_HOURS, ...stored.map((f) => f.horizonHours)])];
  const frames = await campaignsData(
    store,
    (l) => named.has(l.campaign) && (of.brand === undefined || l.brand === of.brand),
    hours,
  );
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;
  const kept =
    of.brand === undefined ? stored : stored.filter((f) => f.campaign !== null && frames.has(f.campaign));
  const { lines, places } = await linesOf(store, kept, frames, asOf);
  const counts = (timing: string) => lines.filter((l) => l.timing === timing).length;
  const good = lines.filter((l) => l.timing === 'before' && l.result === 'scored');
  const curves = (['program', 'analyst', 'agency'] as const).flatMap((kind): CalibrationCurve[] => {
    const own = good.filter((l) => l.madeByKind === kind).flatMap((l) => places.get(l.forecastId) ?? []);
    const points = calibrationCurve(own);
    return points ? [{ kind, n: own.length, points }] : [];
  });
  const byId = new Map(lines.map((l) => [l.forecastId, l]));
  const pairs = lines.flatMap((human) => {
    const machine = human.override?.role === 'human' ? byId.get(human.override.otherId) : undefined;
    return machine ? [{ human, machine }] : [];
  });
  const judged = pairs.flatMap(({ human, machine }) =>
    human.timing === 'before' && human.logError !== null && machine.logError !== null
      ? [
          {
            subject: `${human.campaign}/${human.subject.id}`,
            human: Math.abs(human.logError),
            machine: Math.abs(machine.logError),
          },
        ]
      : [],
  );
  const o = overrideScores(judged);
  return {
    asOf,
    lines,
    sources: [...Map.groupBy(lines, sourceKey).values()]
      .map(sourceOf)
      .sort((a, b) => b.scored - a.scored || a.source.localeCompare(b.source)),
    curves,
    overrides: {
      pairs: pairs.length,
      scored: judged.length,
      nearer: scoreOf(o.nearer),
      gain: scoreOf(o.gain),
      verdict:
        'need' in o.gain
          ? 'cannot_tell'
          : o.gain.high < 0
            ? 'helped'
            : o.gain.low > 0
              ? 'harmed'
              : 'cannot_tell',
    },
    counts: {
      stored: lines.length,
      before: counts('before'),
      running: counts('running'),
      late: counts('late'),
      scored: good.length,
    },
    campaigns: [...named].sort(),
    caveats: [
      word(
        'Only forecasts made before their launch are scored; the others are listed and marked.',
        '只有发布前存下的预测参与评分；其余列出并注明。',
      ),
      word(
        'Results of one campaign rise and fall together: with few campaigns the intervals are a lower bound of the doubt.',
        '同一活动的结果同涨同跌；活动少时，区间只是不确定性的下限。',
      ),
    ],
  };
}

/** Stores a person's forecast of a campaign, or refuses it after launch; `late` keeps it as late, out of the scores. */
export async function addBeforeLaunch(
  store: Store,
  campaign: string,
  given: z.output<typeof newForecastSchema>,
  how: { late: boolean; at?: Date },
): Promise<ForecastLine> {
  const line = await campaignLine(store, campaign);
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;
  const data = withoutResults(line, await placementsOf(store, campaign), asOf);
  const madeAt = (how.at ?? new Date()).toISOString();
  const draft: Forecast = { ...given, forecastId: '', campaign, madeAt, n: null };
  const { launchedAt } = forecastState(data, draft);
  if (launchedAt !== null && madeAt > launchedAt && !how.late)
    throw new TouchstoneError(
      'conflict',
      'launched',
      `It was launched at ${launchedAt}; a forecast after that is none.`,
      {
        fix: 'Send it with late: true to keep it, marked and out of the scores.',
      },
    );
  if (given.subject.kind === 'campaign' && given.subject.id !== campaign)
    throw usage(
      'other-campaign',
      'The forecast is about another campaign than it is stored under.',
      'Name one campaign.',
    );
  const { forecastId: _, ...rest } = draft;
  const stored = await storeForecast(store, rest);
  const { lines } = await linesOf(store, [stored], new Map([[campaign, data]]), data.asOf);
  await audit(store.state, {
    who: given.madeBy,
    act: 'forecast-stored',
    subjectKind: 'forecast',
    subjectId: stored.forecastId,
    detail: { campaign, quantity: given.quantity, value: given.value },
  });
  return lines[0] as ForecastLine;
}

/** Puts a person's number beside the program's. Rejects after launch, and when the forecast has one already. */
export async function overrideForecast(
  store: Store,
  forecastId: string,
  given: NewOverride,
  at: Date = new Date(),
): Promise<ForecastLine> {
  const machine = (await forecastsOf(store)).find((f) => f.forecastId === forecastId);
  if (!machine?.campaign)
    throw missing(
      'no-forecast',
      `There is no forecast ${forecastId} of a campaign.`,
      'See `touchstone forecasts list`.',
    );
  if (machine.madeByKind !== 'program')
    throw usage(
      'not-of-program',
      'Only a forecast of the program can be overridden.',
      'Store your own forecast beside it.',
    );
  const taken = await store.state.db
    .selectFrom('forecast_override')
    .select('override_id')
    .where('machine_id', '=', forecastId)
    .executeTakeFirst();
  if (taken)
    throw new TouchstoneError(
      'conflict',
      'overridden',
      'This forecast has an override already; it is never changed.',
      { fix: 'Store a further forecast of your own.' },
    );
  const line = await addBeforeLaunch(
    store,
    machine.campaign,
    {
      subject: machine.subject,
      quantity: machine.quantity,
      horizonHours: machine.horizonHours,
      madeByKind: 'analyst',
      madeBy: given.who,
      method: 'override',
      value: given.value,
      low: given.low,
      high: given.high,
      level: given.level,
      unit: machine.unit,
    },
    { late: false, at },
  );
  const row = {
    override_id: newId(),
    machine_id: forecastId,
    human_id: line.forecastId,
    why: given.why,
    who: given.who,
    at: at.toISOString(),
  };
  await store.state.db.insertInto('forecast_override').values(row).execute();
  await audit(store.state, {
    who: given.who,
    act: 'forecast-overridden',
    subjectKind: 'forecast',
    subjectId: forecastId,
    detail: { value: given.value, before: machine.value, why: given.why },
  });
  return {
    ...line,
    override: { role: 'human', otherId: forecastId, why: given.why, who: given.who, at: row.at },
  };
}
