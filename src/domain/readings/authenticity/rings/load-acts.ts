/** Facts as the columns that the ring measures read. */
import type { FactReader } from '#store/facts/fact-store.ts';
import type { Acts } from './measures/co-engagement.ts';
import type { DirectedEdges } from './measures/reciprocal-rings.ts';
import { actsByPost, audienceRegulars, creatorNames, creatorsOnCreators, timedActCount } from './queries.ts';

export interface Creators {
  ids: string[];
  nameOf: Map<string, string | null>;
  /** Observed acts on the posts of each. */
  rows: Int32Array;
  edges: DirectedEdges;
  /** What is known of an edge, by `from account → to account`. */
  detailOf: Map<
    string,
    { acts: number; firstAt: string | null; lastAt: string | null; delaySeconds: number | null }
  >;
}

export async function loadCreators(facts: FactReader, asOf: string, minPosts: number): Promise<Creators> {
  const cards = await facts.all(creatorNames, {});
  const between = await facts.all(creatorsOnCreators, { asOf, minPosts });
  const regulars = await facts.all(audienceRegulars, { asOf, minPosts });
  const ids = [
    ...new Set(
      [...cards, ...regulars]
        .map((r) => r.account_id)
        .concat(between.flatMap((r) => [r.from_account, r.to_account])),
    ),
  ].sort();
  const at = new Map(ids.map((id, i) => [id, i]));
  const platforms = [...new Set(cards.map((c) => c.platform))].sort();
  const groupOf = new Int32Array(ids.length);
  for (const card of cards) groupOf[at.get(card.account_id) as number] = platforms.indexOf(card.platform);
  const rows = new Int32Array(ids.length);
  for (const r of regulars) rows[at.get(r.account_id) as number] = r.rows;
  // An audience edge counts as a place to be engaged with; who stands behind it does not matter.
  const audience = regulars.flatMap((r) => Array<number>(r.regulars).fill(at.get(r.account_id) as number));
  const edge = (from: string, to: string) => `${from} → ${to}`;
  return {
    ids,
    nameOf: new Map(cards.map((c) => [c.account_id, c.name])),
    rows,
    edges: {
      from: Int32Array.from([
        ...between.map((r) => at.get(r.from_account) as number),
        ...audience.map((_, i) => ids.length + i),
      ]),
      to: Int32Array.from([...between.map((r) => at.get(r.to_account) as number), ...audience]),
      objects: Int32Array.from([...between.map((r) => r.posts), ...audience.map(() => minPosts)]),
      accountCount: ids.length,
      groupOf,
    },
    detailOf: new Map(
      between.map((r) => [
        edge(r.from_account, r.to_account),
        { acts: r.acts, firstAt: r.first_at, lastAt: r.last_at, delaySeconds: r.median_delay_seconds },
      ]),
    ),
  };
}

export interface LoadedActs {
  acts: Acts;
  posts: string[];
  /** Creator of each post, as a number in `creators`; also the stratum of its acts. */
  creators: string[];
  /** Only acts after this moment were read; 1970 when all were. */
  since: string;
  /** Acts with a moment in the library, read or not. */
  actCount: number;
}

/** Most acts that are read at once: about 200 MB. The newest are read. */
const MOST_ACTS = 4_000_000;
const BEGINNING = '1970-01-01T00:00:00Z';

export async function loadActs(facts: FactReader, asOf: string): Promise<LoadedActs> {
  const actCount = (await facts.first(timedActCount, { asOf }))?.acts ?? 0;
  let since = BEGINNING;
  // Halve the time until what is left is few enough.
  for (let days = 3650, left = actCount; left > MOST_ACTS && days > 1; days = Math.floor(days / 2)) {
    since = new Date(Date.parse(asOf) - days * 86_400_000).toISOString();
    left = actCount - ((await facts.first(timedActCount, { asOf: since }))?.acts ?? 0);
  }
  const rows = await facts.all(actsByPost, { asOf, since });
  const creators = [...new Set(rows.map((r) => r.account_id))].sort();
  const at = new Map(creators.map((id, i) => [id, i]));
  const total = rows.reduce((n, r) => n + r.actors.length, 0);
  const object = new Int32Array(total);
  const actor = new Int32Array(total);
  const atSeconds = new Float64Array(total);
  let from = 0;
  for (const [i, row] of rows.entries()) {
    object.fill(i, from, from + row.actors.length);
    actor.set(row.actors, from);
    atSeconds.set(row.seconds, from);
    from += row.actors.length;
  }
  const stratumOf = Int32Array.from(rows, (r) => at.get(r.account_id) as number);
  return {
    acts: { object, actor, atSeconds, stratumOf },
    posts: rows.map((r) => r.post_id),
    creators,
    since,
    actCount,
  };
}
