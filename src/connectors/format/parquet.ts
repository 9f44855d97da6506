/** Parquet through a private engine in memory; every value as the text of its JSON form. */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { messageOf, refused, TouchstoneError } from '#basis/error.ts';
import { type FileContext, recordOf, type Table } from './table.ts';

/** Runs work with an engine of its own, under a name in which nothing is taken for a pattern. */
async function* withEngine<T>(
  path: string,
  fileName: string,
  work: (connection: DuckDBConnection, path: string) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  let folder: string | null = null;
  let instance: DuckDBInstance | null = null;
  let connection: DuckDBConnection | null = null;
  try {
    let plain = path;
    if (/[*?[\]{}]|:\/\//.test(path)) {
      folder = await mkdtemp(join(tmpdir(), 'touchstone-parquet-'));
      plain = join(folder, 'file.parquet');
      await symlink(resolve(path), plain);
    }
    instance = await DuckDBInstance.create(':memory:', {
      memory_limit: '256MB',
      threads: '1',
      autoinstall_known_extensions: 'false',
    });
    connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'").catch(() => {});
    yield* work(connection, plain);
  } catch (error) {
    if (error instanceof TouchstoneError) throw error;
    throw refused(
      'bad-parquet',
      `${fileName} cannot be read as Parquet: ${messageOf(error).split('\n')[0]?.replaceAll(path, fileName).slice(0, 300)}`,
      { file: fileName },
      'The file is cut off or damaged; write it again.',
    );
  } finally {
    connection?.closeSync();
    instance?.closeSync();
    if (folder) await rm(folder, { recursive: true, force: true });
  }
}

interface Column {
  name: string;
  type: string;
}

const columnsOf = async (connection: DuckDBConnection, path: string): Promise<Column[]> => {
  const described = await connection.runAndReadAll('DESCRIBE SELECT * FROM read_parquet($1)', [path]);
  return described
    .getRowObjectsJS()
    .map((r) => ({ name: r['column_name'] as string, type: r['column_type'] as string }));
};

const shown = ({ name, type }: Column): string => {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  if (type.startsWith('TIMESTAMP')) return `strftime(${quoted}, '%Y-%m-%d %H:%M:%S')`;
  return /\[|STRUCT|MAP/.test(type) ? `to_json(${quoted})::VARCHAR` : `${quoted}::VARCHAR`;
};

/** @throws TouchstoneError `bad-parquet`, `too-many-columns` */
export async function parquetTable({ path, fileName, limits }: FileContext): Promise<Table> {
  let columns: Column[] = [];
  for await (const found of withEngine(path, fileName, async function* (connection, file) {
    yield await columnsOf(connection, file);
  }))
    columns = found;
  if (columns.length > limits.maxColumns)
    throw refused(
      'too-many-columns',
      `${fileName} has ${columns.length} columns; ${limits.maxColumns} is the limit.`,
      { file: fileName },
      'Write fewer columns, or one record a row.',
    );
  const headers = columns.map((c) => c.name);
  return {
    sheet: null,
    shape: 'table',
    headers,
    headerRow: 0,
    warnings: [],
    read: () =>
      withEngine(path, fileName, async function* (connection, file) {
        const result = await connection.stream(
          `SELECT ${columns.map(shown).join(', ')} FROM read_parquet($1)`,
          [file],
        );
        let row = 0;
        for (;;) {
          const chunk = await result.fetchChunk();
          if (!chunk || chunk.rowCount === 0) return;
          yield chunk.getRows().map((cells) =>
            recordOf(
              headers,
              null,
              ++row,
              cells.map((c) => (c === null ? '' : (c as string))),
              limits,
            ),
          );
        }
      }),
  };
}
