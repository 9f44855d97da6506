/** Names of accounts, or ids of people, out of a sheet. */
import { refused } from '#basis/error.ts';
import { openFile } from '#connectors/format/open.ts';

/** Best first: an id names one account, a name may name several. */
const COLUMNS = [
  /^(account_?id|账号标识)$/i,
  /^(url|link|profile|主页链接|链接)$/i,
  /^(platform_key|id|账号id|平台 ?id)$/i,
  /^(handle|账号|抖音号|小红书号)$/i,
  /^(kol|name|account|昵称|达人昵称|名称|达人)$/i,
];

/** The distinct cells of the named column of a sheet, or of the best one by its header. */
export async function namesIn(
  path: string,
  named: string | undefined,
  columns: readonly RegExp[] = COLUMNS,
): Promise<string[]> {
  const file = await openFile(path);
  const found: string[] = [];
  let column = named;
  for await (const records of file.records(file.tables[0]?.sheet ?? null))
    for (const record of records) {
      if ('problem' in record) continue;
      const cells = record.shape === 'table' ? record.cells : (record.value as Record<string, unknown>);
      const headers = Object.keys(cells);
      column ??=
        columns.map((c) => headers.find((h) => c.test(h.trim()))).find((h) => h !== undefined) ??
        (headers.length === 1 ? headers[0] : undefined);
      if (column === undefined || !headers.includes(column))
        throw refused(
          'no-column',
          `${file.fileName} has no column that names them.`,
          { file: file.fileName, column: headers.join(', ') },
          'Name it with --column.',
        );
      const cell = cells[column];
      const text = typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : '';
      if (text !== '') found.push(text);
    }
  if (found.length === 0) throw refused('no-names', `${path} names nobody.`, { file: path });
  return [...new Set(found)];
}
