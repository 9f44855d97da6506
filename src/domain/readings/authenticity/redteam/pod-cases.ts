/** Comments of people and of creators on each other's posts. */
import { word } from '#basis/reading.ts';
import type { Rng } from '#basis/rng.ts';
import { PARAMETERS as P } from './parameters.ts';
import type { Surface } from './surface.ts';

/** One entry an act. Actors 0 … creatorCount − 1 are the creators themselves. */
export interface PodCase {
  object: Int32Array;
  actor: Int32Array;
  atSeconds: Float64Array;
  /** Creator of each post. */
  creatorOf: Int32Array;
  creatorCount: number;
}

const CREATORS = 15;
const DAY = 86_400;

class Library {
  readonly object: number[] = [];
  readonly actor: number[] = [];
  readonly at: number[] = [];
  readonly creatorOf = Int32Array.from({ length: P.podPosts }, (_, i) => i % CREATORS);
  readonly published: Float64Array;

  constructor(random: Rng) {
    this.published = Float64Array.from({ length: P.podPosts }, () => Math.floor(90 * DAY * random.next()));
    const fans = Array.from({ length: CREATORS }, () =>
      Array.from({ length: 40 }, () => random.int(CREATORS, P.podPlatformActors - 1)),
    );
    this.published.forEach((_, post) => {
      const own = fans[this.creatorOf[post] as number] as number[];
      for (let i = random.poisson(P.podActsPerPost); i > 0; i--)
        this.act(
          post,
          random.chance(P.fanShare) ? random.pick(own) : this.anybody(random),
          this.later(random),
        );
    });
    // Creators comment on each other now and then.
    for (let i = 0; i < P.podPosts; i++)
      if (random.chance(0.5))
        this.act(random.int(0, P.podPosts - 1), random.int(0, CREATORS - 1), this.later(random));
  }

  /** Few people act often. */
  anybody(random: Rng): number {
    return CREATORS + Math.floor((P.podPlatformActors - CREATORS) * random.next() ** 1.8);
  }
  later = (random: Rng): number => random.exponential(1 / (P.actDecayHours * 3600));

  act(post: number, actor: number, after: number): void {
    this.object.push(post);
    this.actor.push(actor);
    this.at.push(Math.round((this.published[post] as number) + after));
  }
  done(): PodCase {
    return {
      object: Int32Array.from(this.object),
      actor: Int32Array.from(this.actor),
      atSeconds: Float64Array.from(this.at),
      creatorOf: this.creatorOf,
      creatorCount: CREATORS,
    };
  }
}

/** Members are creators; each announces a post in the group and the others come within minutes. */
function pod(random: Rng, dose: number): PodCase {
  const library = new Library(random);
  const members = random.shuffle(Array.from({ length: CREATORS }, (_, i) => i)).slice(0, P.podSize);
  const inPod = new Set(members);
  library.creatorOf.forEach((creator, post) => {
    if (!inPod.has(creator) || !random.chance(dose)) return;
    const announced = 60 + 600 * random.next();
    for (const member of members)
      if (member !== creator && random.chance(0.85))
        library.act(post, member, announced + P.podMinutes * 60 * random.next());
  });
  return library.done();
}

/** Accounts of one seller act on the posts of all its buyers, at any hour of two days, and on others for cover. */
function botFarm(random: Rng, dose: number): PodCase {
  const library = new Library(random);
  const posts = random.shuffle(Array.from({ length: P.podPosts }, (_, i) => i)).slice(0, P.farmPosts);
  for (let bot = 0; bot < P.farmSize; bot++) {
    const actor = P.podPlatformActors + bot;
    for (const post of posts) if (random.chance(dose)) library.act(post, actor, 2 * DAY * random.next());
    for (let i = 0; i < 5; i++) library.act(random.int(0, P.podPosts - 1), actor, library.later(random));
  }
  return library.done();
}

/** Twenty fans have notifications on and come soon after every post of one creator. */
function fanClub(random: Rng): PodCase {
  const library = new Library(random);
  const fans = Array.from({ length: 20 }, () => library.anybody(random));
  const star = random.int(0, CREATORS - 1);
  library.creatorOf.forEach((creator, post) => {
    if (creator === star)
      for (const fan of fans) if (random.chance(0.6)) library.act(post, fan, random.exponential(1 / 600));
  });
  return library.done();
}

/** One post draws five hundred people within an hour. */
function hotSearch(random: Rng): PodCase {
  const library = new Library(random);
  const post = random.int(0, P.podPosts - 1);
  for (let i = 0; i < 500; i++) library.act(post, library.anybody(random), 3600 * random.next());
  return library.done();
}

/** Four creators of one niche who know each other comment on a third of each other's posts, at any hour. */
function friends(random: Rng): PodCase {
  const library = new Library(random);
  const four = random.shuffle(Array.from({ length: CREATORS }, (_, i) => i)).slice(0, 4);
  library.creatorOf.forEach((creator, post) => {
    if (four.includes(creator))
      for (const friend of four)
        if (friend !== creator && random.chance(0.33)) library.act(post, friend, library.later(random));
  });
  return library.done();
}

export const PODS: Surface<PodCase> = {
  id: 'pods',
  case: word(
    'Comments of 1,000 people and 15 creators on 90 posts',
    '1,000 人与 15 位达人在 90 条内容下的评论',
  ),
  clean: (random) => new Library(random).done(),
  lookAlikes: [
    { id: 'fan-club', title: word('Fans with notifications on', '开启提醒的铁粉'), make: fanClub },
    { id: 'hot-search', title: word('Hot search', '上热搜'), make: hotSearch },
    { id: 'friends', title: word('Creators who are friends', '互为好友的达人'), make: friends },
  ],
  attacks: [
    {
      id: 'pod',
      title: word('Pod of creators', '互赞互评小圈子'),
      doseMeans: word('share of the members’ posts that the pod attends', '圈子参与的成员内容占比'),
      doses: [0.1, 0.2, 0.4, 0.7, 1],
      make: pod,
    },
    {
      id: 'bot-farm',
      title: word('Accounts of one seller', '同一卖家的账号'),
      doseMeans: word('share of the bought posts that each account acts on', '每个账号参与的下单内容占比'),
      doses: [0.05, 0.1, 0.2, 0.4, 0.8],
      make: botFarm,
    },
  ],
  caseFactor: 0.2,
};
