/**
 * Comment measures on public data: false alarms per 1,000 real Weibo events taken as accounts (the set is called clean
 * here only by assumption: chain letters and bought reposts may be in it), and English comment spam across videos.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readLabelledTexts, scoreComments } from '#cli/commands/eval-comments.ts';
import { commentHours, hourNorm } from '#domain/readings/authenticity/comments/measures/comment-hours.ts';
import {
  duplicateComments,
  duplicateNorm,
} from '#domain/readings/authenticity/comments/measures/duplicate-comments.ts';
import { emptyComments, emptyNorm } from '#domain/readings/authenticity/comments/measures/empty-comments.ts';
import type { Line } from './run.ts';

const DATA = process.env['TOUCHSTONE_DATA'] ?? '../shared/data';
const MOST = 500;

interface Event {
  texts: string[];
  atMs: number[];
  publishedMs: number[];
}

function weiboEvents(): Event[] {
  const text = gunzipSync(readFileSync(join(DATA, 'cascades/weibo-events-600.ndjson.gz'))).toString('utf8');
  const events: Event[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const event = JSON.parse(line) as {
      original?: { time?: number };
      reposts: { date: string; text: string }[];
    };
    const said = event.reposts.filter((r) => r.text.trim() !== '');
    const step = Math.max(1, said.length / MOST);
    const kept = Array.from(
      { length: Math.min(MOST, said.length) },
      (_, i) => said[Math.floor(i * step)],
    ).filter((r) => r !== undefined);
    events.push({
      texts: kept.map((r) => r.text),
      // Moments are China time.
      atMs: kept.map((r) => Date.parse(`${r.date.replace(' ', 'T')}+08:00`)),
      publishedMs: kept.map(() => (event.original?.time ?? Number.NaN) * 1000),
    });
  }
  return events;
}

/** Every event against the norm of the other half. */
function alarms(name: string, p: (number | null)[]): Line[] {
  const read = p.filter((x) => x !== null);
  return [
    ['weak', 0.05],
    ['moderate', 0.01],
    ['strong', 0.001],
  ].map(([level, at]) => ({
    name: `${name}: ${level} or more per 1,000 events`,
    value: (1000 * read.filter((x) => x <= (at as number)).length) / Math.max(1, read.length),
    unit: 'ratio' as const,
    bound: null,
    note: `${read.length} events read, declared ${1000 * (at as number)}`,
  }));
}

export async function benchComments(): Promise<Line[]> {
  const events = weiboEvents();
  const halves = [events.filter((_, i) => i % 2 === 0), events.filter((_, i) => i % 2 === 1)];
  const p = {
    duplicate: [] as (number | null)[],
    empty: [] as (number | null)[],
    hours: [] as (number | null)[],
  };
  halves.forEach((half, h) => {
    const peers = halves[1 - h] as Event[];
    const texts = peers.map((e) => e.texts);
    const [duplicates, empties, hours] = [duplicateNorm(texts), emptyNorm(texts), hourNorm(peers)];
    for (const event of half) {
      if (event.texts.length < 30) continue;
      p.duplicate.push(duplicateComments(event.texts, duplicates).pValue);
      p.empty.push(emptyComments(event.texts, empties).pValue);
      p.hours.push(commentHours(event, hours).pValue);
    }
  });
  const started = performance.now();
  const spam = scoreComments(
    await readLabelledTexts(join(DATA, 'coordination/youtube-comment-spam.csv'), {
      text: 'text',
      label: 'spam',
      group: 'video',
    }),
    10,
  );
  return [
    ...alarms('duplicate-comments', p.duplicate),
    ...alarms('empty-comments', p.empty),
    ...alarms('comment-hours', p.hours),
    {
      name: 'comment spam across videos, errors of accuracy',
      value: 1 - spam.accuracy.value,
      unit: 'ratio',
      bound: null,
      note: `accuracy ${spam.accuracy.value.toFixed(4)}, AUC ${spam.auc.value.toFixed(4)}, F1 ${spam.f1.value.toFixed(4)}, ${((performance.now() - started) / 1000).toFixed(0)} s`,
    },
  ];
}
