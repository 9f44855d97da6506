/**
 * Compares a bundle with the same one made anew from the library it came from. Equal rows have equal digests in both
 * grades, so this also works where the rows are withheld.
 */
import { checkBundle, digestsOf } from './check-bundle.ts';
import type { Verification } from './schema.ts';

/** `anew` is the bundle of the same account and day. The statements of people may have grown since; they are left out. */
export function besideLibrary(verification: Verification, given: Buffer, anew: Buffer): Verification {
  const [a, b] = [checkBundle(given).opened, checkBundle(anew).opened];
  if (!a || !b)
    return { ...verification, verdict: 'unreadable', message: 'One of the two bundles cannot be read.' };
  const [left, right] = [digestsOf(given, a.header), digestsOf(anew, b.header)];
  for (const { name } of a.header.sections) {
    if (name === 'said') continue;
    const [mine, theirs] = [left[name], right[name]];
    const row = mine.findIndex((digest, i) => digest !== theirs[i]);
    if (row === -1 && mine.length === theirs.length) continue;
    const at = row === -1 ? mine.length : row;
    return {
      ...verification,
      verdict: 'differs',
      rerun: 'differs',
      message: `The library gives another bundle. The first row that differs: row ${at + 1} of “${name}”.`,
      place: { part: name, row: at + 1, line: 0, byteFrom: 0, byteTo: 0 },
    };
  }
  return {
    ...verification,
    rerun: 'equal',
    message: 'Made anew from the library, every row and reading has the same digest.',
  };
}
