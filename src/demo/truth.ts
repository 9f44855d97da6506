/** What was planted, in numbers counted from what was written: the answers tests compare with. */
import { CAMPAIGNS } from './campaigns.ts';
import type { Creator } from './creators.ts';
import { KINDS } from './engagements.ts';
import type { DemoFile } from './file.ts';
import { chinaDay, DEMO_AS_OF } from './frame.ts';
import { growthDayMs } from './growth.ts';
import { minutePlants, type Planted } from './minute-plants.ts';
import { CONSUMER_COUNT, provinceOf } from './people.ts';
import { type Bridge, makeRepostChains } from './repost-chains.ts';
import type { Scenario } from './scenario.ts';
import { BRANDS } from './words.ts';

interface TruthAccount {
  platform: string;
  id: string;
  name: string;
  followers: number;
}
const isoOf = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString();
const accountOf = (c: Creator): TruthAccount => ({
  platform: c.platform,
  id: c.id,
  name: c.name,
  followers: c.followers,
});

export interface Truth {
  seed: string;
  asOf: string;
  brands: { own: string; rivals: readonly string[] };
  counts: {
    creators: number;
    creatorsByPlatform: Record<string, number>;
    consumers: number;
    posts: number;
    engagements: number;
    engagementsByKind: Record<string, number>;
    orders: number;
    /** Orders that no campaign caused. */
    organicOrders: number;
    cooperations: number;
    pictures: number;
    picturesWithLogo: number;
  };
  boughtJagged: (TruthAccount & {
    purchases: { on: string; count: number }[];
    bands: { fromPosition: number; toPosition: number; joinedFrom: string; joinedTo: string }[];
    listRows: number;
    boughtInList: number;
  })[];
  boughtSmoothed: (TruthAccount & {
    dailyMean: number;
    /** Standard deviation over mean of the daily step. */
    dailyVariation: number;
    listRows: number;
    boughtInList: number;
  })[];
  ring: {
    members: TruthAccount[];
    /** acts[i][j]: acts of member i on posts of member j. */
    acts: number[][];
    actCount: number;
  };
  liveRooms: {
    roomId: string;
    anchorId: string;
    scripted: boolean;
    events: number;
    orders: number;
    stepMs: number | null;
  }[];
  audienceQuality: (TruthAccount & {
    role: string;
    listRows: number;
    realInList: number;
    /** Real accounts in the newest part of the follower list, 0–1. */
    trueFanShare: number;
    engagementRows: number;
    distinctEngagers: number;
  })[];
  sharedAudience: {
    accounts: (TruthAccount & { listRows: number })[];
    pairwiseShared: number;
    sharedByAll: number;
    share: number;
  };
  /** Every follower list in the files, by the people on it who are somebody. */
  followerLists: (TruthAccount & {
    full: boolean;
    rows: number;
    real: number;
    femaleShare: number;
    provinces: Record<string, number>;
  })[];
  /** Posts whose words name a brand. */
  brandPosts: { brand: string; posts: number; sponsored: number }[];
  thin: TruthAccount[];
  samePerson: TruthAccount[][];
  sameNameOnly: TruthAccount[][];
  logo: {
    file: string;
    pictures: {
      file: string;
      sha256: string;
      postKey: string | null;
      platform: string | null;
      hasLogo: boolean;
      box: object | null;
    }[];
  };
  campaigns: {
    id: string;
    name: string;
    brand: string;
    state: string;
    startsOn: string;
    endsOn: string;
    /** The code that each account was given. */
    codes: { accountId: string; code: string }[];
    cooperations: number;
    published: number;
    cancelled: number;
    listYuan: number;
    quotedYuan: number;
    /** Settled cooperations only. */
    paidYuan: number;
    /** Caused by the campaign, whether or not the buyer used the code. */
    orders: number;
    ordersWithCode: number;
    orderYuan: number;
    orderYuanWithCode: number;
  }[];
  minutePosts: {
    platform: string;
    postKey: string;
    publishedAt: string;
    planted: Planted | null;
    from: string | null;
    until: string | null;
  }[];
  /** In each repost chain, the creator who passed the post on to a crowd. */
  bridges: Bridge[];
  consumersByProvince: Record<string, number>;
  files: { path: string; connectorId: string | null; rows: number }[];
}

const tally = (keys: Iterable<string>): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

