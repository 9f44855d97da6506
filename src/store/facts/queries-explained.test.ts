/** Every named query of every room is explained against the migrated schema. */
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactStore } from './fact-store.ts';
import { openFacts } from './open-facts.ts';
import type { Query } from './query.ts';
import { render } from './sql.ts';

const root = new URL('../../../', import.meta.url).pathname;
const files = globSync('src/{domain,store/readings}/**/*.ts', { cwd: root }).filter(
  (f) => !f.endsWith('.test.ts') && !f.endsWith('schema.ts') && !f.endsWith('-thread.ts'),
);

const isQuery = (value: unknown): value is Query<unknown, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'sample' in value &&
  'build' in value &&
  'row' in value;

const queries: Query<unknown, unknown>[] = [];
for (const file of files) {
  const module = (await import(join(root, file))) as Record<string, unknown>;
  for (const value of Object.values(module)) if (isQuery(value)) queries.push(value);
}

describe('every query', () => {
  let home: string;
  let store: FactStore;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'touchstone-explain-'));
    store = await openFacts({ home, memoryMb: 256, threads: 1 });
  });
  afterAll(async () => {
    await store.close();
    await rm(home, { recursive: true, force: true });
  });

  it('is found: the rooms ask at least thirty', () => {
    expect(queries.length).toBeGreaterThanOrEqual(30);
    expect(new Set(queries.map((q) => q.name)).size).toBe(queries.length);
  });

  it.each(queries.map((q) => [q.name, q] as const))('%s is explained and runs', async (_name, query) => {
    const statement = query.build(query.sample);
    expect(await store.explain(statement)).toMatch(/SCAN|EMPTY_RESULT/);
    await expect(store.all(query, query.sample)).resolves.toBeInstanceOf(Array);
  });

  it.each(queries.map((q) => [q.name, q] as const))('%s keeps to the common dialect', (_name, query) => {
    const { text } = render(query.build(query.sample));
    expect(text).not.toMatch(
      /\/\/|ON CONFLICT|\bPIVOT\b|\bEXCLUDE\b|\bLATERAL\b|WITHIN GROUP|\barg_max\b|\bepoch_ms\b|\btime_bucket\b/i,
    );
  });
});
