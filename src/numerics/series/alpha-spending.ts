/**
 * Share of a watch's false-alarm allowance that its `turn`-th test may spend: turns 1…`horizon` get equal parts of 80 %,
 * every later turn gets .2 · horizon / turn², whose sum is below the other 20 %. So all tests of a watch without an end
 * together spend less than `allowance`, and with p values that are valid given the past the chance of any false alarm
 * stays below it (union bound; Lan & DeMets 1983, Biometrika 70; generalised alpha-investing, Foster & Stine 2008).
 */
export const alphaAt = (turn: number, horizon: number, allowance: number): number =>
  allowance * (turn <= horizon ? 0.8 / horizon : (0.2 * horizon) / (turn * turn));
