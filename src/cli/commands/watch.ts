import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { messageOf, refused, usage } from '#basis/error.ts';
import { campaignWatch } from '#domain/decisions/monitor/measures/campaign-watch.ts';
import {
  type CampaignAlarm,
  type CampaignWatchSettings,
  campaignWatchSettingsSchema,
  type Live,
  type WatchMinutes,
  watchDefaults,
} from '#domain/decisions/monitor/schema.ts';
import {
  fileReadings,
  SNAPSHOT_HEAD,
  snapshotLine,
} from '#domain/decisions/monitor/sources/file-readings.ts';
import { jsonPoller, pollSchema } from '#domain/decisions/monitor/sources/json-poller.ts';
import { openWatchLog } from '#domain/decisions/monitor/sources/snapshot-log.ts';
import { watchedFolder } from '#domain/decisions/monitor/sources/watched-folder.ts';
import type { Door } from '../door.ts';
import { EXIT, type ExitCode, print, printJson, printTable, readGiven } from '../output.ts';
import { runAlone, runCommand } from '../run-command.ts';

const watchFileSchema = z.strictObject({
  declaredRate: z.number().gt(0).lt(1).default(watchDefaults.declaredRate),
  horizonMinutes: z.number().int().positive().default(watchDefaults.horizonMinutes),
  /** Counters that are expected: posts × counters of each. */
  counters: z.number().int().positive().default(25),
  /** Relative to the file. */
  folder: z.string().optional(),
  poll: z.array(pollSchema).default([]),
});

interface Flags {
  every?: string;
  replay?: string;
  out?: string;
  rounds?: string;
  declared: string;
}

function secondsIn(text: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?$/.exec(text.trim());
  if (!found) throw usage('bad-pace', `--every is ${text}.`, 'For example 60s or 2m.');
  const n = Number(found[1]);
  return found[2] === 'ms' ? n / 1000 : found[2] === 'm' ? n * 60 : n;
}

const alarmRow = (a: CampaignAlarm): string[] => [
  new Date(a.raisedAtMs).toISOString(),
  a.kind,
  a.postId,
  a.metric,
  `${a.before} → ${a.after}`,
  String(Math.round(a.excess)),
  a.p.toExponential(1),
];
const HEAD = ['raised', 'kind', 'post', 'counter', 'count', 'excess', 'p'];

/** Plays a file of readings through a watch. */
async function replay(path: string, settings: CampaignWatchSettings, out: string | undefined) {
  const watch = campaignWatch(settings);
  const alarms: CampaignAlarm[] = [];
  let [gaps, resets] = [0, 0];
  const snapshots: string[] = [];
  for await (const reading of fileReadings(path)) {
    if (out !== undefined) snapshots.push(snapshotLine(reading));
    for (const line of watch.take(reading))
      if (line.event === 'alarm') alarms.push(line);
      else if (line.event === 'gap') gaps++;
      else resets++;
  }
  if (out !== undefined) await writeOut(out, settings, snapshots, alarms);
  return { ...watch.tally(), declaredRate: settings.declaredRate, gaps, resets, alarms };
}

async function writeOut(
  out: string,
  settings: CampaignWatchSettings,
  snapshots: readonly string[],
  alarms: readonly CampaignAlarm[],
): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'snapshots.csv'), `${[SNAPSHOT_HEAD, ...snapshots].join('\n')}\n`);
    await writeFile(join(out, 'alerts.jsonl'), alarms.map((a) => `${JSON.stringify(a)}\n`).join(''));
    await writeFile(join(out, 'watch.json'), `${JSON.stringify(settings, null, 1)}\n`);
  } catch (error) {
    throw usage('no-folder', `${out} cannot be written: ${messageOf(error)}`, 'Check the path.');
  }
}

/** Settings beside a snapshots file, else the usual ones. */
function settingsFor(path: string, declared: string): CampaignWatchSettings {
  const declaredRate = Number(declared);
  if (!(declaredRate > 0 && declaredRate < 1))
    throw usage(
      'bad-share',
      `--declared is ${declared}; it is a share between 0 and 1.`,
      'For example 0.05.',
    );
  const beside = join(dirname(path), 'watch.json');
  if (existsSync(beside)) return campaignWatchSettingsSchema.parse(JSON.parse(readGiven(beside)));
  return {
    declaredRate,
    horizonMinutes: watchDefaults.horizonMinutes,
    cadenceMs: watchDefaults.cadenceMs,
    counters: 25,
    posts: {},
  };
}

