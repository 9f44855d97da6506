/** Parquet through a private engine in memory; every value as the text of its JSON form. */
import { DuckDBInstance } from '@duckdb/node-api';
import { messageOf, refused } from '#basis/error.ts';

export interface ParquetRows {
  headers: string[];
  rows: AsyncGenerator<{ cells: string[]; row: number }[]>;
}

export async function readParquet(path: string, fileName: string): Promise<ParquetRows> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '256MB',
    threads: '1',
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    const described = await connection.runAndReadAll('DESCRIBE SELECT * FROM read_parquet($1)', [path]);
    const columns = described
      .getRowObjectsJS()
      .map((r) => ({ name: String(r['column_name']), type: String(r['column_type']) }));
    const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
    const shown = columns.map((c) =>
      /TIMESTAMP/.test(c.type)
        ? `strftime(${quoted(c.name)}, '%Y-%m-%d %H:%M:%S')`
        : /\[|STRUCT|MAP/.test(c.type)
          ? `to_json(${quoted(c.name)})::VARCHAR`
          : `${quoted(c.name)}::VARCHAR`,
    );
    const result = await connection.stream(`SELECT ${shown.join(', ')} FROM read_parquet($1)`, [path]);
    async function* rows() {
      let row = 0;
      try {
        for (;;) {
          const chunk = await result.fetchChunk();
          if (!chunk || chunk.rowCount === 0) return;
          yield chunk
            .getRows()
            .map((cells) => ({
              row: ++row,
              cells: cells.map((c) => (c === null ? '' : String(c as string))),
            }));
        }
      } finally {
        connection.closeSync();
        instance.closeSync();
      }
    }
    return { headers: columns.map((c) => c.name), rows: rows() };
  } catch (error) {
    connection.closeSync();
    instance.closeSync();
    throw refused(
      'bad-parquet',
      `${fileName} cannot be read as Parquet: ${messageOf(error).split('\n')[0]}`,
      { file: fileName },
      'Write the file again.',
    );
  }
}
