import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { messageOf, refused } from '#basis/error.ts';
import { withoutExponent } from './number-text.ts';
import type { RawRow } from './row-splitter.ts';
import type { Source, StreamOptions } from './source.ts';

/** DuckDB reads a path as a pattern: brackets make its special characters ordinary ones. */
const literalPath = (path: string) => path.replaceAll(/[*?[]/g, (char) => `[${char}]`);
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Runs `work` with a private in-memory engine of small memory, closed afterwards. */
async function* withEngine<T>(
  source: Source,
  work: (connection: DuckDBConnection) => AsyncGenerator<T, void>,
): AsyncGenerator<T, void> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '1GB',
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    yield* work(connection);
  } catch (thrown) {
    if (
      thrown instanceof Error &&
      /Error|parquet|thrift|snappy/i.test(thrown.message) &&
      thrown.name !== 'AbortError' &&
      thrown.name !== 'TouchstoneError'
    ) {
      throw refused(
        'damaged-parquet',
        `${source.fileName} is not a readable Parquet file: ${messageOf(thrown).split('\n')[0]}`,
        { file: source.fileName },
        'Export the file again.',
      );
    }
    throw thrown;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

interface ParquetColumn {
  name: string;
  nested: boolean;
  real: boolean;
}

async function columnsOf(connection: DuckDBConnection, path: string): Promise<ParquetColumn[]> {
  const described = await connection.runAndReadAll('DESCRIBE SELECT * FROM read_parquet($path)', { path });
  return described.getRows().map((row) => {
    const type = String(row[1]);
    return {
      name: String(row[0]),
      nested: /^(?:STRUCT|MAP|UNION)|\[\d*\]$/.test(type),
      real: /^(?:DOUBLE|FLOAT)$/.test(type),
    };
  });
}

/** Column names of a Parquet file. Refuses a file that the engine cannot open. */
export async function parquetHeaders(source: Source): Promise<string[]> {
  const names: string[] = [];
  const describe = async function* (connection: DuckDBConnection) {
    for (const column of await columnsOf(connection, literalPath(source.path))) yield column.name;
  };
  for await (const name of withEngine(source, describe)) names.push(name);
  return names;
}

/** The rows of a Parquet file as text, nested values as JSON text, missing ones as ''. Times are UTC. */
export function readParquetRows(source: Source, options: StreamOptions = {}): AsyncGenerator<RawRow[], void> {
  const path = literalPath(source.path);
  return withEngine(source, async function* (connection) {
    const columns = await columnsOf(connection, path);
    const list = columns.map(({ name, nested }) =>
      nested ? `CAST(to_json(${quoted(name)}) AS VARCHAR)` : `CAST(${quoted(name)} AS VARCHAR)`,
    );
    const result = await connection.stream(`SELECT ${list.join(', ')} FROM read_parquet($path)`, { path });
    let row = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      options.signal?.throwIfAborted();
      const rows = chunk.getRows().map((values): RawRow => {
        row++;
        return {
          row,
          cells: values.map((value, column) =>
            value === null ? '' : columns[column]?.real ? withoutExponent(String(value)) : String(value),
          ),
        };
      });
      yield rows;
    }
  });
}
