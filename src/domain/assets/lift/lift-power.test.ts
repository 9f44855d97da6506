import { describe, expect, it } from 'vitest';
import { liftEstimate } from './measures/lift-estimate.ts';
import { liftPower } from './measures/lift-power.ts';
import type { Panel } from './measures/panel.ts';
import { simulatedPanel } from './simulated-panels.ts';

const history = (seed: string): Panel => {
  const panel = simulatedPanel(seed, { units: 24, times: 60, before: 50, treated: 1 });
  return { ...panel, startOf: panel.startOf.fill(-1) };
};
const asked = { method: 'did' as const, treated: ['u3'], count: 1, duration: 8, expected: null, seed: '1' };

describe('a lift plan', () => {
  it('tells a power that fresh panels confirm', async () => {
    let [seen, all, alarms, starts] = [0, 0, 0, 0];
    for (let h = 0; h < 20; h++) {
      const plan = await liftPower(history(`past${h}`), asked);
      if (plan.state !== 'ok') throw new Error(plan.have.en);
      alarms += plan.falseAlarm.share * plan.starts;
      starts += plan.starts;
      const effect = plan.leastRelative * (plan.baseTotal / plan.duration);
      for (let i = 0; i < 8; i++) {
        const shape = { units: 24, times: 60, before: 52, treated: 1 };
        const lift = liftEstimate(simulatedPanel(`fresh${h}/${i}`, shape, effect), 'did');
        all++;
        if ((lift.low as number) > 0) seen++;
      }
    }
    // Told: 80 %. One history is short, so single plans lie around it.
    expect(seen / all).toBeGreaterThan(0.65);
    expect(seen / all).toBeLessThan(0.92);
    expect(alarms / starts).toBeLessThan(0.1);
  });

  it('says cannot tell beforehand, and what would be needed', async () => {
    const small = await liftPower(history('past'), { ...asked, expected: 0.001 });
    expect(small).toMatchObject({ state: 'ok', verdict: 'cannot_tell' });
    expect(small.state === 'ok' && small.need?.en).toMatch(/No number of units|would see/);
    const large = await liftPower(history('past'), { ...asked, expected: 0.9 });
    expect(large).toMatchObject({ state: 'ok', verdict: 'can_tell', power: 1 });
  });

  it('chooses units on one half of the past and tells on the other', async () => {
    const plan = await liftPower(history('past'), { ...asked, treated: [], count: 2 });
    expect(plan).toMatchObject({ state: 'ok', chosen: true, starts: 12 });
    expect(plan.state === 'ok' && plan.treated).toHaveLength(2);
  });

  it('refuses a history that is too short, or too few places', async () => {
    const short = await liftPower(history('past'), { ...asked, duration: 25 });
    expect(short).toMatchObject({ state: 'insufficient' });
    const few = await liftPower(history('past'), { ...asked, treated: [], count: 12 });
    expect(few.state === 'insufficient' && few.have.en).toBe('12 units');
  });
});
