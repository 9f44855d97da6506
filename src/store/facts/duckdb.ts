/** The embedded fact engine: one DuckDB file, opened by one process. */
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DuckDBConnection,
  DuckDBDoubleVector,
  DuckDBInstance,
  DuckDBIntegerVector,
  DuckDBUBigIntVector,
  type DuckDBVector,
} from '@duckdb/node-api';
import { messageOf, TouchstoneError } from '#basis/error.ts';
import type { Cell, Column, FactReader, FactStore, FactWriter, Row } from './fact-store.ts';
import type { Query } from './query.ts';
import { render, type Sql } from './sql.ts';

/** JSON-safe value of what the engine returned. */
function plain(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'bigint':
      return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
        ? Number(value)
        : String(value);
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'string':
    case 'boolean':
      return value;
    default:
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
  return null;
}

class Reader implements FactReader {
  protected readonly connect: () => Promise<DuckDBConnection>;
  protected readonly release: (connection: DuckDBConnection) => void;

  constructor(connect: () => Promise<DuckDBConnection>, release: (connection: DuckDBConnection) => void) {
    this.connect = connect;
    this.release = release;
  }

  async rows(statement: Sql): Promise<Row[]> {
    const { text, values } = render(statement);
    const connection = await this.connect();
    try {
      const reader = await connection.runAndReadAll(text, values);
      return reader.getRowObjectsJS().map((row) => plain(row) as Row);
    } catch (error) {
      throw engineError(error, text);
    } finally {
      this.release(connection);
    }
  }

  async all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]> {
    const rows = await this.rows(query.build(parameters));
    return rows.map((row) => query.row.parse(row));
  }

  async first<P, R>(query: Query<P, R>, parameters: P): Promise<R | null> {
    return (await this.all(query, parameters))[0] ?? null;
  }

  async explain(statement: Sql): Promise<string> {
    const { text, values } = render(statement);
    const rows = await this.rows({ strings: explainText(text, values.length), values });
    return rows
      .map((row) => (typeof row['explain_value'] === 'string' ? row['explain_value'] : ''))
      .join('\n');
  }
}

/** The engine's own memory, copied: it is reused for the next piece. */
function columnOf(vector: DuckDBVector): Column {
  // The items are private to the driver; reading them one by one takes ten times as long.
  if (vector instanceof DuckDBUBigIntVector) return vector['items'].slice();
  if (vector instanceof DuckDBIntegerVector) return vector['items'].slice();
  if (vector instanceof DuckDBDoubleVector) return vector['items'].slice();
  throw new TouchstoneError('internal', 'fact-store', 'Columns are UBIGINT, INTEGER or DOUBLE.');
}

/** `EXPLAIN` before a statement whose places are already numbered. */
function explainText(text: string, places: number): string[] {
  const pieces: string[] = [];
  let rest = `EXPLAIN ${text}`;
  for (let i = 1; i <= places; i++) {
    const at = rest.indexOf(`$${i}`);
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at + `$${i}`.length);
  }
  return [...pieces, rest];
}

class Writer extends Reader implements FactWriter {
  private readonly mostMb: number;
  isLean = false;

  constructor(connection: DuckDBConnection, mostMb: number) {
    super(
      async () => connection,
      () => {},
    );
    this.mostMb = mostMb;
  }

  async lean(memoryMb: number): Promise<void> {
    this.isLean = true;
    const connection = await this.connect();
    await connection.run(`SET memory_limit = '${Math.min(memoryMb, this.mostMb)}MB'`).catch(() => {});
  }

  async run(statement: Sql): Promise<number> {
    const { text, values } = render(statement);
    const connection = await this.connect();
    try {
      const result = await connection.run(text, values);
      return result.rowsChanged;
    } catch (error) {
      throw engineError(error, text);
    } finally {
      this.release(connection);
    }
  }
}

const engineError = (error: unknown, text: string) =>
  new TouchstoneError('internal', 'fact-store', `${messageOf(error)} — in: ${text.slice(0, 400)}`);

export interface DuckdbOptions {
  file: string;
  memoryMb: number;
  threads: number;
  tempFolder: string;
}

/** How long a rewrite waits for readers. */
const REWRITE_WAIT_MS = 60_000;

/** Copies every table of the open database into a new file. */
async function rewriteDuckdb(instance: DuckDBInstance, file: string, fresh: string): Promise<void> {
  await rm(fresh, { force: true });
  const connection = await instance.connect();
  try {
    const name = (await connection.runAndReadAll('SELECT current_database() AS name')).getRowObjectsJS()[0]?.[
      'name'
    ];
    if (typeof name !== 'string' || name.includes('"'))
      throw new TouchstoneError('internal', 'fact-store', `Cannot name the database of ${file}.`);
    await connection.run('CHECKPOINT');
    await connection.run(`ATTACH '${fresh.replaceAll("'", "''")}' AS fresh`);
    await connection.run(`COPY FROM DATABASE "${name}" TO fresh`);
    await connection.run('CHECKPOINT fresh');
    await connection.run('DETACH fresh');
  } finally {
    connection.closeSync();
  }
}

