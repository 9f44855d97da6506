/** A watch of the sources of a YAML file: polls and folders, round by round, and on to the library when asked. */
import { dirname, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { messageOf, refused, usage } from '#basis/error.ts';
import { type CampaignAlarm, watchDefaults } from '#domain/decisions/monitor/schema.ts';
import { jsonPoller, pollSchema } from '#domain/decisions/monitor/sources/json-poller.ts';
import { openWatchLog } from '#domain/decisions/monitor/sources/snapshot-log.ts';
import { pushSnapshots } from '#domain/decisions/monitor/sources/snapshot-push.ts';
import { watchedFolder } from '#domain/decisions/monitor/sources/watched-folder.ts';
import type { Door } from '../door.ts';
import { EXIT, type ExitCode, print, printJson, printTable, readGiven } from '../output.ts';

const watchFileSchema = z.strictObject({
  declaredRate: z.number().gt(0).lt(1).default(watchDefaults.declaredRate),
  horizonMinutes: z.number().int().positive().default(watchDefaults.horizonMinutes),
  /** Counters that are expected: posts × counters of each. */
  counters: z.number().int().positive().default(25),
  /** Relative to the file. */
  folder: z.string().optional(),
  poll: z.array(pollSchema).default([]),
  /** Send what was read to the library too, where campaigns watch it. */
  push: z.boolean().default(false),
});

export interface WatchFlags {
  every?: string;
  replay?: string;
  out?: string;
  rounds?: string;
  declared: string;
}

type WatchFile = z.output<typeof watchFileSchema>;

function watchFileOf(path: string): WatchFile {
  try {
    return watchFileSchema.parse(parseYaml(readGiven(path)));
  } catch (error) {
    throw refused(
      'bad-watch-file',
      `${path} is not a watch file: ${messageOf(error).split('\n')[0]}`,
      { file: path },
      'See docs/methods/campaign-watch.md for its shape.',
    );
  }
}

/** Whether a watch file wants the library to hear of it. */
export const pushes = (path: string): boolean => watchFileOf(path).push;

function secondsIn(text: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?$/.exec(text.trim());
  if (!found) throw usage('bad-pace', `--every is ${text}.`, 'For example 60s or 2m.');
  const n = Number(found[1]);
  return found[2] === 'ms' ? n / 1000 : found[2] === 'm' ? n * 60 : n;
}

const raisedAt = (a: CampaignAlarm): string => new Date(a.raisedAtMs).toISOString();

/** Cells of an alarm under ALARM_HEAD. */
export const alarmRow = (
  a: Pick<CampaignAlarm, 'kind' | 'postId' | 'metric' | 'before' | 'after' | 'excess' | 'p'>,
  raisedAt: string,
): string[] => [
  raisedAt,
  a.kind,
  a.postId,
  a.metric,
  `${a.before} → ${a.after}`,
  String(Math.round(a.excess)),
  a.p.toExponential(1),
];
export const ALARM_HEAD = ['raised', 'kind', 'post', 'counter', 'count', 'excess', 'p'];

export function tellWatch(found: {
  readings: number;
  counters: number;
  declaredRate: number;
  gaps: number;
  resets: number;
  alarms: CampaignAlarm[];
}): ExitCode {
  print(
    `${found.readings} readings of ${found.counters} counters · ${found.gaps} gaps · ${found.resets} resets · at most ${found.declaredRate} of ordinary watches raise any alarm`,
  );
  printTable(
    ALARM_HEAD,
    found.alarms.map((a) => alarmRow(a, raisedAt(a))),
  );
  return found.alarms.length > 0 ? EXIT.findings : EXIT.fine;
}

/** Polls and reads until `rounds` are over or the process is interrupted. */
export async function watchFile(
  path: string,
  flags: WatchFlags,
  json: boolean,
  door: Door | null,
): Promise<ExitCode> {
  const file = watchFileOf(path);
  const { declaredRate, horizonMinutes, counters } = file;
  const sources = [
    ...file.poll.map((poll) => jsonPoller(poll)),
    ...(file.folder === undefined ? [] : [watchedFolder(resolve(dirname(path), file.folder))]),
  ];
  if (sources.length === 0)
    throw usage('no-source', `${path} names neither a folder nor a poll.`, 'Add one of them.');
  const out = flags.out ?? 'watch';
  const log = await openWatchLog(out, {
    declaredRate,
    horizonMinutes,
    cadenceMs: watchDefaults.cadenceMs,
    counters,
    posts: {},
  });
  const pauseMs = secondsIn(flags.every ?? '60s') * 1000;
  const rounds = flags.rounds === undefined ? Number.POSITIVE_INFINITY : Number(flags.rounds);
  let pushed = 0;
  const life = { stopped: false };
  let wake: () => void = () => {};
  process.once('SIGINT', () => {
    life.stopped = true;
    wake();
  });
  for (let round = 1; !life.stopped && round <= rounds; round++) {
    const begun = Date.now();
    for (const source of sources) {
      const { readings, missed } = await source.round();
      for (const alarm of await log.take(readings))
        if (!json) print(alarmRow(alarm, raisedAt(alarm)).join('  '));
      for (const { id, why } of missed) process.stderr.write(`${id}: ${why}\n`);
    }
    // What is on disk and was not acknowledged goes out, of earlier rounds and earlier runs too.
    if (door)
      await pushSnapshots(out, (records, key) =>
        door.send('POST', '/push/post-counters', records, { 'idempotency-key': key }),
      ).then(
        (sent) => (pushed += sent),
        (error: unknown) => process.stderr.write(`push: ${messageOf(error)}\n`),
      );
    if (round < rounds && !life.stopped)
      await new Promise<void>((done) => {
        wake = done;
        setTimeout(done, Math.max(0, pauseMs - (Date.now() - begun)));
      });
  }
  const found = {
    ...log.readings(),
    declaredRate: log.settings.declaredRate,
    ...log.tally,
    ...(door ? { pushed } : {}),
  };
  if (json) printJson(found);
  else return tellWatch(found);
  return found.alarms.length > 0 ? EXIT.findings : EXIT.fine;
}
