/**
 * How many of the people who comment come back on another post, and how much of the talk is a small circle's?
 * Method: people with comments on at least two posts / people with comments; Wilson interval. Circle: the share of all
 *   comments that the ten most frequent people write.
 * Source: Wilson 1927.
 * Differs: a quantity in both directions; neither passers-by nor a close circle accuses anybody.
 * Limits: a sample of comments sees fewer returns than there are; people with two ids count twice.
 * Verified: comments.test.ts (counts by hand).
 */
import { type Interval, wilson } from '#numerics/stats/intervals.ts';

export const LEAST_COMMENTERS = 30;
export const LEAST_POSTS = 3;

export interface CommenterTotals {
  commenterCount: number;
  /** Commenters on at least two posts. */
  returningCount: number;
  postCount: number;
  commentCount: number;
  /** Comments of the ten most frequent commenters. */
  topTenCount: number;
}

export interface ReturningCommenters {
  share: Interval;
  topTenShare: number;
  commentsPerCommenter: number;
}

/** Null for fewer than 30 people or 3 posts. */
export const returningCommenters = (t: CommenterTotals): ReturningCommenters | null =>
  t.commenterCount < LEAST_COMMENTERS || t.postCount < LEAST_POSTS
    ? null
    : {
        share: wilson(t.returningCount, t.commenterCount),
        topTenShare: t.topTenCount / t.commentCount,
        commentsPerCommenter: t.commentCount / t.commenterCount,
      };
