/** The statements of a merge are explained, and run, on empty staging tables. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#store/facts/sql.ts';
import { type TempStore, tempStore } from '#store/temp-home.ts';
import { FACT_TABLES } from './fact-tables.ts';
import { STAGE_NAMES, STAGES } from './stages.ts';
import * as statements from './statements.ts';
import { textOf } from './temp-library.ts';

let temp: TempStore;
beforeAll(async () => {
  temp = await tempStore();
});
afterAll(() => temp.remove());

describe('the merge', () => {
  it('runs on empty stages, statement by statement, and adds nothing', async () => {
    await temp.store.facts.transaction(async (w) => {
      for (const stage of STAGE_NAMES) await w.run(statements.createStage(stage));
      const plan = async (statement: ReturnType<typeof sql>) => {
        expect(await w.explain(statement)).toMatch(/SCAN|EMPTY_RESULT|COLUMN_DATA/);
        return w.run(statement);
      };
      await w.run(statements.createNewRows());
      await w.run(statements.resolveRefs());
      expect(await plan(statements.insertAccounts(1))).toBe(0);
      expect(await plan(statements.insertConflicts(1))).toBe(0);
      await w.run(statements.freshIdentifiers());
      expect(await plan(statements.insertIdentifiers(1))).toBe(0);
      for (const fact of FACT_TABLES) {
        await w.run(statements.freshRows(fact, 'vendor'));
        expect(await plan(statements.insertFresh(fact, 1)), fact.table).toBe(0);
        expect(await plan(statements.noteFresh())).toBe(0);
      }
      await w.run(statements.candidateEngagements());
      await w.rows(statements.candidateMoments());
      await w.run(
        statements.newEngagements(statements.sameDays('2026-01-01 00:00:00', '2026-01-02 00:00:00.5')),
      );
      await w.run(statements.freshEngagements());
      expect(await plan(statements.insertEngagements('engagement', 1))).toBe(0);
      expect(await plan(statements.insertEngagements('engagement_revision', 1))).toBe(0);
      for (const stage of ['source_row', 'rejected', 'unknown'] as const)
        expect(await plan(statements.insertRecords(stage, 1))).toBe(0);
    });
  });

  it('stores every column of every fact table', async () => {
    const rows = await temp.store.facts.rows(
      sql`SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main'`,
    );
    for (const fact of FACT_TABLES) {
      const there = rows.filter((r) => r['table_name'] === fact.table).map((r) => textOf(r['column_name']));
      const given = [...Object.keys(fact.identity), ...Object.keys(fact.carried), 'source_id', 'source_row'];
      expect(given.toSorted(), fact.table).toEqual(there.toSorted());
      expect(given, fact.table).toContain(fact.key);
    }
  });

  it('reads every staged column that is no link, place or id of the stage itself', () => {
    for (const fact of FACT_TABLES) {
      const used = { ...fact.identity, ...fact.carried };
      const text = [...Object.keys(used), ...Object.values(used)].join(' ');
      for (const column of Object.keys(STAGES[fact.stage]))
        if (!['ref', 'src', 'row'].includes(column))
          expect(text, `${fact.stage}.${column}`).toContain(column);
    }
  });
});
