/**
 * Invented profiles of people and of automated accounts, for the model that ships: no row of any person stands behind it.
 * The kinds and their ranges are our assumptions, drawn from descriptions in the literature (Cresci et al. 2015; Akyon &
 * Kalfaoglu 2019; Zouzou & Varol 2024) and from market offers, not fitted to any data set.
 */
import { type Rng, rng } from '#basis/rng.ts';
import type { LabelledProfiles } from './measures/account-model.ts';

const FIELDS = [
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
] as const;
type Profile = Record<(typeof FIELDS)[number], number>;

interface Kind {
  weight: number;
  draw: (r: Rng) => Omit<Profile, 'digitsInName' | 'nameLength'>;
  /** Chance that the name ends in a run of digits. */
  digits: number;
}

const count = (r: Rng, median: number, sigma: number): number => Math.round(r.logNormal(median, sigma));
const mark = (r: Rng, chance: number): number => (r.chance(chance) ? 1 : 0);
const days = (r: Rng, least: number, most: number): number => Math.round(least + (most - least) * r.next());

/** People: from those who only look on to those whom many follow. */
const PEOPLE: Kind[] = [
  {
    weight: 0.5,
    digits: 0.25,
    draw: (r) => ({
      followers: count(r, 130, 1.1),
      following: count(r, 230, 0.9),
      posts: 1 + count(r, 70, 1.3),
      ageDays: days(r, 120, 4000),
      bioLength: r.chance(0.35) ? 0 : count(r, 30, 0.8),
      hasPicture: mark(r, 0.95),
      isPrivate: mark(r, 0.3),
      verified: mark(r, 0.005),
    }),
  },
  {
    // Looks on, posts little or nothing.
    weight: 0.3,
    digits: 0.35,
    draw: (r) => ({
      followers: count(r, 40, 1),
      following: count(r, 150, 0.9),
      posts: r.chance(0.2) ? 0 : count(r, 12, 1.2),
      ageDays: days(r, 60, 4000),
      bioLength: r.chance(0.65) ? 0 : count(r, 18, 0.8),
      hasPicture: mark(r, 0.87),
      isPrivate: mark(r, 0.4),
      verified: 0,
    }),
  },
  {
    // Posts for an audience.
    weight: 0.12,
    digits: 0.12,
    draw: (r) => ({
      followers: count(r, 2500, 1.6),
      following: count(r, 420, 0.9),
      posts: 5 + count(r, 320, 1.1),
      ageDays: days(r, 300, 4500),
      bioLength: count(r, 60, 0.6),
      hasPicture: mark(r, 0.99),
      isPrivate: mark(r, 0.03),
      verified: mark(r, 0.08),
    }),
  },
  {
    // New here.
    weight: 0.08,
    digits: 0.4,
    draw: (r) => ({
      followers: count(r, 12, 1),
      following: count(r, 50, 0.9),
      posts: r.chance(0.4) ? 0 : count(r, 4, 0.9),
      ageDays: days(r, 1, 120),
      bioLength: r.chance(0.6) ? 0 : count(r, 16, 0.8),
      hasPicture: mark(r, 0.75),
      isPrivate: mark(r, 0.25),
      verified: 0,
    }),
  },
];

/** Automated and bought accounts: from empty shells to taken-over or tended ones. */
const AUTOMATED: Kind[] = [
  {
    // Empty shell that follows for pay.
    weight: 0.45,
    digits: 0.65,
    draw: (r) => ({
      followers: count(r, 6, 1.1),
      following: count(r, 700, 0.9),
      posts: r.chance(0.75) ? 0 : r.int(1, 4),
      ageDays: days(r, 5, 1700),
      bioLength: r.chance(0.88) ? 0 : count(r, 12, 0.7),
      hasPicture: mark(r, 0.4),
      isPrivate: mark(r, 0.2),
      verified: 0,
    }),
  },
  {
    // Follows until the platform's limit.
    weight: 0.2,
    digits: 0.5,
    draw: (r) => ({
      followers: count(r, 60, 1),
      following: count(r, 2800, 0.6),
      posts: r.chance(0.4) ? 0 : count(r, 6, 1),
      ageDays: days(r, 20, 2500),
      bioLength: r.chance(0.7) ? 0 : count(r, 20, 0.8),
      hasPicture: mark(r, 0.8),
      isPrivate: mark(r, 0.1),
      verified: 0,
    }),
  },
  {
    // Posts copied or advertising content at a pace.
    weight: 0.15,
    digits: 0.45,
    draw: (r) => ({
      followers: count(r, 90, 1),
      following: count(r, 900, 0.9),
      posts: count(r, 400, 1.3),
      ageDays: days(r, 10, 700),
      bioLength: r.chance(0.35) ? 0 : count(r, 50, 0.7),
      hasPicture: mark(r, 0.92),
      isPrivate: mark(r, 0.02),
      verified: 0,
    }),
  },
  {
    // Aged and filled in, so as to look like anybody.
    weight: 0.2,
    digits: 0.4,
    draw: (r) => ({
      followers: count(r, 45, 1.1),
      following: count(r, 480, 0.9),
      posts: count(r, 8, 1),
      ageDays: days(r, 200, 3500),
      bioLength: r.chance(0.6) ? 0 : count(r, 24, 0.8),
      hasPicture: mark(r, 0.9),
      isPrivate: mark(r, 0.15),
      verified: 0,
    }),
  },
];

function nameOf(r: Rng, digits: number): Pick<Profile, 'digitsInName' | 'nameLength'> {
  const own = r.chance(digits) ? r.int(1, 4) + (r.chance(0.3) ? r.int(1, 4) : 0) : 0;
  return { digitsInName: own, nameLength: Math.max(own + 1, Math.round(r.normal(9, 2.4)) + own) };
}

/** Weights of `kinds` add up to 1. */
function drawKind(r: Rng, kinds: readonly Kind[]): Kind {
  let at = r.next();
  for (const kind of kinds) {
    at -= kind.weight;
    if (at < 0) return kind;
  }
  return kinds.at(-1) as Kind;
}

/** Fields that sources leave out together. */
const HIDDEN_TOGETHER: readonly (readonly (keyof Profile)[])[] = [
  ['bioLength', 'isPrivate', 'verified', 'digitsInName', 'nameLength'],
  ['ageDays'],
  ['hasPicture'],
  ['digitsInName', 'nameLength'],
  ['posts', 'ageDays', 'bioLength'],
  ['isPrivate', 'verified'],
];

/** `n` profiles, 40 % automated; about half of them lack some fields, as sources do. Same seed, same rows. */
export function simulatedProfiles(seed: string, n: number): LabelledProfiles {
  const random = rng(seed);
  const labels = new Uint8Array(n);
  const fields = new Map(FIELDS.map((f) => [f as string, new Float64Array(n)]));
  for (let i = 0; i < n; i++) {
    labels[i] = random.chance(0.4) ? 1 : 0;
    const kind = drawKind(random, labels[i] === 1 ? AUTOMATED : PEOPLE);
    const profile: Profile = { ...kind.draw(random), ...nameOf(random, kind.digits) };
    const hidden = new Set<string>();
    for (const group of HIDDEN_TOGETHER) if (random.chance(0.12)) for (const f of group) hidden.add(f);
    for (const f of FIELDS) (fields.get(f) as Float64Array)[i] = hidden.has(f) ? Number.NaN : profile[f];
  }
  return { count: n, fields, labels };
}
