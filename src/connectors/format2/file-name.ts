/**
 * The base name of a path given by a person or a browser: both kinds of slash are separators, control and
 * text-direction characters are removed, and the result has at most 200 UTF-16 units.
 */
export function safeFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const clean = base
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/^[A-Za-z]:/, '')
    .trim();
  if (clean === '' || clean === '.' || clean === '..') return 'unnamed';
  return clean.slice(0, 200).toWellFormed();
}
