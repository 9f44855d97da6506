/**
 * The one way to write SQL: a tag whose values are always bound. Fragments nest; identifiers come only from
 * `ident`, which accepts plain names. Both engines take `$1 …` style through their drivers.
 */
export type SqlValue = string | number | bigint | boolean | null;

export interface Sql {
  readonly strings: readonly string[];
  readonly values: readonly (SqlValue | Sql)[];
}

export const isSql = (value: unknown): value is Sql =>
  typeof value === 'object' && value !== null && 'strings' in value;

export function sql(strings: TemplateStringsArray, ...values: (SqlValue | Sql)[]): Sql {
  return { strings, values };
}

const raw = (text: string): Sql => ({ strings: [text], values: [] });

/** A table or column name. Anything but a plain name is refused. */
export function ident(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new RangeError(`Not a plain SQL name: ${name}`);
  return raw(`"${name}"`);
}

/** Fragments joined by `, `, ` AND ` or nothing. */
export function join(parts: readonly Sql[], separator: ', ' | ' AND ' | ' OR ' | ' UNION ALL ' | ' '): Sql {
  if (parts.length === 0) return raw('');
  return { strings: ['', ...parts.slice(1).map(() => separator), ''], values: parts };
}

/** `($1, $2 …)` for IN; an empty list matches nothing. */
export const list = (values: readonly SqlValue[]): Sql =>
  values.length === 0
    ? raw('(NULL)')
    : sql`(${join(
        values.map((v) => sql`${v}`),
        ', ',
      )})`;

export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0
    ? raw('TRUE')
    : join(
        conditions.map((c) => sql`(${c})`),
        ' AND ',
      );

/** The text with numbered places, and the values in that order. */
export function render(statement: Sql): { text: string; values: SqlValue[] } {
  const values: SqlValue[] = [];
  const walk = (part: Sql): string => {
    let text = part.strings[0] ?? '';
    part.values.forEach((value, i) => {
      if (isSql(value)) text += walk(value);
      else {
        values.push(value);
        text += `$${values.length}`;
      }
      text += part.strings[i + 1] ?? '';
    });
    return text;
  };
  return { text: walk(statement), values };
}
