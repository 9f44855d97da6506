import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { cascadeShape, keyActs, treeSizes } from '#domain/readings/cascade/measures/cascade-shape.ts';
import { cascadeTree } from '#domain/readings/cascade/measures/cascade-tree.ts';
import { nonFollowerShare, spreadSpeed } from '#domain/readings/cascade/measures/spread-speed.ts';
import { parentSources } from '#domain/readings/cascade/schema.ts';
import { medianOf } from '#numerics/series/robust.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { type Cascade, readCascades } from './read-cascades.ts';
import { readText } from './read-timed-counts.ts';

type Follows = (actor: string, other: string) => boolean;

/** Two columns: follower, followed. */
export function readFollows(path: string): Follows {
  const followed = new Map<string, Set<string>>();
  for (const line of readText(path).split(/\r?\n/)) {
    const [actor, other] = line.trim().split(/[\t,;\s]+/);
    if (!actor || !other) continue;
    const set = followed.get(actor);
    if (set) set.add(other);
    else followed.set(actor, new Set([other]));
  }
  return (actor, other) => followed.get(actor)?.has(other) ?? false;
}

export function readCascade(cascade: Cascade, follows: Follows | null, withParents: boolean) {
  const { acts } = cascade;
  const tree = cascadeTree(acts, follows);
  const sizes = treeSizes(tree.parent);
  const parentsBy = Object.fromEntries(
    parentSources.map((source, k) => [
      source,
      tree.source.reduce((sum, s, i) => sum + (i > 0 && s === k ? 1 : 0), 0),
    ]),
  );
  let [recorded, equal] = [0, 0];
  for (const [i, act] of acts.entries()) {
    if (i === 0 || act.parentId === null) continue;
    recorded++;
    if (acts[tree.parent[i] as number]?.id === act.parentId) equal++;
  }
  return {
    id: cascade.id,
    ...cascadeShape(sizes),
    speed: spreadSpeed(Float64Array.from(acts, (act) => act.atMs)),
    nonFollowers:
      nonFollowerShare(
        acts.map((act) => act.actor),
        follows,
      ) ?? ('not observable' as const),
    parentsBy,
    parentsRecorded: recorded,
    parentsEqual: equal,
    brokenParents: tree.brokenCount,
    skippedActs: cascade.skippedCount,
    keyActs: keyActs(sizes, 5).map(({ row, ...act }) => ({
      id: acts[row]?.id,
      actor: acts[row]?.actor,
      ...act,
    })),
    ...(withParents
      ? { parents: acts.map((act, i) => [act.id, i === 0 ? null : acts[tree.parent[i] as number]?.id]) }
      : {}),
  };
}

/** `touchstone eval cascade`: the trees of a file of events, their form and speed, agreement with recorded parents. */
export function evalCascade(group: Command): void {
  group
    .command('cascade')
    .description('trees of reposts: depth, breadth, structural virality, speed, key acts')
    .requiredOption(
      '--events <file>',
      'one JSON object an event with its reposts, or rows with id, parent, time; .gz too',
    )
    .option('--follows <file>', 'who follows whom, two columns; shares of non-followers need it')
    .option('--parents', 'list the parent of every act')
    .option('--top <n>', 'cascades shown in the table', '10')
    .action((flags: { events: string; follows?: string; parents?: boolean; top: string }, command: Command) =>
      runAlone(command, async ({ json }) => {
        const top = Number(flags.top);
        if (!Number.isInteger(top) || top < 0)
          throw usage('bad-count', `--top is ${flags.top}.`, 'Give a whole number.');
        const { cascades, withoutPost } = readCascades(flags.events);
        const follows = flags.follows === undefined ? null : readFollows(flags.follows);
        const started = performance.now();
        const events = cascades.map((cascade) => readCascade(cascade, follows, flags.parents ?? false));
        const ms = performance.now() - started;
        const sum = (of: (e: (typeof events)[number]) => number) =>
          events.reduce((total, e) => total + of(e), 0);
        const summary = {
          cascades: events.length,
          withoutPost,
          acts: sum((e) => e.size),
          parentsRecorded: sum((e) => e.parentsRecorded),
          parentsEqual: sum((e) => e.parentsEqual),
          brokenParents: sum((e) => e.brokenParents),
          skippedActs: sum((e) => e.skippedActs),
          medianStructuralVirality: medianOf(events.flatMap((e) => e.structuralVirality ?? [])),
          ms,
        };
        if (json) printJson({ ...summary, events });
        else {
          print(
            `${summary.cascades} cascades · ${summary.acts} acts · parents as recorded ${summary.parentsEqual} of ${summary.parentsRecorded} · ${Math.round(ms)} ms`,
          );
          printTable(
            ['cascade', 'acts', 'depth', 'breadth', 'structural virality', 'min to half', 'largest loss'],
            events
              .toSorted((a, b) => b.size - a.size)
              .slice(0, top)
              .map((e) =>
                [
                  e.id,
                  e.size,
                  e.depth,
                  e.breadth,
                  e.structuralVirality?.toFixed(2) ?? '–',
                  e.speed?.minutesToHalf.toFixed(0) ?? '–',
                  e.keyActs[0] ? `${(100 * e.keyActs[0].lossShare).toFixed(1)} %` : '–',
                ].map(String),
              ),
          );
        }
        return EXIT.fine;
      }),
    );
}