/** Opens the file; the folder must exist. Fails with `busy` when another process has it. */
export async function openDuckdb(options: DuckdbOptions): Promise<FactStore> {
  await mkdir(options.tempFolder, { recursive: true });
  const open = () =>
    DuckDBInstance.create(options.file, {
      memory_limit: `${options.memoryMb}MB`,
      threads: String(options.threads),
      temp_directory: options.tempFolder,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
  let instance: DuckDBInstance;
  try {
    instance = await open();
  } catch (error) {
    const message = messageOf(error);
    if (/lock/i.test(message))
      throw new TouchstoneError(
        'busy',
        'store-in-use',
        `The store ${options.file} is open in another process.`,
        {
          fix: 'Stop that process, or let the command talk to the running server.',
        },
      );
    throw new TouchstoneError('internal', 'store-open', `Cannot open ${options.file}: ${message}`, {
      fix: 'Run `touchstone doctor`; backups are in the folder `backups` beside the store.',
    });
  }
  const idle: DuckDBConnection[] = [];
  /** Connections that somebody reads with, and what new readers wait for while the file is written anew. */
  const out = { count: 0, until: null as Promise<void> | null };
  const take = async () => {
    while (out.until) await out.until;
    out.count++;
    return idle.pop() ?? (await instance.connect());
  };
  const give = (connection: DuckDBConnection) => {
    out.count--;
    if (idle.length < 4) idle.push(connection);
    else connection.closeSync();
  };
  const reader = new Reader(take, give);
  let revision = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const transaction = <T>(
    work: (writer: FactWriter) => Promise<T>,
    signal?: AbortSignal,
    prepare?: (writer: FactWriter) => Promise<void>,
  ): Promise<T> => {
    const turn = queue.then(async () => {
      const connection = await instance.connect();
      const writer = new Writer(connection, options.memoryMb);
      const interrupt = () => connection.interrupt();
      signal?.addEventListener('abort', interrupt);
      try {
        signal?.throwIfAborted();
        await prepare?.(writer);
        await connection.run('BEGIN TRANSACTION');
        const result = await work(writer);
        await connection.run('COMMIT');
        revision++;
        return result;
      } catch (error) {
        await connection.run('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        signal?.removeEventListener('abort', interrupt);
        if (writer.isLean) await connection.run(`SET memory_limit = '${options.memoryMb}MB'`);
        connection.closeSync();
      }
    });
    queue = turn.catch(() => {});
    return turn;
  };

  return {
    async *columns(query, parameters) {
      const { text, values } = render(query.build(parameters));
      const connection = await take();
      try {
        const result = await connection.stream(text, values);
        const names = result.columnNames();
        for (;;) {
          const chunk = await result.fetchChunk();
          if (!chunk || chunk.rowCount === 0) break;
          yield Object.fromEntries(names.map((name, i) => [name, columnOf(chunk.getColumnVector(i))]));
        }
      } catch (error) {
        throw error instanceof TouchstoneError ? error : engineError(error, text);
      } finally {
        // A reader that stops early leaves a statement running: such a connection is not used again.
        out.count--;
        connection.closeSync();
      }
    },
    rows: (statement) => reader.rows(statement),
    all: (query, parameters) => reader.all(query, parameters),
    first: (query, parameters) => reader.first(query, parameters),
    explain: (statement) => reader.explain(statement),
    transaction,
    revision: () => revision,
    async backup(folder) {
      await mkdir(folder, { recursive: true });
      await queue;
      const connection = await instance.connect();
      try {
        await connection.run('CHECKPOINT');
      } finally {
        connection.closeSync();
      }
      const name = join(folder, `facts-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.duckdb`);
      await copyFile(options.file, name);
      await stat(name);
      return name;
    },
    rewrite() {
      const turn = queue.then(async () => {
        let resume = () => {};
        out.until = new Promise((resolve) => {
          resume = resolve;
        });
        try {
          const deadline = Date.now() + REWRITE_WAIT_MS;
          while (out.count > 0) {
            if (Date.now() > deadline)
              throw new TouchstoneError('busy', 'readers', 'Others read the library at the moment.', {
                fix: 'Try again in a minute.',
              });
            await new Promise((resolve) => setTimeout(resolve, 10));
          }
          for (const connection of idle.splice(0)) connection.closeSync();
          const fresh = `${options.file}.fresh`;
          await rewriteDuckdb(instance, options.file, fresh);
          instance.closeSync();
          try {
            await rename(fresh, options.file);
            await rm(`${options.file}.wal`, { force: true });
          } finally {
            instance = await open();
          }
          revision++;
        } finally {
          out.until = null;
          resume();
        }
      });
      queue = turn.catch(() => {});
      return turn;
    },
    async close() {
      await queue;
      for (const connection of idle) connection.closeSync();
      instance.closeSync();
    },
  };
}
