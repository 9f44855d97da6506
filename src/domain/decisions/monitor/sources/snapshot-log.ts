/**
 * The minutes of a watch in a folder: `snapshots.csv` (what was read), `alerts.jsonl` (what was raised), `watch.json` (the
 * settings). A reading is on disk before it is judged. After a crash the log is played again: lines that were not written
 * yet are added, so both files end as if nothing had happened.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refused } from '#basis/error.ts';
import { type CampaignWatch, campaignWatch } from '../measures/campaign-watch.ts';
import {
  type CampaignAlarm,
  type CampaignWatchSettings,
  campaignWatchSettingsSchema,
  type PostReading,
  type WatchLogLine,
} from '../schema.ts';
import { fileReadings, SNAPSHOT_HEAD, snapshotLine } from './file-readings.ts';

export interface WatchTally {
  alarms: CampaignAlarm[];
  gaps: number;
  resets: number;
}

async function append(path: string, text: string): Promise<void> {
  const file = await open(path, 'a');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Cuts off a last line that a crash left half written. */
async function mend(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const text = await readFile(path);
  const end = text.lastIndexOf(0x0a) + 1;
  if (end < text.length) await truncate(path, end);
}

const lineOf = (alarm: CampaignAlarm): string => `${JSON.stringify(alarm)}\n`;

export async function openWatchLog(folder: string, wanted: CampaignWatchSettings) {
  await mkdir(folder, { recursive: true });
  const [snapshots, alerts, kept] = ['snapshots.csv', 'alerts.jsonl', 'watch.json'].map((n) =>
    join(folder, n),
  ) as [string, string, string];
  let settings = wanted;
  if (existsSync(kept))
    settings = campaignWatchSettingsSchema.parse(JSON.parse(await readFile(kept, 'utf8')));
  else {
    await writeFile(`${kept}.part`, `${JSON.stringify(wanted, null, 1)}\n`);
    await rename(`${kept}.part`, kept);
  }
  await mend(snapshots);
  await mend(alerts);
  if (!existsSync(snapshots)) await append(snapshots, `${SNAPSHOT_HEAD}\n`);
  const watch: CampaignWatch = campaignWatch(settings);
  const tally: WatchTally = { alarms: [], gaps: 0, resets: 0 };
  const count = (lines: readonly WatchLogLine[]): CampaignAlarm[] => {
    for (const line of lines)
      if (line.event === 'alarm') tally.alarms.push(line);
      else if (line.event === 'gap') tally.gaps++;
      else tally.resets++;
    return lines.filter((l) => l.event === 'alarm');
  };
  let text = '';
  for await (const reading of fileReadings(snapshots))
    for (const alarm of count(watch.take(reading))) text += lineOf(alarm);
  const written = existsSync(alerts) ? await readFile(alerts, 'utf8') : '';
  if (!text.startsWith(written))
    throw refused(
      'other-alarms',
      `${alerts} does not follow from ${snapshots}.`,
      { file: alerts },
      'The folder belongs to another watch, or a file was edited. Choose another folder.',
    );
  if (text.length > written.length || !existsSync(alerts)) await append(alerts, text.slice(written.length));
  return {
    settings,
    tally,
    /** Writes the readings down, then judges them. Gives what was raised. */
    async take(readings: readonly PostReading[]): Promise<CampaignAlarm[]> {
      if (readings.length === 0) return [];
      await append(snapshots, readings.map((r) => `${snapshotLine(r)}\n`).join(''));
      const raised = readings.flatMap((r) => count(watch.take(r)));
      if (raised.length > 0) await append(alerts, raised.map(lineOf).join(''));
      return raised;
    },
    readings: () => watch.tally(),
  };
}
