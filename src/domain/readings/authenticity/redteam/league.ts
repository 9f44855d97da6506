/** The league table: every detector version on every attack by dose, on clean cases and on innocent look-alikes. */
import { FIELDS } from './challengers.ts';
import type { LeagueOptions } from './field.ts';
import { PARAMETER_LIST } from './parameters.ts';
import type { LeagueTable } from './schema.ts';

/** Detector versions that the red team can run. */
export const LEAGUE_MEASURES: readonly string[] = FIELDS.flatMap((f) => f.measures);

/**
 * `measures`: the versions to run, all when empty. Equal options give an equal table on every machine.
 * `product` is the program's version, written into the table.
 */
export async function leagueTable(
  product: string,
  options: LeagueOptions,
  measures: readonly string[] = [],
): Promise<LeagueTable> {
  const wanted = (measure: string): boolean => measures.length === 0 || measures.includes(measure);
  const fields = FIELDS.filter((f) => f.measures.some(wanted));
  const rows: LeagueTable['rows'] = [];
  for (const one of fields)
    for (const measure of one.measures.filter(wanted)) rows.push(await one.run(measure, options));
  return {
    product,
    seed: options.seed,
    cases: options.cases,
    alarmFrom: options.alarmFrom,
    surfaces: fields.map(({ surface }) => ({
      id: surface.id,
      case: surface.case,
      attacks: surface.attacks.map(({ id, title, doseMeans, doses }) => ({
        id,
        title,
        doseMeans,
        doses: [...doses],
      })),
      lookAlikes: surface.lookAlikes.map(({ id, title }) => ({ id, title })),
    })),
    rows,
    parameters: PARAMETER_LIST,
  };
}
