/** One surface with the detector versions that read it: the cases are the same for all of them. */

import type { Level } from '#basis/reading.ts';
import { rng } from '#basis/rng.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { LeagueRow, LeagueTable, Share } from './schema.ts';
import type { Surface } from './surface.ts';

export interface Challenger<C> {
  /** `noun-phrase@version`. Versions stand side by side, each with its own function. */
  measure: string;
  /** Attacks it was made for; it is run on all of the surface. */
  intended: readonly string[];
  /** Share of clean cases that may reach `moderate`. */
  declared: number;
  /** Makes what a library gives a measure (norms, peers) from clean cases of its own; then reads cases. */
  prepare(surface: Surface<C>, seed: string): (cases: readonly C[]) => Level[];
}

export interface LeagueOptions {
  seed: string;
  cases: number;
  alarmFrom: LeagueTable['alarmFrom'];
  progress?: (message: string) => void;
  /** Lets timers and signals through between cells. */
  pause?: () => Promise<void>;
}

export interface Field {
  surface: Surface<unknown>;
  measures: readonly string[];
  run(measure: string, options: LeagueOptions): Promise<LeagueRow>;
}

const RANK: Record<Level, number> = { insufficient: -1, none: 0, weak: 1, moderate: 2, strong: 3 };
/** Clean and innocent cells bound small shares, so they get more cases. */
const CLEAN_FACTOR = 3;
const LEAST_CASES = 10;

export const cleanCases = <C>(surface: Surface<C>, seed: string, count: number): C[] =>
  Array.from({ length: count }, (_, i) => surface.clean(rng(`${seed}/${surface.id}/clean/${i}`)));

export function field<C>(surface: Surface<C>, challengers: readonly Challenger<C>[]): Field {
  return {
    surface,
    measures: challengers.map((c) => c.measure),
    async run(measure, { seed, cases, alarmFrom, progress, pause }) {
      const challenger = challengers.find((c) => c.measure === measure);
      if (!challenger) throw new RangeError(`${measure} does not read ${surface.id}`);
      progress?.(`${measure} · norm`);
      const judge = challenger.prepare(surface, `${seed}/norm`);
      const size = Math.max(LEAST_CASES, Math.round(cases * surface.caseFactor));
      const levelsOf = async (made: readonly C[], name: string): Promise<Level[]> => {
        progress?.(`${measure} · ${name}`);
        await pause?.();
        return judge(made);
      };
      const among = (levels: readonly Level[], is: (level: Level) => boolean): Share => ({
        ...wilson(levels.filter(is).length, levels.length),
        n: levels.length,
      });
      const alarm = (level: Level): boolean => RANK[level] >= RANK[alarmFrom];
      const many = (name: string, count: number, make: (i: number) => C): Promise<Level[]> =>
        levelsOf(
          Array.from({ length: count }, (_, i) => make(i)),
          name,
        );
      const random = (kind: string, i: number) => rng(`${seed}/${surface.id}/${kind}/${i}`);
      const clean = await levelsOf(cleanCases(surface, seed, CLEAN_FACTOR * size), 'clean');
      const row: LeagueRow = {
        measure,
        surface: surface.id,
        declared: challenger.declared,
        falseAlarm: among(clean, alarm),
        insufficient: among(clean, (level) => level === 'insufficient'),
        innocent: [],
        attacks: [],
      };
      for (const { id, make } of surface.lookAlikes) {
        const levels = await many(id, CLEAN_FACTOR * size, (i) => make(random(id, i)));
        row.innocent.push({ id, alarm: among(levels, alarm) });
      }
      for (const { id, doses, make } of surface.attacks) {
        const detection: LeagueRow['attacks'][number]['detection'] = [];
        for (const dose of doses) {
          const levels = await many(`${id} ${dose}`, size, (i) => make(random(`${id}/${dose}`, i), dose));
          detection.push({ dose, share: among(levels, alarm) });
        }
        row.attacks.push({ id, intended: challenger.intended.includes(id), detection });
      }
      return row;
    },
  };
}
