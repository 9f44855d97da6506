import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { messageOf, usage } from '#basis/error.ts';
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
import type { Door } from '../door.ts';
import { EXIT, type ExitCode, print, printJson, printTable, readGiven } from '../output.ts';
import { runAlone, runCommand } from '../run-command.ts';
import { ALARM_HEAD, alarmRow, pushes, tellWatch, type WatchFlags, watchFile } from './watch-file.ts';

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

/** The watch that the server keeps of a campaign: started when there is none. */
async function watchCampaign(
  door: Door,
  campaign: string,
  flags: WatchFlags,
  json: boolean,
): Promise<ExitCode> {
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
      [...ALARM_HEAD, 'context'],
      live.alarms.map((a) => [
        ...alarmRow(a, a.raisedAt),
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
    .action(async (given: string, flags: WatchFlags, command: Command) => {
      const file = flags.replay ?? given;
      if (flags.replay !== undefined || (existsSync(given) && !/\.ya?ml$/i.test(given)))
        return runAlone(command, async ({ json }) => {
          const found = await replay(file, settingsFor(file, flags.declared), flags.out);
          if (!json) return tellWatch(found);
          printJson(found);
          return found.alarms.length > 0 ? EXIT.findings : EXIT.fine;
        });
      if (existsSync(given)) {
        if (!pushes(given)) return runAlone(command, ({ json }) => watchFile(given, flags, json, null));
        return runCommand(command, ({ door, json }) => watchFile(given, flags, json, door));
      }
      return runCommand(command, ({ door, json }) => watchCampaign(door, given, flags, json));
    });
}