function tell(found: {
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
  printTable(HEAD, found.alarms.map(alarmRow));
  return found.alarms.length > 0 ? EXIT.findings : EXIT.fine;
}

/** Polls and reads until `rounds` are over or the process is interrupted. */
async function watchFile(path: string, flags: Flags, json: boolean): Promise<ExitCode> {
  let file: z.output<typeof watchFileSchema>;
  try {
    file = watchFileSchema.parse(parseYaml(readGiven(path)));
  } catch (error) {
    throw refused(
      'bad-watch-file',
      `${path} is not a watch file: ${messageOf(error).split('\n')[0]}`,
      { file: path },
      'See docs/methods/campaign-watch.md for its shape.',
    );
  }
  const { declaredRate, horizonMinutes, counters } = file;
  const sources = [
    ...file.poll.map((poll) => jsonPoller(poll)),
    ...(file.folder === undefined ? [] : [watchedFolder(resolve(dirname(path), file.folder))]),
  ];
  if (sources.length === 0)
    throw usage('no-source', `${path} names neither a folder nor a poll.`, 'Add one of them.');
  const log = await openWatchLog(flags.out ?? 'watch', {
    declaredRate,
    horizonMinutes,
    cadenceMs: watchDefaults.cadenceMs,
    counters,
    posts: {},
  });
  const pauseMs = secondsIn(flags.every ?? '60s') * 1000;
  const rounds = flags.rounds === undefined ? Number.POSITIVE_INFINITY : Number(flags.rounds);
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
      for (const alarm of await log.take(readings)) if (!json) print(alarmRow(alarm).join('  '));
      for (const { id, why } of missed) process.stderr.write(`${id}: ${why}\n`);
    }
    if (round < rounds && !life.stopped)
      await new Promise<void>((done) => {
        wake = done;
        setTimeout(done, Math.max(0, pauseMs - (Date.now() - begun)));
      });
  }
  const found = { ...log.readings(), declaredRate: log.settings.declaredRate, ...log.tally };
  if (json) printJson(found);
  else return tell(found);
  return found.alarms.length > 0 ? EXIT.findings : EXIT.fine;
}

/** The watch that the server keeps of a campaign: started when there is none. */
async function watchCampaign(door: Door, campaign: string, flags: Flags, json: boolean): Promise<ExitCode> {
  const path = `/campaigns/${encodeURIComponent(campaign)}`;
  await door.send('POST', `${path}/watch`, { declaredRate: Number(flags.declared) });
  const live = await door.get<Live>(`${path}/live`);
  if (flags.out !== undefined) {
    const { settings, rows } = await door.get<WatchMinutes>(`${path}/watch/minutes`);
    const snapshots = rows.map(snapshotLine);
    const watch = campaignWatch(settings);
    const alarms = rows.flatMap((r) => watch.take(r)).filter((l) => l.event === 'alarm');
    await writeOut(flags.out, settings, snapshots, alarms);
  }
  if (json) printJson(live);
  else {
    print(
      `${campaign}: ${live.readings} readings of ${live.counters} counters to ${live.untilAt ?? '–'} · ${live.gaps.length} gaps · at most ${live.declaredRate} of ordinary watches raise any alarm`,
    );
    printTable(
      [...HEAD, 'context'],
      live.alarms.map((a) => [
        a.raisedAt,
        a.kind,
        a.postId,
        a.metric,
        `${a.before} → ${a.after}`,
        String(Math.round(a.excess)),
        a.p.toExponential(1),
        a.context.map((c) => `${c.kind}: ${c.note}`).join('; ') || '–',
      ]),
    );
  }
  return live.alarms.some((a) => a.context.length === 0) ? EXIT.findings : EXIT.fine;
}

/** `touchstone watch CAMPAIGN-OR-FILE`: minutes in, alarms out, with the declared rate of the whole watch. */
export function watchCommand(program: Command): void {
  program
    .command('watch')
    .description(
      'watch a campaign of the library, the sources of a watch file (YAML: poll, folder), or a file of readings; writes snapshots.csv and alerts.jsonl',
    )
    .argument('<campaign-or-file>', 'name of a campaign, a watch file, or a file of readings')
    .option('--every <time>', 'pause between rounds of polling', '60s')
    .option('--rounds <n>', 'stop after so many rounds')
    .option('--replay <file>', 'play these readings instead')
    .option('--out <dir>', 'folder for snapshots.csv, alerts.jsonl and watch.json')
    .option(
      '--declared <share>',
      'chance of any false alarm in the whole watch',
      String(watchDefaults.declaredRate),
    )
    .action(async (given: string, flags: Flags, command: Command) => {
      const file = flags.replay ?? given;
      if (flags.replay !== undefined || (existsSync(given) && !/\.ya?ml$/i.test(given)))
        return runAlone(command, async ({ json }) => {
          const found = await replay(file, settingsFor(file, flags.declared), flags.out);
          if (!json) return tell(found);
          printJson(found);
          return found.alarms.length > 0 ? EXIT.findings : EXIT.fine;
        });
      if (existsSync(given)) return runAlone(command, ({ json }) => watchFile(given, flags, json));
      return runCommand(command, ({ door, json }) => watchCampaign(door, given, flags, json));
    });
}
