/**
 * What came of a stored forecast?
 * Method: the counter of the post observed nearest to publication plus the horizon, no farther from it than a tenth of
 *   the horizon (at least an hour); for a campaign, the sum over its posts when every post has such an observation.
 * Source: –
 * Differs: –
 * Limits: a forecast whose moment nobody observed has no result.
 * Verified: outcome.test.ts, forecasts.test.ts
 */
export interface Stored {
  kind: 'post' | 'placement' | 'campaign';
  /** Posts it speaks of. */
  posts: readonly string[];
  quantity: string;
  horizonHours: number;
}
export interface Seen {
  post_id: string;
  seen_at: string;
  metric: string;
  value: number;
}

/** How far from its moment a reading may be, in hours. */
export const reachOf = (horizonHours: number): number => Math.max(1, horizonHours / 10);

export function forecastResult(
  forecast: Stored,
  publishedAt: ReadonlyMap<string, string>,
  history: readonly Seen[],
): { value: number; at: string } | null {
  const reach = reachOf(forecast.horizonHours);
  let [sum, last] = [0, ''];
  if (forecast.posts.length === 0) return null;
  for (const post of forecast.posts) {
    const start = Date.parse(publishedAt.get(post) ?? '');
    const off = (s: Seen) => Math.abs((Date.parse(s.seen_at) - start) / 3_600_000 - forecast.horizonHours);
    const near = history
      .filter((s) => s.post_id === post && s.metric === forecast.quantity && off(s) <= reach)
      .sort((a, b) => off(a) - off(b))[0];
    if (!near) return null;
    sum += near.value;
    if (near.seen_at > last) last = near.seen_at;
  }
  return { value: sum, at: last };
}
