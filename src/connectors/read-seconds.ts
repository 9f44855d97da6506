/** Seconds from `95`, `95.5s`, `1:35`, `01:02:03`, `PT1M35S`, `1分35秒`, `72秒`; null when it is none of these. */
export function readSeconds(cell: string): number | null {
  const text = cell.normalize('NFKC').trim();
  if (/^\d+(\.\d+)?\s*(?:s|秒)?$/.test(text)) return Number.parseFloat(text);
  const clock = /^(?:(\d+):)?(\d{1,3}):(\d{2}(?:\.\d+)?)$/.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const words = /^(?:(\d+)\s*小时)?\s*(?:(\d+)\s*分钟?)?\s*(?:(\d+(?:\.\d+)?)\s*秒)?$/.exec(text);
  if (words && text !== '')
    return Number(words[1] ?? 0) * 3600 + Number(words[2] ?? 0) * 60 + Number(words[3] ?? 0);
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  return iso && text !== 'P'
    ? Number(iso[1] ?? 0) * 86_400 +
        Number(iso[2] ?? 0) * 3600 +
        Number(iso[3] ?? 0) * 60 +
        Number(iso[4] ?? 0)
    : null;
}
