/** Stored profiles as the columns that the model reads; NaN where a field is missing. */
import type { Profiles } from './measures/profile-features.ts';
import type { ProfileRow } from './queries.ts';

const flag = (v: boolean | null): number => (v === null ? Number.NaN : v ? 1 : 0);
const FIELD_OF: Record<string, (row: ProfileRow) => number> = {
  followers: (r) => r.followers ?? Number.NaN,
  following: (r) => r.following ?? Number.NaN,
  posts: (r) => r.posts ?? Number.NaN,
  ageDays: (r) => (r.age_days === null || r.age_days < 0 ? Number.NaN : r.age_days),
  bioLength: (r) => r.bio_length ?? Number.NaN,
  hasPicture: (r) => flag(r.has_picture),
  isPrivate: (r) => flag(r.is_private),
  verified: (r) => flag(r.verified),
  digitsInName: (r) => r.digits_in_name ?? Number.NaN,
  nameLength: (r) => r.name_length ?? Number.NaN,
};

/** The fields as texts, for the digest of what a reading read. */
export const fieldTexts = (row: ProfileRow): string[] => Object.values(FIELD_OF).map((of) => String(of(row)));

export const profilesOf = (rows: readonly ProfileRow[]): Profiles => ({
  count: rows.length,
  fields: new Map(Object.entries(FIELD_OF).map(([f, of]) => [f, Float64Array.from(rows, of)])),
});
