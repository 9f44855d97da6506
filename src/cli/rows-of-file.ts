/** All rows of a table that a command was given; a row that cannot be read is refused. */
import { refused } from '#basis/error.ts';
import { openFile } from '#connectors/format/open.ts';

export async function rowsOfFile(path: string): Promise<Record<string, unknown>[]> {
  const file = await openFile(path);
  const rows: Record<string, unknown>[] = [];
  for await (const records of file.records(file.tables[0]?.sheet ?? null))
    for (const record of records) {
      if ('problem' in record)
        throw refused('bad-row', `${file.fileName}: ${record.reason}`, {
          file: file.fileName,
          row: record.row,
        });
      rows.push(record.shape === 'table' ? record.cells : (record.value as Record<string, unknown>));
    }
  return rows;
}
