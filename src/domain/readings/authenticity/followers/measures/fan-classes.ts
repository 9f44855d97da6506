/**
 * Of which kinds are an account's followers: real, mass follower, influencer, suspicious, inactive?
 * Method: suspicious is the corrected share of automated accounts. The others divide the rest as the followers that the
 *   model takes for people divide: influencer from 5,000 followers; mass follower from 1,500 followed accounts; inactive
 *   without a post; real otherwise. A class's bounds are the product of the bounds of both shares.
 * Source: classes and the 1,500 of HypeAuditor's audience quality pages; 5,000 followers is the trade's lower bound of a
 *   nano or micro influencer.
 * Differs: suspicious is corrected for the classifier's errors and every class has an interval.
 * Limits: inactive means no post shown, not no visit: a reader who never posts is counted there. Products of bounds cover
 *   at least what each bound does.
 * Verified: true-fan-share.test.ts.
 */
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import type { ScoredProfiles } from './account-score.ts';
import type { Profiles } from './profile-features.ts';
import { type FakeShare, fakeShare, type NoShare } from './true-fan-share.ts';

export const FAN_CLASSES = ['real', 'mass_follower', 'influencer', 'suspicious', 'inactive'] as const;
export type FanClass = (typeof FAN_CLASSES)[number];

export const FROM = { influencerFollowers: 5000, massFollowing: 1500 };
const NEEDED = ['followers', 'following', 'posts'] as const;

export type FanClasses =
  | { state: 'ok'; n: number; shares: Record<FanClass, Interval>; share: FakeShare }
  | NoShare
  | { state: 'insufficient'; reason: 'missing fields'; n: number; missing: string[] };

/** Class of a person taken for one; null when a count that decides is missing. */
function classOf(
  followers: number,
  following: number,
  posts: number,
): Exclude<FanClass, 'suspicious'> | null {
  if (followers >= FROM.influencerFollowers) return 'influencer';
  if (following >= FROM.massFollowing) return 'mass_follower';
  if (Number.isNaN(followers) || Number.isNaN(following) || Number.isNaN(posts)) return null;
  return posts === 0 ? 'inactive' : 'real';
}

export function fanClasses(people: Profiles, scored: ScoredProfiles): FanClasses {
  const share = fakeShare(scored);
  if (share.state !== 'ok') return share;
  const column = (name: string) => people.fields.get(name) ?? new Float64Array(people.count).fill(Number.NaN);
  const [followers, following, posts] = NEEDED.map(column) as [Float64Array, Float64Array, Float64Array];
  const counts: Record<Exclude<FanClass, 'suspicious'>, number> = {
    real: 0,
    mass_follower: 0,
    influencer: 0,
    inactive: 0,
  };
  let [persons, known] = [0, 0];
  for (let i = 0; i < people.count; i++) {
    if ((scored.probability[i] as number) >= 0.5) continue;
    persons++;
    const of = classOf(followers[i] as number, following[i] as number, posts[i] as number);
    if (of === null) continue;
    known++;
    counts[of]++;
  }
  // Half of the people without a class would let the other half speak for them.
  if (known * 2 < persons || known === 0)
    return {
      state: 'insufficient',
      reason: 'missing fields',
      n: known,
      missing: NEEDED.filter((f) => column(f).filter(Number.isNaN).length * 2 > people.count),
    };
  const { fake } = share;
  const of = (name: Exclude<FanClass, 'suspicious'>): Interval => {
    const own = wilson(counts[name], known);
    return {
      value: own.value * (1 - fake.value),
      low: own.low * (1 - fake.high),
      high: own.high * (1 - fake.low),
    };
  };
  return {
    state: 'ok',
    n: people.count,
    share,
    shares: {
      real: of('real'),
      mass_follower: of('mass_follower'),
      influencer: of('influencer'),
      suspicious: fake,
      inactive: of('inactive'),
    },
  };
}
