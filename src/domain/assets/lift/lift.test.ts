import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { gramOf, simplexWeights } from '#numerics/panel/simplex-weights.ts';
import { liftEstimate } from './measures/lift-estimate.ts';
import { panelOf } from './measures/panel.ts';
import type { PanelRow } from './schema.ts';
import { simulatedPanel } from './simulated-panels.ts';

/** fixtures/golden/lift/README.md says where the figures come from. */
function cigarettePanel(): PanelRow[] {
  const text = readFileSync(
    new URL('../../../../fixtures/golden/lift/cigarette-packs.csv', import.meta.url),
    'utf8',
  );
  const [head = '', ...lines] = text.trim().split('\n');
  const states = head.split(',').slice(1);
  return lines.flatMap((line) => {
    const [year = '', ...packs] = line.split(',');
    return states.map((unit, i) => ({
      unit,
      time: year,
      outcome: Number(packs[i]),
      treated: unit === 'California' && Number(year) >= 1989,
    }));
  });
}

describe('lift on California’s Proposition 99', () => {
  const panel = panelOf(cigarettePanel());

  it.each([
    ['sdid', -15.604],
    ['sc', -19.62],
    ['did', -27.349],
  ] as const)('%s agrees with the reference to three decimals', (method, reference) => {
    const lift = liftEstimate(panel, method);
    expect(lift.effect).toBeCloseTo(reference, 3);
    expect(lift.placebo).toMatchObject({ draws: 38, everyControl: true });
    expect(lift.cohorts[0]).toMatchObject({ start: '1989', units: ['California'], before: 19, after: 12 });
    expect(lift.controlUnits).toBe(38);
  });

  it('gives synthetic California the published donors', () => {
    const weights = liftEstimate(panel, 'sc').cohorts[0]?.unitWeights.slice(0, 4) ?? [];
    expect(weights.map((w) => w.unit)).toEqual(['Utah', 'Montana', 'Nevada', 'Connecticut']);
    expect(weights[0]?.weight).toBeCloseTo(0.396, 2);
  });
});

/** Projection on the simplex (Duchi et al. 2008). */
function onSimplex(x: number[]): number[] {
  const sorted = [...x].sort((a, b) => b - a);
  let [sum, shift] = [0, 0];
  sorted.forEach((v, i) => {
    sum += v;
    if (v - (sum - 1) / (i + 1) > 0) shift = (sum - 1) / (i + 1);
  });
  return x.map((v) => Math.max(0, v - shift));
}

describe('simplex weights', () => {
  it('are those of projected gradient descent, another algorithm', () => {
    for (const seed of ['a', 'b', 'c']) {
      const random = rng(seed);
      const [m, n, zeta] = [25, 8, 0.8];
      const a = Float64Array.from({ length: m * n }, () => random.normal());
      const b = Float64Array.from({ length: m }, () => random.normal());
      const gram = gramOf(a, b, n, true);
      const found = simplexWeights(gram, { zeta, minDecrease: 1e-9, maxSteps: 200_000 });
      let x = Array.from({ length: n }, () => 1 / n);
      for (let step = 0; step < 20_000; step++)
        x = onSimplex(
          x.map((v, i) => {
            let slope = -(gram.c[i] as number) + m * zeta * zeta * v;
            for (let j = 0; j < n; j++) slope += (gram.g[i * n + j] as number) * (x[j] as number);
            return v - 0.005 * slope;
          }),
        );
      x.forEach((v, i) => expect(found[i]).toBeCloseTo(v, 4));
      expect(found.reduce((s, v) => s + v, 0)).toBeCloseTo(1, 10);
    }
  });
});

describe('panels', () => {
  const row = (unit: string, time: string, outcome: number, treated = false): PanelRow => ({
    unit,
    time,
    outcome,
    treated,
  });
  const small = (change: (rows: PanelRow[]) => PanelRow[] = (r) => r) =>
    change(
      ['a', 'b', 'c'].flatMap((u) =>
        ['1', '2', '3', '4', '10'].map((t) => row(u, t, Number(t), u === 'a' && Number(t) >= 4)),
      ),
    );

  it('sorts times by number and finds the start', () => {
    const panel = panelOf(small());
    expect(panel.timeNames).toEqual(['1', '2', '3', '4', '10']);
    expect([...panel.startOf]).toEqual([3, -1, -1]);
  });

  it('refuses missing and repeated cells and treatment that stops, and says where', () => {
    const missing = small((r) => r.filter((x) => !(x.unit === 'b' && x.time === '3')));
    expect(() => panelOf(missing)).toThrow('b has no row at 3');
    expect(panelOf(missing, true).values[7]).toBe(0);
    expect(() => panelOf([...small(), row('c', '2', 1)])).toThrow('c has two rows at 2');
    expect(() =>
      panelOf(small((r) => r.map((x) => (x.time === '10' ? { ...x, treated: false } : x)))),
    ).toThrow('is treated from 4 but not at 10');
    expect(() =>
      liftEstimate(panelOf(small((r) => r.map((x) => ({ ...x, treated: false })))), 'did'),
    ).toThrow('No row is treated');
  });

  it('gives no interval below ten controls, and says what is needed', () => {
    const lift = liftEstimate(panelOf(small()), 'did');
    expect(lift).toMatchObject({ effect: 0, standardError: null, low: null, verdict: 'cannot_tell' });
    expect(lift.need?.en).toContain('10 units');
  });
});

describe('cohorts of different starts', () => {
  it('are estimated apart and averaged by their cells', () => {
    const panel = simulatedPanel('cohorts', { units: 30, times: 40, before: 26, treated: 2 }, 8);
    // Unit 1 starts six times later; its effect before that is taken out again.
    for (let t = 26; t < 32; t++) panel.values[40 + t] = (panel.values[40 + t] as number) - 8;
    panel.startOf[1] = 32;
    const lift = liftEstimate(panel, 'sdid');
    expect(lift.cohorts.map((c) => [c.start, c.units, c.after])).toEqual([
      ['26', ['u0'], 14],
      ['32', ['u1'], 8],
    ]);
    const [a, b] = lift.cohorts.map((c) => c.effect) as [number, number];
    expect(lift.effect).toBeCloseTo((a * 14 + b * 8) / 22, 10);
    expect(lift.low as number).toBeLessThan(8);
    expect(lift.high as number).toBeGreaterThan(8);
    expect(lift.conformal).toBeNull();
    expect(lift.verdict).toBe('raised');
  });
});
