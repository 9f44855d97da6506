/** Counters of an account's newest posts. */
import { word } from '#basis/reading.ts';
import type { Rng } from '#basis/rng.ts';
import { PARAMETERS as P } from './parameters.ts';
import type { Surface } from './surface.ts';

/** One entry a post, oldest first. */
export interface PostCase {
  followers: number;
  views: Float64Array;
  likes: Float64Array;
  comments: Float64Array;
  saves: Float64Array;
  shares: Float64Array;
}

interface PostFactors {
  views?: number;
  likeShare?: number;
  comments?: number;
  shares?: number;
}

/** `factorsOf` moves single posts away from the account's usual. */
function account(random: Rng, factorsOf: (post: number) => PostFactors = () => ({})): PostCase {
  const size = P.postsPerAccount;
  const followers = Math.min(5e6, Math.max(2000, random.logNormal(P.followersMedian, P.followersSigma)));
  const own = (median: number, sigma: number) => random.logNormal(median, sigma);
  const likeShare = own(P.likesPerView, P.likesAccountSigma);
  const [perLikeComments, perLikeSaves, perLikeShares] = [
    own(P.commentsPerLike, 0.4),
    own(P.savesPerLike, 0.4),
    own(P.sharesPerLike, 0.4),
  ];
  const made: PostCase = {
    followers,
    views: new Float64Array(size),
    likes: new Float64Array(size),
    comments: new Float64Array(size),
    saves: new Float64Array(size),
    shares: new Float64Array(size),
  };
  for (let i = 0; i < size; i++) {
    const factor = factorsOf(i);
    const usual = followers * P.viewsPerFollower;
    const views = Math.max(50, random.logNormal(usual, P.viewsSigma) * (factor.views ?? 1));
    const expected = likeShare * (factor.likeShare ?? 1) * usual * (views / usual) ** P.likesViewElasticity;
    const likes = Math.min(0.6 * views, random.logNormal(expected, P.likesPostSigma));
    const acts = (share: number, f = 1) =>
      random.poisson(likes * random.logNormal(share * f, P.consequenceSigma));
    made.views[i] = Math.round(views);
    made.likes[i] = random.poisson(likes);
    made.comments[i] = acts(perLikeComments, factor.comments);
    made.saves[i] = acts(perLikeSaves);
    made.shares[i] = acts(perLikeShares, factor.shares);
  }
  return made;
}

const LAST = P.postsPerAccount - 1;
/** One post, the newest, is unusual. */
const lastPost = (factors: PostFactors) => (random: Rng) =>
  account(random, (i) => (i === LAST ? factors : {}));

/** The newest post is always among those pushed: it is the paid one. */
function pushed(random: Rng, push: (made: PostCase, post: number) => void): PostCase {
  const made = account(random);
  for (let i = 0; i < P.postsPerAccount; i++) if (i === LAST || random.chance(P.likeOnlyPosts)) push(made, i);
  return made;
}

export const POSTS: Surface<PostCase> = {
  id: 'posts',
  case: word('Counters of an account’s 15 newest posts', '一个账号最近 15 条内容的互动数'),
  clean: (random) => account(random),
  lookAlikes: [
    { id: 'viral-post', title: word('Viral post', '爆款内容'), make: lastPost({ views: P.viralPostFactor }) },
    {
      id: 'giveaway',
      title: word('Giveaway', '抽奖活动'),
      make: lastPost({ views: 2, comments: P.giveawayCommentFactor, shares: 4 }),
    },
    { id: 'press', title: word('Press mention', '媒体报道'), make: lastPost({ views: 6, likeShare: 0.7 }) },
    {
      id: 'hot-search',
      title: word('Hot search', '上热搜'),
      make: lastPost({ views: 12, likeShare: 0.5, comments: 2 }),
    },
    {
      id: 'meme-comments',
      title: word('Meme in the comments', '评论区玩梗'),
      make: lastPost({ comments: P.memeCommentFactor }),
    },
  ],
  attacks: [
    {
      id: 'like-only',
      title: word('Likes without comments or saves', '只刷点赞'),
      doseMeans: word(
        'bought likes over honest ones, on 30 % of posts',
        '购买点赞与自然点赞之比（30 % 的内容）',
      ),
      doses: [0.25, 0.5, 1, 2, 5, 10],
      make: (random, dose) =>
        pushed(random, ({ likes }, i) => {
          likes[i] = Math.round((likes[i] as number) * (1 + dose));
        }),
    },
    {
      id: 'views-only',
      title: word('Views without consequence', '只刷播放'),
      doseMeans: word(
        'bought views over honest ones, on 30 % of posts',
        '购买播放与自然播放之比（30 % 的内容）',
      ),
      doses: [0.5, 1, 2, 5, 10, 20],
      make: (random, dose) =>
        pushed(random, ({ views }, i) => {
          views[i] = Math.round((views[i] as number) * (1 + dose));
        }),
    },
    {
      id: 'campaign-push',
      title: word('Likes bought for the paid post only', '只给商单内容刷赞'),
      doseMeans: word('bought likes over honest ones, newest post', '购买点赞与自然点赞之比（最新一条）'),
      doses: [1, 2, 5, 10, 20],
      make(random, dose) {
        const made = account(random);
        made.likes[LAST] = Math.round((made.likes[LAST] as number) * (1 + dose));
        return made;
      },
    },
  ],
  caseFactor: 0.2,
};
