/** What vendors compute over an account's posts: medians and shares, at DEMO_AS_OF. */
import type { Creator } from './creators.ts';
import { AS_OF_MS, DAY_MS } from './frame.ts';
import { countersAt, type Post } from './posts.ts';

export interface Summary {
  noteCount: number;
  reads: number;
  likes: number;
  comments: number;
  saves: number;
  shares: number;
  /** Likes, comments, saves and shares together, per post. */
  engagements: number;
  engagementShare: number;
  hundredLikeShare: number;
  thousandLikeShare: number;
  receivedLikes: number;
  receivedSaves: number;
  activeDays7: number;
}

function median(values: number[]): number {
  if (values.length === 0) return 0;
  values.sort((a, b) => a - b);
  return values[values.length >> 1] as number;
}

/** Over all of an account's posts. Zero posts give zeros, which vendors print as `-`. */
export function summarise(creators: readonly Creator[], posts: readonly Post[]): Summary[] {
  const byCreator = creators.map(() => [] as Post[]);
  for (const post of posts) byCreator[post.creator.index]?.push(post);
  return byCreator.map((own) => {
    const counters = own.map((p) => countersAt(p, AS_OF_MS));
    const of = (f: (c: (typeof counters)[number]) => number) => median(counters.map(f));
    const share = (least: number) => counters.filter((c) => c.likes >= least).length / (own.length || 1);
    const reads = of((c) => c.reads);
    const engagements = of((c) => c.likes + c.comments + c.saves + c.shares);
    return {
      noteCount: own.length,
      reads,
      likes: of((c) => c.likes),
      comments: of((c) => c.comments),
      saves: of((c) => c.saves),
      shares: of((c) => c.shares),
      engagements,
      engagementShare: reads > 0 ? engagements / reads : 0,
      hundredLikeShare: share(100),
      thousandLikeShare: share(1000),
      receivedLikes: counters.reduce((sum, c) => sum + c.likes, 0),
      receivedSaves: counters.reduce((sum, c) => sum + c.saves, 0),
      activeDays7: new Set(
        own
          .filter((p) => p.publishedMs > AS_OF_MS - 7 * DAY_MS)
          .map((p) => Math.floor(p.publishedMs / DAY_MS)),
      ).size,
    };
  });
}
