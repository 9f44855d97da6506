/** Final sizes of watched posts, forecast at landmark ages and stored before the result is known. */
import { forecastsOf, placementsOf, storeForecast } from '#domain/decisions/campaigns/service.ts';
import type { Store } from '#store/open-store.ts';
import { type EarlyCurve, fitSizes, forecastSizes, type SizeModel } from './measures/final-size.ts';
import { finishedPosts, minuteReadings } from './queries.ts';
import type { WatchRead } from './service.ts';

export const FINAL_SIZE = 'final-size@1';
export const FINAL_HOURS = 168;
const LANDMARKS_HOURS = [1, 6, 24] as const;
const SIZED = ['view_count', 'read_count', 'like_count'] as const;
const MOST_POSTS = 600;
const HOUR_MS = 3_600_000;
/** A reading stands for a landmark when it is this near. */
const NEAR_MS = 10 * 60_000;
const LEVEL = 0.9;

/** Counts at landmarks as a curve of twelfths of `hours`; unknown twelfths are NaN. */
function curveOf(hours: number, at: ReadonlyMap<number, number>, followers: number | null): EarlyCurve {
  const counts = new Float64Array(12).fill(Number.NaN);
  for (const [h, value] of at) {
    const place = (12 * h) / hours - 1;
    if (Number.isInteger(place) && place >= 0 && place < 12) counts[place] = value;
  }
  return { counts, traits: [followers === null ? Number.NaN : Math.log1p(followers)] };
}

async function modelOf(
  store: Store,
  metric: string,
  hours: number,
  except: readonly string[],
): Promise<{ model: SizeModel; n: number } | null> {
  const marks = LANDMARKS_HOURS.filter((h) => h <= hours);
  const rows = await store.facts.all(finishedPosts, {
    metric,
    hours: marks,
    lastHours: FINAL_HOURS,
    most: MOST_POSTS,
    except,
  });
  const posts = new Map<string, { followers: number | null; at: Map<number, number>; final: number }>();
  for (const r of rows) {
    let post = posts.get(r.post_id);
    if (!post) posts.set(r.post_id, (post = { followers: r.followers, at: new Map(), final: 0 }));
    if (r.hours === FINAL_HOURS) post.final = r.value;
    else post.at.set(r.hours, r.value);
  }
  const usable = [...posts.values()].filter((p) => (p.at.get(hours) ?? 0) > 0);
  const model = fitSizes(
    usable.map((p) => curveOf(hours, p.at, p.followers)),
    usable.map((p) => Math.max(p.final, p.at.get(hours) as number)),
    `${metric}/${hours}`,
  );
  return 'state' in model ? null : { model, n: usable.length };
}

/** Stores a forecast for every watched post, counter and landmark age that is reached and has none. */
export async function forecastWatched(store: Store, campaign: string, read: WatchRead): Promise<number> {
  const { untilMs, settings, postIds } = read;
  if (untilMs === null) return 0;
  const due = postIds.flatMap((postId) => {
    const publishedAtMs = settings.posts[postId]?.publishedAtMs ?? null;
    if (publishedAtMs === null) return [];
    return LANDMARKS_HOURS.filter((h) => publishedAtMs + h * HOUR_MS <= untilMs).map((hours) => ({
      postId,
      publishedAtMs,
      hours,
    }));
  });
  const made = new Set(
    (await forecastsOf(store, { campaign }))
      .filter((f) => f.method.startsWith(FINAL_SIZE))
      .map((f) => `${f.subject.id}\n${f.method}`),
  );
  const methodAt = (hours: number) => `${FINAL_SIZE} from ${hours} h`;
  const todo = due.filter((d) => !made.has(`${d.postId}\n${methodAt(d.hours)}`));
  if (todo.length === 0) return 0;
  const followers = new Map(
    (await placementsOf(store, campaign)).map((p) => [p.postId, p.followerCount] as const),
  );
  const rows = await store.facts.all(minuteReadings, {
    ids: [...new Set(todo.map((d) => d.postId))],
    afterMs: null,
  });
  let stored = 0;
  for (const metric of SIZED)
    for (const hours of LANDMARKS_HOURS) {
      const posts = todo.filter((d) => d.hours === hours);
      if (posts.length === 0) continue;
      const curves = posts.flatMap((d) => {
        const at = new Map<number, number>();
        for (const h of LANDMARKS_HOURS) {
          if (h > hours) continue;
          const dueMs = d.publishedAtMs + h * HOUR_MS;
          const near = rows.findLast(
            (r) =>
              r.post_id === d.postId &&
              r.metric === metric &&
              r.at_ms <= dueMs + 60_000 &&
              r.at_ms >= dueMs - NEAR_MS,
          );
          if (near) at.set(h, near.value);
        }
        return (at.get(hours) ?? 0) > 0
          ? [{ d, curve: curveOf(hours, at, followers.get(d.postId) ?? null) }]
          : [];
      });
      if (curves.length === 0) continue;
      const fitted = await modelOf(store, metric, hours, postIds);
      if (!fitted) continue;
      const told = forecastSizes(
        fitted.model,
        curves.map((c) => c.curve),
      );
      for (const [i, { d }] of curves.entries()) {
        const size = told[i] as (typeof told)[number];
        await storeForecast(store, {
          subject: { kind: 'post', id: d.postId },
          campaign,
          quantity: metric,
          horizonHours: FINAL_HOURS,
          // The newest reading that was there.
          madeAt: new Date(untilMs).toISOString(),
          madeByKind: 'program',
          madeBy: 'touchstone',
          method: methodAt(hours),
          value: size.size,
          low: size.low,
          high: size.high,
          level: LEVEL,
          n: fitted.n,
          unit: 'count',
        });
        stored++;
      }
    }
  return stored;
}
