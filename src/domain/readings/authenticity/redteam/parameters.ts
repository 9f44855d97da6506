/** Data table: every number of the generator, with the reason or source it has. Published in the league table. */
const p = (value: number, because: string) => ({ value, because });
const seen = 'Touchstone demo scenario and ordinary accounts of public sets; order of magnitude';
const offers = 'sellers offer “drip feed” as a fixed number a day';
const own = 'own assumption; change it and run again';

const TABLE = {
  // Ordinary follower growth.
  growthDays: p(180, 'half a year of daily readings'),
  followersMedian: p(60_000, 'middle of mid-tier accounts'),
  followersSigma: p(1.1, 'log-sd; two thirds between 20,000 and 180,000'),
  yearlyGrowthMedian: p(0.22, seen),
  yearlyGrowthSigma: p(0.6, seen),
  dailySigma: p(0.55, 'log-sd of day-to-day growth; counts then vary far more than Poisson'),
  weekendFactor: p(1.35, seen),
  lossShare: p(0.12, 'unfollows per follow on an ordinary day'),
  goodPostsPerYear: p(4.5, 'posts that travel and leave a tail'),
  goodPostSize: p(6, 'first day of such a tail, in ordinary days; uniform below'),
  goodPostDecayDays: p(2.5, 'relaxation of attention, Crane & Sornette 2008'),
  // Bought followers.
  jaggedBatches: p(4, 'deliveries within one day each'),
  jaggedLossPerDay: p(0.006, 'sold accounts swept up a day, for a month'),
  dripVariation: p(0.02, `sd over mean of a daily drip; ${offers}`),
  // Innocent growth.
  viralShare: p(0.12, 'followers won by one post, of all; median'),
  giveawayShare: p(0.08, 'followers won in a giveaway, of all; median'),
  giveawayDays: p(4, 'length of a giveaway'),
  giveawayLossShare: p(0.35, 'winners that leave again within two weeks'),
  pressShare: p(0.04, 'followers won by a press mention; median'),
  pressDecayDays: p(1, own),
  hotSearchShare: p(0.1, 'followers won by a hot-search entry; median'),
  hotSearchDecayDays: p(0.6, 'an entry stays for hours'),
  newAccountDoublingDays: p(20, 'a new account that takes off'),
  // Minute curves of one post.
  curveHours: p(48, 'readings every 20 minutes for two days, as in the published news curves'),
  curveStepMinutes: p(20, 'Moniz & Torgo 2018'),
  curveGainMedian: p(6000, own),
  curveGainSigma: p(0.9, own),
  curveDecayHours: p(7, 'time constant of attention to one post'),
  curveDispersion: p(0.35, 'log-sd of gains between neighbouring readings'),
  curveBurstMinutes: p(40, 'a delivery of bought likes'),
  // Counters of posts.
  postsPerAccount: p(15, 'newest posts of an account'),
  viewsPerFollower: p(0.35, 'median views over followers'),
  viewsSigma: p(0.9, 'log-sd of views between posts of one account'),
  likesPerView: p(0.045, 'median; public TikTok set'),
  likesAccountSigma: p(0.4, 'log-sd of that share between accounts'),
  likesPostSigma: p(0.28, 'log-sd of that share between posts'),
  likesViewElasticity: p(0.95, 'likes grow slower than views'),
  commentsPerLike: p(0.03, own),
  savesPerLike: p(0.09, own),
  sharesPerLike: p(0.04, own),
  consequenceSigma: p(0.5, 'log-sd of comments, saves and shares per like'),
  likeOnlyPosts: p(0.3, 'share of posts that are pushed'),
  viralPostFactor: p(25, 'views of a viral post over usual'),
  giveawayCommentFactor: p(8, 'comments per like in a giveaway, over usual'),
  memeCommentFactor: p(6, 'comments per like under a meme, over usual'),
  // Comments.
  commentsPerAccount: p(240, 'comments collected of one account'),
  commentPeers: p(100, 'accounts that make the norm'),
  emptyShareLow: p(0.03, 'share of empty comments of the quietest audience'),
  emptyShareHigh: p(0.2, 'share of empty comments of the loudest audience'),
  templates: p(8, 'wordings a supplier sends for one order'),
  templateEdits: p(0.3, 'share of template comments with a word or sign changed'),
  memeShare: p(0.3, 'comments that repeat the meme of the day, each in its own words around it'),
  giveawayCommentShare: p(0.5, 'comments that follow the rule “comment … and mention a friend”'),
  // Follower lists in follow order.
  listSize: p(800, 'followers listed with their join date'),
  joinYears: p(6, 'age of the platform'),
  freshShare: p(0.12, 'followers who follow within days of joining'),
  freshDays: p(4, own),
  bandDays: p(9, 'accounts of one batch were made within so many days'),
  waveShare: p(
    0.35,
    'followers of a new-user wave (a shutdown elsewhere, a holiday) who joined in the same weeks',
  ),
  waveDays: p(30, 'length of such a wave'),
  // Live rooms.
  liveEvents: p(600, 'events of one room'),
  liveGapMs: p(2600, 'mean gap; waves around it'),
  liveWaveSigma: p(0.7, 'log-sd of the pace between waves'),
  roomOrderSigma: p(0.5, 'log-sd of the share of orders between rooms'),
  liveAudience: p(6000, 'people who may come into the room'),
  scriptActors: p(250, 'accounts a script turns through'),
  scriptStepMs: p(2500, 'pace of a script'),
  scriptJitterMs: p(60, 'jitter of a script’s clock'),
  scriptLength: p(12, 'events before it repeats'),
  // Pods.
  podPlatformActors: p(1000, 'people who comment in the library'),
  podPosts: p(90, 'posts of the library'),
  podActsPerPost: p(40, 'acts a post'),
  podSize: p(8, 'members of a pod; published pods have 5 to 30 (Weerasinghe et al. 2020)'),
  farmSize: p(40, 'accounts a seller uses for one order'),
  farmPosts: p(20, 'posts bought from that seller'),
  podMinutes: p(5, 'members come within so many minutes of the post’s announcement in the group'),
  actDecayHours: p(8, 'ordinary acts after publication'),
  fanShare: p(0.25, 'acts by fans of the creator'),
  // Orders.
  orderDays: p(60, own),
  ordersPerDay: p(40, 'orders in ten days; most accounts bring few'),
  orderSigma: p(0.35, 'log-sd of orders between days'),
  returnShare: p(0.14, 'ordinary returns'),
  fashionReturnShare: p(0.35, 'returns of clothing sold live'),
  returningBuyerShare: p(0.12, 'orders by somebody from a circle of regulars'),
  brushedReturnShare: p(0.9, 'brushed orders come back'),
  brushedBuyersPerOrder: p(0.4, 'buyer accounts for each brushed order'),
} as const;

type ParameterName = keyof typeof TABLE;

export const PARAMETERS = Object.fromEntries(
  Object.entries(TABLE).map(([name, { value }]) => [name, value]),
) as Record<ParameterName, number>;

export const PARAMETER_LIST = Object.entries(TABLE).map(([name, { value, because }]) => ({
  name,
  value,
  because,
}));
