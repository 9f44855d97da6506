/** The whole demo world of a seed, before anything is written. */
import { rng } from '#basis/rng.ts';
import { type Cooperation, makeCooperations, makeOrders, type Order } from './campaigns.ts';
import { type Creator, makeCreators } from './creators.ts';
import { type Engagements, makeAudiences, makeEngagements } from './engagements.ts';
import { type FollowerList, makeFollowerLists } from './followers.ts';
import { AS_OF_MS } from './frame.ts';
import { type Growth, makeGrowth } from './growth.ts';
import { type LiveRoom, makeLiveRooms } from './live-room.ts';
import { type Consumers, makeConsumers } from './people.ts';
import { drawPictures, logoPicture, type Picture } from './pictures.ts';
import { makePosts, type Post } from './posts.ts';

export interface Scenario {
  seed: string;
  creators: Creator[];
  consumers: Consumers;
  cooperations: Cooperation[];
  orders: Order[];
  posts: Post[];
  growth: Growth[];
  followerLists: FollowerList[];
  engagements: Engagements;
  liveRooms: LiveRoom[];
  logo: Picture;
  pictures: Picture[];
}

/** Each part draws from its own stream, so a change in one leaves the others as they were. */
export function makeScenario(seed: string): Scenario {
  const random = rng(seed);
  const creators = makeCreators(random.fork('creators'));
  const consumers = makeConsumers(random.fork('consumers'), AS_OF_MS);
  const cooperations = makeCooperations(random.fork('cooperations'), creators);
  const pictures = drawPictures(random.fork('pictures'), 24, 36);
  const posts = makePosts(random.fork('posts'), creators, cooperations, pictures);
  const followerLists = makeFollowerLists(random.fork('followers'), creators, consumers);
  const audiences = makeAudiences(random.fork('audiences'), creators, consumers);
  // Where a list of followers is handed out, the people who engage are on it.
  for (const list of followerLists) {
    const real = list.rows.filter((r) => r.consumer >= 0).map((r) => r.consumer);
    audiences[list.creator.index] = Uint32Array.from(real);
  }
  const ring = creators.filter((c) => c.role === 'ring');
  return {
    seed,
    creators,
    consumers,
    cooperations,
    posts,
    followerLists,
    pictures,
    orders: makeOrders(
      random.fork('orders'),
      cooperations,
      consumers,
      (creator) => audiences[creator.index] as Uint32Array,
    ),
    growth: makeGrowth(random.fork('growth'), creators),
    engagements: makeEngagements(random.fork('engagements'), posts, audiences, consumers, ring),
    liveRooms: makeLiveRooms(random.fork('live'), posts, consumers),
    logo: logoPicture(),
  };
}
