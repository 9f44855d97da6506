/**
 * Which of many tests hold at a false-discovery share (Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57).
 * Returns a mark per test and the p value of the last one kept (0 when none is).
 */
export function discoveries(
  pValues: ArrayLike<number>,
  falseShare: number,
): { kept: boolean[]; cut: number } {
  const sorted = Float64Array.from(pValues).sort();
  let cut = 0;
  for (let i = sorted.length - 1; i >= 0; i--)
    if ((sorted[i] as number) <= ((i + 1) / sorted.length) * falseShare) {
      cut = sorted[i] as number;
      break;
    }
  return { kept: Array.from(pValues, (p) => cut > 0 && p <= cut), cut };
}
