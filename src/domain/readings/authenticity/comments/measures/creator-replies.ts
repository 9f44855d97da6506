/**
 * How many comments does the creator answer?
 * Method: comments of others with at least one reply by the account's own id / comments of others whose replies could
 *   be seen (the source names parents); Wilson interval.
 * Source: Wilson 1927.
 * Differs: only posts on which some reply is linked to its comment count; without links nothing is assumed.
 * Limits: an assistant's second account is not the creator; answers in later posts are not seen.
 * Verified: comments.test.ts (counts by hand).
 */
import { type Interval, wilson } from '#numerics/stats/intervals.ts';

export const LEAST_ANSWERABLE = 20;

/** Null for fewer than 20 comments on posts whose replies are linked. */
export const creatorReplies = (answered: number, answerable: number): Interval | null =>
  answerable < LEAST_ANSWERABLE ? null : wilson(answered, answerable);
