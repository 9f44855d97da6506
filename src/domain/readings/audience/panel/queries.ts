/** The people of a target with the accounts they are seen with: what a mix is chosen from. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';
import { type ResolvedTarget, targetPeople } from '../affinity/target-people.ts';
import { peopleOf } from '../people.ts';
import type { Basis } from '../schema.ts';

export interface PanelAsked {
  basis: Basis;
  /** Null: everybody. */
  target: ResolvedTarget | null;
  platforms: readonly string[];
  ringFree: boolean;
}
const sample: PanelAsked = { basis: 'engagers', target: null, platforms: ['weibo'], ringFree: true };
const key = z.union([z.string(), z.number()]);

/** Accounts by number, in the order of their ids. */
const placed = (q: PanelAsked): Sql => sql`
  SELECT account_id, CAST(row_number() OVER (ORDER BY account_id) - 1 AS INTEGER) AS place FROM account_card WHERE platform IN ${list(q.platforms)}`;
/** Whole audiences only: what two samples share says nothing of what the audiences share. */
const held = (q: PanelAsked): Sql => sql`
  SELECT DISTINCT r.person, placed.place FROM (${peopleOf({ basis: q.basis, ids: null, ringFree: q.ringFree })}) r
  JOIN placed ON placed.account_id = r.account_id WHERE r.design = 'full'`;
const ofTarget = (q: PanelAsked): Sql =>
  q.target ? sql`SEMI JOIN (${targetPeople(q.target)}) t ON t.actor_key = held.person` : sql``;

/** Accounts of the platforms in order of place: their people, and how their list was drawn when it is no whole one. */
export const panelAccounts = defineQuery({
  name: 'audience.panel-accounts',
  row: z.object({ account_id: z.string(), people: z.number(), design: z.string().nullable() }),
  sample,
  build: (q: PanelAsked) => sql`
    WITH placed AS (${placed(q)}), held AS (${held(q)}),
      counted AS (SELECT place, count(*) AS n FROM held GROUP BY place),
      drawn AS (SELECT r.account_id, min(r.design) AS design FROM (${peopleOf({ basis: q.basis, ids: null })}) r GROUP BY r.account_id)
    SELECT placed.account_id, coalesce(counted.n, 0) AS people, drawn.design
    FROM placed LEFT JOIN counted ON counted.place = placed.place LEFT JOIN drawn ON drawn.account_id = placed.account_id ORDER BY placed.place`,
});

/** (person, place) of the target, in order of person. */
export const panelPeople = defineQuery({
  name: 'audience.panel-people',
  row: z.object({ person: key, place: z.number() }),
  sample: {
    ...sample,
    target: {
      touchstoneTarget: 1 as const,
      name: 'x',
      all: [{ kind: 'profile' as const, gender: ['女'] }],
      any: [],
      not: [],
    },
  },
  build: (q: PanelAsked) => sql`
    WITH placed AS (${placed(q)}), held AS (${held(q)})
    SELECT held.person, held.place FROM held ${ofTarget(q)} ORDER BY held.person, held.place`,
});
