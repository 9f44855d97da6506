/** Merges staged rows into facts inside one transaction. The only place that writes facts. */

import { rebuildCards } from '#domain/facts/library/cards.ts';
import type { FactWriter } from '#store/facts/fact-store.ts';
import { sql } from '#store/facts/sql.ts';
import { FACT_TABLES } from './fact-tables.ts';
import { stagePath } from './stage-writer.ts';
import { STAGE_NAMES, type StageName } from './stages.ts';
import * as statements from './statements.ts';

export interface MergeResult {
  firstSource: number;
  rowsNew: number;
  /** Facts added, by table. */
  facts: Record<string, number>;
}

/** Source numbers grow by one a sheet; the transaction is the only writer, so the maximum is safe to read. */
export async function nextSource(writer: FactWriter): Promise<number> {
  const rows = await writer.rows(sql`SELECT coalesce(max(source_id), 0) + 1 AS next FROM source`);
  return Number(rows[0]?.['next'] ?? 1);
}

/**
 * Merges the stages found in `folder`; with `engagementReady` the table `stage_engagement` is there already. Stages a
 * file did not fill are created empty only where a statement joins them.
 */
export async function mergeStages(
  writer: FactWriter,
  folder: string,
  stages: readonly StageName[],
  vendor: string,
  firstSource: number,
  engagementReady = false,
): Promise<MergeResult> {
  const has = (stage: StageName) => stages.includes(stage) || (engagementReady && stage === 'engagement');
  for (const stage of STAGE_NAMES)
    if (engagementReady && stage === 'engagement') continue;
    else if (stages.includes(stage)) await writer.run(statements.loadStage(stage, stagePath(folder, stage)));
    else if (stage === 'ref' || stage === 'identifier' || stage === 'conflict')
      await writer.run(statements.createStage(stage));
  const facts: Record<string, number> = {};
  await writer.run(statements.createNewRows());
  await writer.run(statements.resolveRefs());

  if (has('ref')) {
    facts['account'] = await writer.run(statements.insertAccounts(firstSource));
    const conflicts = await writer.run(statements.insertConflicts(firstSource));
    if (conflicts > 0) facts['identity_conflict'] = conflicts;
    await writer.run(statements.freshIdentifiers());
    await writer.run(statements.insertIdentifiers(firstSource));
    await writer.run(statements.noteFreshPlaces());
  }
  for (const fact of FACT_TABLES) {
    if (!has(fact.stage)) continue;
    await writer.run(statements.freshRows(fact, vendor));
    facts[fact.table] = await writer.run(statements.insertFresh(fact, firstSource));
    await writer.run(statements.noteFresh());
  }
  if (has('engagement')) {
    await writer.run(statements.candidateEngagements());
    const [span] = await writer.rows(statements.candidateMoments());
    await writer.run(statements.newEngagements(statements.sameDays(span?.['first'], span?.['last'])));
    await writer.run(statements.freshEngagements());
    facts['engagement'] = await writer.run(statements.insertEngagements('engagement', firstSource));
    const revisions = await writer.run(statements.insertEngagements('engagement_revision', firstSource));
    if (revisions > 0) facts['engagement_revision'] = revisions;
    await writer.run(statements.noteFresh());
  }
  for (const stage of ['source_row', 'rejected', 'unknown'] as const)
    if (has(stage)) await writer.run(statements.insertRecords(stage, firstSource));

  if (has('ref') || has('post')) {
    await writer.run(statements.touchedPosts(has('post')));
    await writer.run(statements.touchedAccounts(has('post')));
    await rebuildCards(writer);
  }
  const rows = await writer.rows(sql`SELECT count(DISTINCT place) AS n FROM new_row`);
  return { firstSource, rowsNew: Number(rows[0]?.['n'] ?? 0), facts };
}
