/**
 * What can be said of a person from a profile's counts and marks?
 * Method: the fields themselves, and ratios of pairs of counts on the log scale; a ratio is missing when one of its
 *   parts is.
 * Source: profile features as in Akyon & Kalfaoglu 2019 (arXiv 1910.03090) and Yang et al. 2020 (AAAI, arXiv 1911.09179).
 * Differs: nothing is filled in; a missing field stays missing to the model.
 * Limits: counts are as the source showed them; a hidden count is missing, a count of zero is zero.
 * Verified: account-model.test.ts.
 */

/** Fields by the names that the fact table gives them, and what a labelled file may add. Counts, days, or 0/1. */
export const PROFILE_FIELDS = [
  'followers',
  'following',
  'posts',
  'ageDays',
  'bioLength',
  'hasPicture',
  'isPrivate',
  'verified',
  'digitsInName',
  'nameLength',
  'digitShare',
] as const;

/** People by columns; NaN where a field is missing. */
export interface Profiles {
  count: number;
  fields: ReadonlyMap<string, Float64Array>;
}

const logRatio = (a: number, b: number): number => Math.log1p(a) - Math.log1p(b);

const DERIVED: Record<string, { from: readonly [string, string]; of: (a: number, b: number) => number }> = {
  followingPerFollower: { from: ['following', 'followers'], of: logRatio },
  postsPerFollower: { from: ['posts', 'followers'], of: logRatio },
  postsPerDay: { from: ['posts', 'ageDays'], of: (posts, days) => posts / Math.max(1, days) },
  followingPerDay: { from: ['following', 'ageDays'], of: (n, days) => n / Math.max(1, days) },
};

/** Features that fields allow: each field, then every ratio whose parts are there. */
export function featureNames(fields: readonly string[]): string[] {
  const derived = Object.entries(DERIVED).filter(([, { from }]) => from.every((f) => fields.includes(f)));
  const digits =
    fields.includes('digitsInName') && fields.includes('nameLength') && !fields.includes('digitShare')
      ? ['digitShare']
      : [];
  return [...fields, ...digits, ...derived.map(([name]) => name)];
}

/** Feature columns in the order of `names`; a feature that the profiles cannot give is missing throughout. */
export function featureColumns({ count, fields }: Profiles, names: readonly string[]): Float64Array[] {
  const nothing = new Float64Array(count).fill(Number.NaN);
  const field = (name: string): Float64Array => {
    const given = fields.get(name);
    if (name !== 'digitShare') return given ?? nothing;
    const digits = fields.get('digitsInName') ?? nothing;
    const length = fields.get('nameLength') ?? nothing;
    return digits.map((d, i) => {
      const own = given?.[i] ?? Number.NaN;
      return Number.isNaN(own) ? d / Math.max(1, length[i] as number) : own;
    });
  };
  return names.map((name) => {
    const derived = DERIVED[name];
    if (!derived) return field(name);
    const [a, b] = [field(derived.from[0]), field(derived.from[1])];
    return a.map((v, i) => derived.of(v, b[i] as number));
  });
}

/** The chosen people, in the order of `rows`. */
export const pickProfiles = ({ fields }: Profiles, rows: ArrayLike<number>): Profiles => ({
  count: rows.length,
  fields: new Map(
    [...fields].map(([name, column]) => [name, Float64Array.from(rows, (i) => column[i] as number)]),
  ),
});

/** The same people with only some of their fields. */
export const withFields = ({ count, fields }: Profiles, keep: (name: string) => boolean): Profiles => ({
  count,
  fields: new Map([...fields].filter(([name]) => keep(name))),
});
