/** Statements a bundle asks of itself; what the detectors ask is recorded as they ask it. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { join, list, type Sql, sql } from '#store/facts/sql.ts';

interface RowPlace {
  sourceId: number;
  row: number;
}

const moment = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});

/** The cells of some rows as they were read. */
export const cellsOfRows = defineQuery({
  name: 'bundle.cells-of-rows',
  row: z.object({ source_id: z.number(), source_row: z.number(), cells: z.string() }),
  sample: { places: [{ sourceId: 1, row: 2 }] as readonly RowPlace[] },
  build: (p: { places: readonly RowPlace[] }) => sql`
    SELECT source_id, source_row, min(cells) AS cells FROM source_row
    WHERE ${join(
      p.places.map((at) => sql`(source_id = ${at.sourceId} AND source_row = ${at.row})`),
      ' OR ',
    )}
    GROUP BY source_id, source_row ORDER BY source_id, source_row`,
});

/** The files that some rows came from. */
export const sourcesOf = defineQuery({
  name: 'bundle.sources',
  row: z.object({
    source_id: z.number(),
    file_name: z.string(),
    sheet: z.string().nullable(),
    file_digest: z.string(),
    vendor: z.string(),
    connector: z.string(),
    connector_version: z.number(),
    as_of: z.string(),
  }),
  sample: { ids: [1] as readonly number[] },
  build: (p: { ids: readonly number[] }) => sql`
    SELECT s.source_id, i.file_name, s.sheet, i.digest AS file_digest, i.vendor, i.connector, i.connector_version, ${moment('i.as_of')} AS as_of
    FROM source s JOIN import_run i ON i.run_id = s.run_id WHERE s.source_id IN ${list(p.ids)} ORDER BY s.source_id`,
});

/** Accounts with a post or a cooperation in a campaign, each under the id the library shows. */
export const accountsOfCampaign = defineQuery({
  name: 'bundle.accounts-of-campaign',
  row: z.object({ account_id: z.string() }),
  sample: { campaign: 'c' },
  build: (p: { campaign: string }) => sql`
    SELECT DISTINCT account_id FROM (
      SELECT account_id FROM post_card WHERE campaign = ${p.campaign}
      UNION ALL
      SELECT coalesce(x.canonical_id, c.account_id) AS account_id FROM cooperation c LEFT JOIN account_alias x ON x.account_id = c.account_id
      WHERE c.campaign = ${p.campaign})
    WHERE account_id IN (SELECT account_id FROM account_card) ORDER BY account_id`,
});
