/**
 * Lift: coverage of 95 % intervals on the simulated panel set, false alarms, refusals of the gates, and the time of 200
 * placebo estimates on a panel of 39 units × 31 times (the size of Proposition 99), which took 48 s in the comparison.
 */
import { rng } from '../src/basis/rng.ts';
import { liftEstimate } from '../src/domain/assets/lift/measures/lift-estimate.ts';
import { LIFT_METHODS } from '../src/domain/assets/lift/schema.ts';
import { PANEL_SET, simulatedPanel } from '../src/domain/assets/lift/simulated-panels.ts';
import { blockEffect } from '../src/numerics/panel/block-effect.ts';
import { wilson } from '../src/numerics/stats/intervals.ts';
import type { Line } from './run.ts';

const REPEATS = Number(process.env['LIFT_REPEATS'] ?? 30);

function placeboSeconds(): number {
  const panel = simulatedPanel('time', { units: 39, times: 31, before: 19, treated: 1 });
  const controls = Array.from({ length: 38 }, (_, i) => i + 1);
  const random = rng('placebos');
  const started = performance.now();
  for (let i = 0; i < 200; i++) {
    const own = random.pick(controls);
    blockEffect(
      panel,
      controls.filter((c) => c !== own),
      [own],
      19,
      'sdid',
    );
  }
  return (performance.now() - started) / 1000;
}

export function benchLift(): Line[] {
  const lines: Line[] = [
    {
      name: 'lift, 200 placebo estimates, 39 × 31',
      value: placeboSeconds(),
      unit: 's',
      bound: 4.8,
      note: 'a tenth of 48 s',
    },
  ];
  for (const method of LIFT_METHODS) {
    let [all, inside, refused, falseAlarms, nothing] = [0, 0, 0, 0, 0];
    const byShape: string[] = [];
    for (const shape of PANEL_SET) {
      let own = 0;
      for (let i = 0; i < REPEATS; i++) {
        const effect = i % 2 === 0 ? 0 : 6;
        const lift = liftEstimate(simulatedPanel(`${i}`, shape, effect), method);
        if ((lift.low as number) <= effect && effect <= (lift.high as number)) own++;
        if (!lift.fit.good) refused++;
        if (effect === 0) {
          nothing++;
          if (lift.verdict !== 'cannot_tell') falseAlarms++;
        }
        all++;
      }
      inside += own;
      byShape.push(`${shape.units}×${shape.times}, ${shape.treated} treated ${(own / REPEATS).toFixed(3)}`);
    }
    const bounds = wilson(inside, all);
    const share = inside / all;
    lines.push(
      {
        name: `lift ${method}, miss of 95.5 % coverage`,
        value: Math.abs(share - 0.955),
        unit: 'ratio',
        bound: 0.025,
        note: `covers ${share.toFixed(3)} (${bounds.low.toFixed(3)}–${bounds.high.toFixed(3)}) of ${all}; ${byShape.join('; ')}`,
      },
      {
        name: `lift ${method}, false alarms`,
        value: falseAlarms / nothing,
        unit: 'ratio',
        bound: 0.07,
        note: `of ${nothing} panels without effect; gates refuse ${((refused / all) * 100).toFixed(1)} %`,
      },
    );
  }
  return lines;
}
