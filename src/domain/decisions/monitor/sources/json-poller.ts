/**
 * Asks an HTTP address for each post's counters, as a file says: where the numbers stand, how many questions a minute the
 * platform allows, and how long to wait after a refusal. One poller a platform; nothing is sent but the question.
 */
import { z } from 'zod';
import { METRIC_IDS } from '#basis/metric.ts';
import { PLATFORM_IDS } from '#basis/platform.ts';
import type { PostReading } from '../schema.ts';

export const pollSchema = z.strictObject({
  platform: z.enum(PLATFORM_IDS),
  /** `{id}` is replaced by the post's id. */
  url: z.url({ protocol: /^https?$/ }),
  ids: z.array(z.string().min(1)).min(1).max(10_000),
  headers: z.record(z.string(), z.string()).default({}),
  /** Metric → where the number stands in the answer, e.g. `data.stats.0.likes`. */
  counters: z.partialRecord(z.enum(METRIC_IDS), z.string()),
  /** Where the moment of the counters stands; absent: the moment of the answer. */
  at: z.string().optional(),
  quotaPerMinute: z.number().int().positive().default(60),
  timeoutMs: z.number().int().positive().default(10_000),
});
export type Poll = z.infer<typeof pollSchema>;

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;

export interface PollResult {
  readings: PostReading[];
  /** Posts that were not asked or did not answer, with the reason. */
  missed: { id: string; why: string }[];
}

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((v, key) => (v as Record<string, unknown> | null | undefined)?.[key], value);

/** Seconds or milliseconds since 1970, or a written moment. */
function momentOf(value: unknown): number {
  const n = typeof value === 'number' ? value : Number(value);
  if (Number.isFinite(n) && value !== '') return n > 1e11 ? n : n * 1000;
  return Date.parse(String(value));
}

export function jsonPoller(poll: Poll, clock: () => number = Date.now) {
  /** Moments of the questions of the last minute. */
  let asked: number[] = [];
  let waitMs = 0;
  let closedUntil = 0;
  /** Where the next round begins, so that a quota below the number of posts reaches all in turn. */
  let next = 0;

  const backOff = (response: Response | null) => {
    const told = Number(response?.headers.get('retry-after'));
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs === 0 ? FIRST_WAIT_MS : waitMs * 2);
    closedUntil = clock() + (Number.isFinite(told) && told > 0 ? told * 1000 : waitMs);
  };

  async function ask(id: string): Promise<PostReading[] | string> {
    let response: Response;
    try {
      response = await fetch(poll.url.replaceAll('{id}', encodeURIComponent(id)), {
        headers: { accept: 'application/json', ...poll.headers },
        signal: AbortSignal.timeout(poll.timeoutMs),
      });
    } catch (error) {
      backOff(null);
      return error instanceof Error ? error.message : String(error);
    }
    if (response.status === 429 || response.status >= 500) {
      backOff(response);
      return `HTTP ${response.status}`;
    }
    if (!response.ok) return `HTTP ${response.status}`;
    const body: unknown = await response.json().catch(() => undefined);
    if (body === undefined) return 'the answer is not JSON';
    waitMs = 0;
    const atMs = poll.at === undefined ? clock() : momentOf(at(body, poll.at));
    if (!Number.isFinite(atMs)) return `no moment at ${poll.at}`;
    const readings = Object.entries(poll.counters).flatMap(([metric, path]): PostReading[] => {
      const value = at(body, path);
      const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof count === 'number' && Number.isFinite(count)
        ? [{ postId: `${poll.platform}:${id}`, metric, atMs, count }]
        : [];
    });
    return readings.length === 0 ? 'none of the counters stands in the answer' : readings;
  }

  return {
    /** One round over all posts, as far as the quota reaches. */
    async round(): Promise<PollResult> {
      const result: PollResult = { readings: [], missed: [] };
      for (let k = 0; k < poll.ids.length; k++) {
        const place = next % poll.ids.length;
        const id = poll.ids[place] as string;
        const now = clock();
        asked = asked.filter((t) => now - t < 60_000);
        const why =
          now < closedUntil
            ? `waits ${Math.ceil((closedUntil - now) / 1000)} s after a refusal`
            : asked.length >= poll.quotaPerMinute
              ? `the quota of ${poll.quotaPerMinute} a minute is used up`
              : null;
        if (why !== null) {
          const rest = Array.from(
            { length: poll.ids.length - k },
            (_, i) => poll.ids[(place + i) % poll.ids.length] as string,
          );
          result.missed.push(...rest.map((missedId) => ({ id: missedId, why })));
          return result;
        }
        next = place + 1;
        asked.push(now);
        const found = await ask(id);
        if (typeof found === 'string') result.missed.push({ id, why: found });
        else result.readings.push(...found);
      }
      return result;
    },
  };
}
