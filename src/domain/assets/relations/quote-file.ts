/** Brings a quote file into the ledger: every row is kept or listed with its reason. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refused } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { type Told, told } from '#basis/told.ts';
import { openFile } from '#connectors/format/open.ts';
import { shownAs } from '#domain/facts/people/joins.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { accountsNamed } from './queries.ts';
import { keepQuote } from './quotes.ts';
import { columnsOf, quotesInRow, type RowRef } from './read-quote-file.ts';
import type { QuoteFile, QuoteFileReport } from './schema.ts';

export async function importQuotes(store: Store, sent: QuoteFile, who: string): Promise<QuoteFileReport> {
  const path = join(await store.folder('uploads'), `${newId()}.part`);
  await writeFile(path, Buffer.from(sent.base64, 'base64'));
  try {
    return await bring(store, path, sent, who);
  } finally {
    await rm(path, { force: true });
  }
}

async function bring(store: Store, path: string, sent: QuoteFile, who: string): Promise<QuoteFileReport> {
  const file = await openFile(path, { fileName: sent.name });
  const report: QuoteFileReport = {
    file: file.fileName,
    rowsRead: 0,
    rowsKept: 0,
    quotesAdded: 0,
    quotesKnown: 0,
    rejected: [],
    unread: [],
    withheld: [],
  };
  let priced = false;
  for (const table of file.tables) {
    if (table.shape !== 'table') continue;
    const columns = columnsOf(table.headers);
    if (columns.prices.length === 0 && !columns.fields.has('amount')) continue;
    priced = true;
    // Rows count anew in every sheet.
    const digest = table === file.tables[0] ? file.digest : `${file.digest}#${table.sheet ?? ''}`;
    report.unread.push(...columns.unread);
    report.withheld.push(...columns.withheld);
    for await (const batch of file.records(table.sheet))
      for (const record of batch) {
        report.rowsRead++;
        if ('problem' in record) {
          const { row, column, value, reason, fix } = record;
          report.rejected.push({ row, column, value, reason, fix: fix ?? null });
          continue;
        }
        if (record.shape !== 'table') continue;
        const { ref, quotes, problems } = quotesInRow(record.cells, columns, sent);
        const refuse = (p: { column: string; value: string; reason: Told; fix: Told | null }) =>
          report.rejected.push({ row: record.row, ...p });
        for (const problem of problems) refuse(problem);
        if (quotes.length === 0) {
          if (problems.length === 0)
            refuse({ column: '', value: '', reason: told`the row holds no price`, fix: null });
          continue;
        }
        const account = await namedAccount(store, ref);
        if ('reason' in account) {
          refuse({ column: columns.fields.get('name') ?? '', value: ref.name ?? ref.id ?? '', ...account });
          continue;
        }
        let added = 0;
        for (const quote of quotes) {
          const place = { name: file.fileName, digest, row: record.row };
          const kept = await keepQuote(
            store,
            account,
            { accountId: account.account_id, ...quote },
            place,
            who,
          );
          if (kept === null) report.quotesKnown++;
          else added++;
        }
        report.quotesAdded += added;
        if (added > 0) report.rowsKept++;
      }
  }
  if (!priced)
    throw refused(
      'no-quotes',
      `${file.fileName} has no column with a price.`,
      { file: file.fileName },
      'Give a quote sheet with a column such as 图文报价, 刊例价, 成交价, or amount with kind.',
    );
  await audit(store.state, {
    who,
    act: 'quotes-imported',
    subjectKind: 'file',
    subjectId: file.digest,
    detail: { file: file.fileName, added: report.quotesAdded, rejected: report.rejected.length },
  });
  return report;
}

type Named = { account_id: string; platform: string };

/** The one account of the library that the row names: by id, handle or link; by its name only where it has one bearer. */
async function namedAccount(store: Store, ref: RowRef): Promise<Named | { reason: Told; fix: Told }> {
  const shown = await shownAs(store);
  const found = await store.facts.all(accountsNamed, {
    keys: [ref.id, ref.handle].filter((k) => k !== null),
    names: ref.name === null ? [] : [ref.name],
    links: ref.link === null ? [] : [ref.link],
  });
  const here = found.filter((a) => ref.platform === null || a.platform === ref.platform);
  const strong = here.filter((a) => a.how !== 'name');
  const one = new Map<string, Named>();
  for (const a of strong.length > 0 ? strong : here) {
    const id = shown.get(a.account_id) ?? a.account_id;
    one.set(id, { account_id: id, platform: a.platform });
  }
  const [first] = one.values();
  if (one.size === 1 && first) return first;
  return one.size === 0
    ? {
        reason: told`the library holds no such account`,
        fix: told`Import a file that names the account, then this one again.`,
      }
    : {
        reason: told`${one.size} accounts of the library answer to this name`,
        fix: told`Add a column with the account’s id, handle or link.`,
      };
}
