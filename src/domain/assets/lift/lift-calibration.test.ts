import { describe, expect, it } from 'vitest';
import { liftEstimate } from './measures/lift-estimate.ts';
import { PANEL_SET, simulatedPanel } from './simulated-panels.ts';

describe('lift on simulated panels with a known effect', () => {
  it('have 95 % intervals that cover, and gates that refuse few', () => {
    // All three methods and the full set run in `npm run bench -- lift`; here the quickest.
    const method = 'did';
    const shapes = PANEL_SET.filter((s) => s.treated === 1 && s.times <= 45);
    let [all, inside, refused, seen, falseAlarms] = [0, 0, 0, 0, 0];
    for (const shape of shapes)
      for (let i = 0; i < 50; i++) {
        const effect = i % 2 === 0 ? 0 : 12;
        const lift = liftEstimate(simulatedPanel(`${i}`, shape, effect), method);
        all++;
        if ((lift.low as number) <= effect && effect <= (lift.high as number)) inside++;
        if (!lift.fit.good) refused++;
        else if (effect === 0 && lift.verdict !== 'cannot_tell') falseAlarms++;
        if (effect > 0 && lift.verdict === 'raised') seen++;
      }
    expect(inside / all).toBeGreaterThan(0.9);
    expect(refused / all).toBeLessThan(0.25);
    expect(falseAlarms / (all / 2)).toBeLessThan(0.11);
    expect(seen).toBeGreaterThan(0);
  });
});
