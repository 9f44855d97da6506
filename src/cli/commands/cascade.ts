import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import type { PostSpread } from '#domain/readings/cascade/schema.ts';
import { EXIT, type ExitCode, print, printJson, printTable } from '../output.ts';
import { runAlone, runCommand } from '../run-command.ts';
import { readCascade, readFollows } from './eval-cascade.ts';
import { readCascades } from './read-cascades.ts';

const share = (value: number, of: number) => `${((100 * value) / Math.max(1, of)).toFixed(1)} %`;
const shape = (s: { size: number; depth: number; breadth: number; structuralVirality: number | null }) =>
  `${s.size} acts · depth ${s.depth} · breadth ${s.breadth} · structural virality ${s.structuralVirality?.toFixed(2) ?? '–'}`;

/** How a post spread: of the library by its id, or of a file of acts. */
export function cascadeCommand(program: Command): void {
  program
    .command('cascade')
    .description('how a post spread: its tree, speed, and the acts and accounts it would lack most')
    .argument('<post|file>', 'post id as the library shows it, or a file of acts (id, parent, time; .gz too)')
    .option('--follows <file>', 'with a file: who follows whom, two columns')
    .option('--top <n>', 'key acts shown', '10')
    .action((given: string, flags: { follows?: string; top: string }, command: Command) => {
      const top = Number(flags.top);
      const ofFile = existsSync(given);
      const work = ofFile ? runAlone : runCommand;
      return work(command, async (context: { json: boolean }): Promise<ExitCode> => {
        if (!Number.isInteger(top) || top < 0)
          throw usage('bad-count', `--top is ${flags.top}.`, 'Give a whole number.');
        if (ofFile) fileSpread(given, flags.follows, top, context);
        else {
          const { door } = context as Parameters<Parameters<typeof runCommand>[1]>[0];
          const spread = await door.get<PostSpread>(`/posts/${encodeURIComponent(given)}/spread`);
          if (context.json) printJson(spread);
          else printSpread(spread, top);
        }
        return EXIT.fine;
      });
    });
}

function fileSpread(
  file: string,
  follows: string | undefined,
  top: number,
  { json }: { json: boolean },
): void {
  const edges = follows === undefined ? null : readFollows(follows);
  const started = performance.now();
  const { cascades } = readCascades(file);
  const read = performance.now();
  const events = cascades.map((c) => readCascade(c, edges, false)).sort((a, b) => b.size - a.size);
  const ms = { readMs: Math.round(read - started), spreadMs: Math.round(performance.now() - read) };
  if (json) return printJson({ ...ms, events });
  print(`${events.length} cascades · read in ${ms.readMs} ms · trees and measures in ${ms.spreadMs} ms`);
  for (const e of events.slice(0, top)) {
    print(`\n${e.id}: ${shape(e)} · half after ${e.speed?.minutesToHalf.toFixed(0) ?? '–'} min`);
    for (const k of e.keyActs.slice(0, 3))
      print(`  without ${k.id ?? '–'}: ${k.lossCount} acts less (${share(k.lossCount, e.size)})`);
  }
}

function printSpread(spread: PostSpread, top: number): void {
  if (spread.state === 'not_observable') return print(spread.why.en);
  if (spread.state === 'insufficient')
    return print(`insufficient: needs ${spread.need.en}, has ${spread.have.en}. ${spread.why.en}`);
  print(shape(spread.shape));
  const { speed, circle } = spread;
  if (speed)
    print(
      `half after ${speed.minutesToHalf.toFixed(0)} min · 90 % after ${speed.minutesTo90.toFixed(0)} min · at most ${speed.peakPerHour} an hour`,
    );
  print(
    `parents: ${Object.entries(spread.parentsBy)
      .map(([by, n]) => `${n} by ${by}`)
      .join(', ')}; ${spread.brokenCount} broken`,
  );
  print(
    circle.state === 'ok'
      ? `outside the author's circle: ${(100 * circle.value).toFixed(1)} % (${(100 * circle.low).toFixed(1)}–${(100 * circle.high).toFixed(1)} %, n ${circle.n})`
      : `outside the author's circle: insufficient (${circle.have.en})`,
  );
  printTable(
    ['key act', 'generation', 'after min', 'loss', '95 %', 'share'],
    spread.keyActs
      .slice(0, top)
      .map((k) => [
        k.who.name ?? k.who.key,
        String(k.generation),
        k.minutes.toFixed(0),
        String(k.value),
        `${k.low.toFixed(0)}–${k.high.toFixed(0)}`,
        share(k.value, spread.shape.size),
      ]),
  );
}
