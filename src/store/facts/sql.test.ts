import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder, tempFolder } from '#store/temp-home.ts';
import type { FactStore } from './fact-store.ts';
import { openFacts } from './open-facts.ts';
import { all, ident, join, list, render, sql } from './sql.ts';

const nasty = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    `'; DROP TABLE account; --`,
    `"`,
    `\\'`,
    '$1',
    '?',
    `%'`,
    '美食\u2028',
    `');COPY account TO '/tmp/x'; --`,
  ),
);

describe('the sql tag', () => {
  it('puts no value into the text, whatever it is', () => {
    fc.assert(
      fc.property(nasty, nasty, fc.array(nasty, { maxLength: 4 }), (a, b, many) => {
        const statement = sql`SELECT * FROM t WHERE ${all([sql`x = ${a}`, sql`y IN ${list(many)}`])} AND ${join([sql`z = ${b}`], ' OR ')}`;
        const { text, values } = render(statement);
        const places = many.length === 0 ? '(NULL)' : `(${many.map((_, i) => `$${i + 2}`).join(', ')})`;
        expect(text).toBe(`SELECT * FROM t WHERE (x = $1) AND (y IN ${places}) AND z = $${many.length + 2}`);
        expect(values).toEqual([a, ...many, b]);
      }),
    );
  });

  it('takes plain names only as identifiers', () => {
    expect(render(sql`SELECT ${ident('follower_value')}`).text).toBe('SELECT "follower_value"');
    fc.assert(
      fc.property(fc.string(), (name) => {
        fc.pre(!/^[a-z_][a-z0-9_]*$/.test(name));
        expect(() => ident(name)).toThrow(RangeError);
      }),
    );
  });
});

describe('bound values in the engine', () => {
  let home: string;
  let facts: FactStore;
  beforeAll(async () => {
    home = await tempFolder();
    facts = await openFacts({ home, memoryMb: 256, threads: 1 });
  });
  afterAll(async () => {
    await facts.close();
    await removeFolder(home);
  });

  it('come back as they went in', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        // The engine's strings end where a NUL byte would; the connectors drop it before.
        fc.pre(!text.includes('\0') && text.isWellFormed());
        expect(await facts.rows(sql`SELECT ${text}::VARCHAR AS text`)).toEqual([{ text }]);
      }),
      { numRuns: 60 },
    );
    expect(await facts.rows(sql`SELECT count(*) AS n FROM account`)).toEqual([{ n: 0 }]);
  });

  it('an empty list matches nothing', async () => {
    expect(await facts.rows(sql`SELECT 1 AS one WHERE 'a' IN ${list([])}`)).toEqual([]);
  });

  it('a plan is explained with more than nine places', async () => {
    const many = list(Array.from({ length: 12 }, (_, i) => `weibo:${i}`));
    expect(await facts.explain(sql`SELECT * FROM account WHERE account_id IN ${many}`)).toMatch(/SCAN|EMPTY/);
  });

  it('a transaction that fails leaves nothing behind, and the next one works', async () => {
    const insert = (id: string) => sql`INSERT INTO account VALUES (${id}, 'weibo', 1, 1)`;
    const before = facts.revision();
    await expect(
      facts.transaction(async (w) => {
        await w.run(insert('weibo:1'));
        expect(await w.rows(sql`SELECT count(*) AS n FROM account`)).toEqual([{ n: 1 }]);
        throw new Error('stop here');
      }),
    ).rejects.toThrow('stop here');
    expect(await facts.rows(sql`SELECT count(*) AS n FROM account`)).toEqual([{ n: 0 }]);
    expect(facts.revision()).toBe(before);
    await facts.transaction((w) => w.run(insert('weibo:2')));
    expect(await facts.rows(sql`SELECT account_id FROM account`)).toEqual([{ account_id: 'weibo:2' }]);
    expect(facts.revision()).toBe(before + 1);
  });

  it('transactions run one after another', async () => {
    const order: string[] = [];
    const slow = facts.transaction(async () => {
      order.push('first in');
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push('first out');
    });
    const quick = facts.transaction(async () => void order.push('second'));
    await Promise.all([slow, quick]);
    expect(order).toEqual(['first in', 'first out', 'second']);
  });
});