export function makeTruth(
  scenario: Scenario,
  files: readonly DemoFile[],
  minutePosts: Scenario['posts'],
): Truth {
  const { creators, engagements: e } = scenario;
  const role = (name: Creator['role']) => creators.filter((c) => c.role === name);
  const listOf = (c: Creator) => scenario.followerLists.find((l) => l.creator === c);
  const shared = role('shared-audience');
  const plants = minutePlants(minutePosts);
  return {
    seed: scenario.seed,
    asOf: DEMO_AS_OF,
    brands: BRANDS,
    counts: {
      creators: creators.length,
      creatorsByPlatform: tally(creators.map((c) => c.platform)),
      consumers: CONSUMER_COUNT,
      posts: scenario.posts.length,
      engagements: e.count,
      engagementsByKind: tally(Array.from(e.kind.subarray(0, e.count), (k) => KINDS[k] as string)),
      orders: scenario.orders.length,
      organicOrders: scenario.orders.filter((o) => o.cooperation === null).length,
      cooperations: scenario.cooperations.length,
      pictures: scenario.pictures.length,
      picturesWithLogo: scenario.pictures.filter((p) => p.logo).length,
    },
    boughtJagged: role('bought-jagged').map((c) => ({
      ...accountOf(c),
      purchases: (scenario.growth[c.index]?.purchases ?? [])
        .toSorted((a, b) => a.day - b.day)
        .map((p) => ({ on: chinaDay(growthDayMs(p.day)), count: p.count })),
      bands: (listOf(c)?.bands ?? []).map((b) => ({
        fromPosition: b.from,
        toPosition: b.to,
        joinedFrom: chinaDay(b.joinedFromMs),
        joinedTo: chinaDay(b.joinedToMs),
      })),
      ...listCounts(scenario, c),
    })),
    boughtSmoothed: role('bought-smoothed').map((c) => {
      const steps = (scenario.growth[c.index]?.purchases ?? []).map((p) => p.count);
      const mean = steps.reduce((a, b) => a + b, 0) / steps.length;
      const variance = steps.reduce((a, b) => a + (b - mean) ** 2, 0) / (steps.length - 1);
      return {
        ...accountOf(c),
        dailyMean: mean,
        dailyVariation: Math.sqrt(variance) / mean,
        ...listCounts(scenario, c),
      };
    }),
    ring: ringTruth(scenario, role('ring')),
    liveRooms: scenario.liveRooms.map((r) => ({
      roomId: r.room.key,
      anchorId: r.room.creator.id,
      scripted: r.scripted,
      events: r.events.length,
      orders: r.events.filter((event) => event.type === 'order').length,
      stepMs: r.scripted ? 2500 : null,
    })),
    audienceQuality: [...role('quiet-small'), ...role('dull-large')].map((c) => ({
      ...accountOf(c),
      role: c.role,
      ...fanTruth(scenario, c),
    })),
    sharedAudience: sharedTruth(scenario, shared),
    followerLists: scenario.followerLists.map((list) => {
      const { consumers } = scenario;
      const people = list.rows.map((r) => r.consumer).filter((person) => person >= 0);
      return {
        ...accountOf(list.creator),
        full: list.full,
        rows: list.rows.length,
        real: people.length,
        femaleShare: people.filter((person) => consumers.female[person] === 1).length / people.length,
        provinces: tally(people.map((person) => provinceOf(consumers, person))),
      };
    }),
    brandPosts: [BRANDS.own, ...BRANDS.rivals].map((brand) => {
      const posts = scenario.posts.filter((p) => p.brand === brand);
      return { brand, posts: posts.length, sponsored: posts.filter((p) => p.cooperation).length };
    }),
    thin: role('thin').map(accountOf),
    samePerson: [role('same-person').map(accountOf)],
    sameNameOnly: [role('same-name').map(accountOf)],
    logo: {
      file: `pictures/${scenario.logo.file}`,
      pictures: scenario.pictures.map((picture) => {
        const post = scenario.posts.find((p) => p.picture === picture);
        return {
          file: `pictures/${picture.file}`,
          sha256: picture.sha256,
          postKey: post?.key ?? null,
          platform: post?.creator.platform ?? null,
          hasLogo: picture.logo !== null,
          box: picture.logo,
        };
      }),
    },
    campaigns: CAMPAIGNS.map((campaign) => {
      const coops = scenario.cooperations.filter((c) => c.campaign === campaign);
      const orders = scenario.orders.filter((o) => o.cooperation?.campaign === campaign);
      const coded = orders.filter((o) => o.coded);
      const yuan = (list: typeof orders) =>
        Math.round(list.reduce((total, o) => total + o.amountYuan, 0) * 100) / 100;
      const sum = (f: (c: (typeof coops)[number]) => number) => coops.reduce((total, c) => total + f(c), 0);
      return {
        id: campaign.id,
        name: campaign.name,
        brand: campaign.brand,
        state: campaign.state,
        startsOn: campaign.startsOn,
        endsOn: campaign.endsOn,
        cooperations: coops.length,
        codes: coops.map((c) => ({ accountId: `${c.creator.platform}:${c.creator.id}`, code: c.code })),
        published: coops.filter((c) => c.postKey !== null).length,
        cancelled: coops.filter((c) => c.state === '已取消').length,
        listYuan: sum((c) => c.listPrice),
        quotedYuan: sum((c) => c.quotedPrice),
        paidYuan: sum((c) => c.paidPrice ?? 0),
        orders: orders.length,
        ordersWithCode: coded.length,
        orderYuan: yuan(orders),
        orderYuanWithCode: yuan(coded),
      };
    }),
    bridges: makeRepostChains(scenario).bridges,
    minutePosts: minutePosts.map((p) => ({
      platform: p.creator.platform,
      postKey: p.key,
      publishedAt: new Date(p.publishedMs).toISOString(),
      planted: plants.get(p)?.kind ?? null,
      from: isoOf(plants.get(p)?.fromMs),
      until: isoOf(plants.get(p)?.untilMs),
    })),
    consumersByProvince: tally(
      Array.from(scenario.consumers.region, (_, person) => provinceOf(scenario.consumers, person)),
    ),
    files: files.map((f) => ({ path: f.path, connectorId: f.connectorId, rows: f.rows })),
  };
}

