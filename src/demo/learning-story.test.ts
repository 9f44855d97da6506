/**
 * What two campaigns teach makes the forecast of the third better than the shipped values do. Files go in as anybody's;
 * the results of the third are read only to judge.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assumptionsPage, decideAssumption } from '#domain/assets/forecasts/learning.ts';
import { forecastCampaign } from '#domain/assets/forecasts/program.ts';
import { overrideForecast, scoreboard } from '#domain/assets/forecasts/service.ts';
import { addLink } from '#domain/decisions/campaigns/records.ts';
import { LEARNED_NAMES } from '#domain/decisions/mix/plan/schema.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { CAMPAIGNS } from './campaigns.ts';
import type { DemoFile } from './file.ts';
import { DAY_MS, DEMO_AS_OF, dayMs } from './frame.ts';
import { makeScenario, type Scenario } from './scenario.ts';
import { demoFiles } from './write-demo.ts';

/** Rows of people and daily follower counts are no part of this story, and most of the bytes. */
const LEFT_OUT = /engagements|follower|live|comments|repost|minutes|pictures/;
const ROUNDS = ['seen_count', 'order_count', 'engagement_count'] as const;
const [spring, summer, autumn] = CAMPAIGNS.map((c) => c.name) as [string, string, string];
const dayBefore = (name: string) =>
  new Date(dayMs(CAMPAIGNS.find((c) => c.name === name)?.startsOn ?? '') - DAY_MS);

/** Counters of the campaigns' posts only. */
async function contentOf(file: DemoFile, scenario: Scenario): Promise<string | Uint8Array> {
  const content = await file.content;
  if (typeof content !== 'string' || !file.path.includes('snapshots')) return content;
  const keys = new Set(scenario.cooperations.flatMap((c) => c.postKey ?? []));
  const [head, ...rows] = content.split('\n');
  return [head, ...rows.filter((row) => row.split(',').some((cell) => keys.has(cell)))].join('\n');
}

describe.each(['touchstone-demo', 'another-year'])('the loop of %s', (seed) => {
  let library: TempLibrary;
  beforeAll(async () => {
    library = await tempLibrary();
    const scenario = makeScenario(seed);
    for (const file of demoFiles(scenario)) {
      if (LEFT_OUT.test(file.path)) continue;
      const path = await library.file(file.path.replaceAll('/', '-'), await contentOf(file, scenario));
      const { platform, asOf } = file.options ?? {};
      await library.bring([path], { ...(platform ? { platform } : {}), asOf: asOf ?? DEMO_AS_OF });
    }
    const taken = new Set<string>();
    for (const { campaign, creator, code } of scenario.cooperations) {
      if (taken.has(code)) continue;
      taken.add(code);
      const accountId = `${creator.platform}:${creator.id}`;
      await addLink(
        library.store,
        campaign.name,
        { kind: 'code', value: code, accountId, postId: null, sku: null },
        'test',
      );
    }
  }, 120_000);
  afterAll(() => library.remove());

  /** Of the third campaign's placements: mean absolute log error of each, and of their sum. */
  async function errors(): Promise<
    Record<(typeof ROUNDS)[number], { n: number; each: number; sum: number }>
  > {
    const { lines } = await scoreboard(library.store, { campaign: autumn });
    const of = (quantity: string) => {
      const own = lines.filter(
        (l) =>
          l.madeByKind === 'program' &&
          l.quantity === quantity &&
          l.result === 'scored' &&
          l.subject.kind === 'post',
      );
      const sum = (f: (l: (typeof own)[number]) => number) => own.reduce((s, l) => s + f(l), 0);
      return {
        n: own.length,
        each: sum((l) => Math.abs(l.logError ?? 0)) / own.length,
        sum: Math.abs(Math.log(sum((l) => l.value) / sum((l) => l.actual ?? 0))),
      };
    };
    return {
      seen_count: of('seen_count'),
      order_count: of('order_count'),
      engagement_count: of('engagement_count'),
    };
  }

  it('forecasts the third campaign with less error than the shipped values would', async () => {
    const { store } = library;
    await forecastCampaign(store, autumn, dayBefore(autumn));
    const shipped = await errors();
    await store.state.db.deleteFrom('forecast').execute();
    for (const name of LEARNED_NAMES)
      await decideAssumption(store, name, { act: 'accept', who: 'test', note: '' }, dayBefore(autumn));
    await forecastCampaign(store, autumn, dayBefore(autumn));
    const taught = await errors();
    for (const quantity of ['seen_count', 'order_count'] as const) {
      expect(taught[quantity].n).toBeGreaterThanOrEqual(5);
      expect(taught[quantity].each).toBeLessThan(0.8 * shipped[quantity].each);
      expect(taught[quantity].sum).toBeLessThan(0.8 * shipped[quantity].sum);
    }
    // The shipped ratio of engagements is not far off; learning must not make it worse than by chance.
    expect(taught.engagement_count.each).toBeLessThan(shipped.engagement_count.each + 0.15);
    process.stdout.write(`${seed} shipped ${JSON.stringify(shipped)} taught ${JSON.stringify(taught)}\n`);
  });

  it('learned from the two that were over, and can be put back', async () => {
    const { store } = library;
    const { items } = await assumptionsPage(store);
    for (const item of items) {
      expect(item.held?.source).toBe('learned');
      if (item.proposal.state !== 'ok') throw new Error('nothing is proposed');
      expect(item.proposal.campaigns.map((c) => c.campaign).sort()).toEqual([spring, summer].sort());
      expect(item.proposal.campaigns.every((c) => c.rows.length > 0)).toBe(true);
      expect(item.proposal.ownShare).toBeGreaterThan(0.5);
    }
    await decideAssumption(store, 'sales_per_million', { act: 'shipped', who: 'test', note: 'new product' });
    const after = (await assumptionsPage(store)).items.find((i) => i.name === 'sales_per_million');
    expect(after?.held).toBeNull();
    expect(after?.history.map((h) => h.source)).toEqual(['shipped', 'learned']);
  });

  it('keeps an override with its reason beside the program’s number and scores both', async () => {
    const { store } = library;
    const machine = (await scoreboard(store, { campaign: autumn })).lines.find(
      (l) => l.quantity === 'seen_count' && l.result === 'scored' && l.subject.kind === 'post',
    );
    if (!machine) throw new Error('no forecast');
    const given = {
      value: machine.value * 2,
      low: null,
      high: null,
      level: null,
      why: 'paid push',
      who: 'lin',
    };
    await overrideForecast(store, machine.forecastId, given, dayBefore(autumn));
    await expect(overrideForecast(store, machine.forecastId, given, dayBefore(autumn))).rejects.toThrow(
      /override already/,
    );
    const board = await scoreboard(store, { campaign: autumn });
    expect(board.overrides).toMatchObject({ pairs: 1, scored: 1, verdict: 'cannot_tell' });
    const human = board.lines.find((l) => l.override?.role === 'human');
    expect(human?.override).toMatchObject({ otherId: machine.forecastId, why: 'paid push', who: 'lin' });
    expect(human?.actual).toBe(machine.actual);
    expect(board.lines.find((l) => l.forecastId === machine.forecastId)?.value).toBe(machine.value);
    await expect(overrideForecast(store, human?.forecastId ?? '', given)).rejects.toThrow(/program/);
    const other = board.lines.find((l) => l.madeByKind === 'program' && !l.override && l.result === 'scored');
    await expect(overrideForecast(store, other?.forecastId ?? '', given)).rejects.toThrow(/launched/);
  });
});
