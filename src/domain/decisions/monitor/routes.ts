/** HTTP of watches: start, live picture, rows behind an alarm, stored minutes. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { missing } from '#basis/error.ts';
import type { Store } from '#store/open-store.ts';
import { livePage } from './live.ts';
import { actOf } from './live-tally.ts';
import { alarmRows, tallyRows } from './queries.ts';
import * as s from './schema.ts';
import { alarmId, readWatch, refreshWatches, startCampaignWatch, storedMinutes } from './service.ts';

const named = z.object({ campaign: z.string().min(1) });
/** Minutes shown before a step and after its alarm. */
const AROUND_MS = 5 * 60_000;

export function monitorRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['monitor'];
  app.post(
    '/campaigns/:campaign/watch',
    {
      schema: {
        summary: 'Begin to watch a campaign; what it was begun with stays',
        tags,
        params: named,
        body: z.object({
          declaredRate: z.number().gt(0).lt(1).optional(),
          horizonMinutes: z.number().int().positive().optional(),
        }),
        response: { 200: z.object({ alarms: z.number() }) },
      },
    },
    async (r) => {
      await startCampaignWatch(store, r.params.campaign, r.body);
      return { alarms: await refreshWatches(store, r.params.campaign) };
    },
  );
  app.get(
    '/campaigns/:campaign/live',
    {
      schema: {
        summary: 'A watched campaign: rows, one curve with its expected band, alarms, gaps, forecasts',
        tags,
        params: named,
        querystring: z.object({ post: z.string().optional(), metric: z.string().optional() }),
        response: { 200: s.liveSchema },
      },
    },
    (r) => livePage(store, r.params.campaign, { postId: r.query.post, metric: r.query.metric }),
  );
  app.get(
    '/campaigns/:campaign/alarms/:alarm/rows',
    {
      schema: {
        summary: 'The readings around an alarm, with their source rows',
        tags,
        params: named.extend({ alarm: z.string() }),
        response: { 200: z.object({ items: z.array(s.alarmRowSchema) }) },
      },
    },
    async (r) => {
      const { alarms } = await readWatch(store, r.params.campaign);
      const alarm = alarms.find((a) => alarmId(a) === r.params.alarm);
      if (!alarm) throw missing('no-alarm', `There is no alarm ${r.params.alarm}.`);
      const around = {
        postId: alarm.postId,
        fromMs: alarm.fromMs - AROUND_MS,
        untilMs: alarm.raisedAtMs + AROUND_MS,
      };
      const read = await store.facts.all(alarmRows, { ...around, metric: alarm.metric });
      const act = actOf(alarm.metric);
      // A counter that nobody reads was added up from acts.
      const rows =
        read.length > 0 || act === null ? read : await store.facts.all(tallyRows, { ...around, act });
      return {
        items: rows.map((row) => ({
          at: new Date(row.at_ms).toISOString(),
          value: row.value,
          sourceId: row.source_id,
          row: row.source_row,
        })),
      };
    },
  );
  app.get(
    '/campaigns/:campaign/watch/minutes',
    {
      schema: {
        summary: 'The stored minutes and settings of a watch: what a replay needs',
        tags,
        params: named,
        response: { 200: s.watchMinutesSchema },
      },
    },
    (r) => storedMinutes(store, r.params.campaign),
  );
}