function listCounts(scenario: Scenario, c: Creator) {
  const rows = scenario.followerLists.find((l) => l.creator === c)?.rows ?? [];
  return { listRows: rows.length, boughtInList: rows.filter((r) => r.consumer < 0).length };
}

function ringTruth(scenario: Scenario, members: readonly Creator[]): Truth['ring'] {
  const at = new Map(members.map((c, i) => [c.index, i]));
  const acts = members.map(() => members.map(() => 0));
  const { engagements: e } = scenario;
  let actCount = 0;
  for (let i = 0; i < e.count; i++) {
    if ((e.consumer[i] as number) >= 0) continue;
    const from = at.get(e.creator[i] as number) as number;
    const to = at.get(scenario.posts[e.post[i] as number]?.creator.index as number) as number;
    (acts[from] as number[])[to] = ((acts[from] as number[])[to] as number) + 1;
    actCount++;
  }
  return { members: members.map(accountOf), acts, actCount };
}

function fanTruth(scenario: Scenario, c: Creator) {
  const rows = scenario.followerLists.find((l) => l.creator === c)?.rows ?? [];
  const realInList = rows.filter((r) => r.consumer >= 0).length;
  const { engagements: e } = scenario;
  const engagers = new Set<number>();
  let engagementRows = 0;
  for (let i = 0; i < e.count; i++)
    if (scenario.posts[e.post[i] as number]?.creator === c) {
      engagementRows++;
      engagers.add(e.consumer[i] as number);
    }
  return {
    listRows: rows.length,
    realInList,
    trueFanShare: realInList / rows.length,
    engagementRows,
    distinctEngagers: engagers.size,
  };
}

function sharedTruth(scenario: Scenario, accounts: readonly Creator[]): Truth['sharedAudience'] {
  const sets = accounts.map(
    (c) => new Set(scenario.followerLists.find((l) => l.creator === c)?.rows.map((r) => r.follower)),
  );
  const [a = new Set<string>(), b = new Set<string>(), c = new Set<string>()] = sets;
  const ab = [...a].filter((id) => b.has(id));
  return {
    accounts: accounts.map((account, i) => ({ ...accountOf(account), listRows: sets[i]?.size ?? 0 })),
    pairwiseShared: ab.length,
    sharedByAll: ab.filter((id) => c.has(id)).length,
    share: ab.length / a.size,
  };
}
