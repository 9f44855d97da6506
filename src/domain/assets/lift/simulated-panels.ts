/**
 * Panels whose effect is known, for calibration: levels of units, a trend and a week, two slow factors that units follow
 * to different degrees, AR(1) noise. `drawn`: treated units lean that much more on the factors than the others.
 */
import { rng } from '#basis/rng.ts';
import type { Panel } from './measures/panel.ts';

export interface PanelShape {
  units: number;
  times: number;
  /** Times before the start. */
  before: number;
  treated: number;
}

/** From few places and weeks to many places and days. */
export const PANEL_SET: readonly PanelShape[] = [
  { units: 30, times: 45, before: 30, treated: 1 },
  { units: 40, times: 60, before: 46, treated: 1 },
  { units: 39, times: 31, before: 19, treated: 1 },
  { units: 25, times: 40, before: 30, treated: 3 },
  { units: 50, times: 60, before: 46, treated: 5 },
];

export function simulatedPanel(seed: string, shape: PanelShape, effect = 0, drawn = 0): Panel {
  const random = rng(`panel/${seed}`);
  const { units, times, before, treated } = shape;
  const factors = [0, 1].map(() => {
    let level = 0;
    return Float64Array.from({ length: times }, () => (level = 0.9 * level + random.normal()));
  });
  const values = new Float64Array(units * times);
  const startOf = new Int32Array(units).fill(-1);
  for (let u = 0; u < units; u++) {
    const own = u < treated;
    if (own) startOf[u] = before;
    const leans = factors.map(() => random.normal(own ? drawn : 0, 0.7));
    const level = random.normal(100, 15);
    let noise = random.normal(0, 1 / Math.sqrt(1 - 0.16));
    for (let t = 0; t < times; t++) {
      noise = 0.4 * noise + random.normal();
      values[u * times + t] =
        level +
        0.3 * t +
        3 * Math.sin((2 * Math.PI * t) / 7) +
        leans.reduce((a, lean, k) => a + lean * ((factors[k] as Float64Array)[t] as number), 0) +
        1.5 * noise +
        (own && t >= before ? effect : 0);
    }
  }
  return {
    values,
    units,
    times,
    startOf,
    unitNames: Array.from({ length: units }, (_, u) => `u${u}`),
    timeNames: Array.from({ length: times }, (_, t) => `${t}`),
  };
}
