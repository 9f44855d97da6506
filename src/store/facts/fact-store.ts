/** What a fact engine offers the rooms. DuckDB embedded today; a second engine implements the same. */
import type { Query } from './query.ts';
import type { Sql } from './sql.ts';

/** A JSON-safe cell: 64-bit integers come as numbers when safe and as text when not, moments as ISO 8601 UTC. */
export type Cell = string | number | boolean | null | Cell[] | { [key: string]: Cell };
export type Row = Record<string, Cell>;

export interface FactReader {
  /** Runs a named query and checks its rows against their schema. */
  all<P, R>(query: Query<P, R>, parameters: P): Promise<R[]>;
  /** The first row, or null. */
  first<P, R>(query: Query<P, R>, parameters: P): Promise<R | null>;
  /** Rows of any statement, unchecked: for exports and the analyst's own SQL. */
  rows(statement: Sql): Promise<Row[]>;
  /** The engine's plan of a statement, as text. */
  explain(statement: Sql): Promise<string>;
}

export interface FactWriter extends FactReader {
  run(statement: Sql): Promise<number>;
  /**
   * Holds the engine to so much memory until the transaction ends: it then keeps less of what was written, which
   * nobody asks for yet. Does nothing when so much is in use.
   */
  lean(memoryMb: number): Promise<void>;
}

/** A column of numbers without blanks: UBIGINT, INTEGER or DOUBLE. */
export type Column = BigUint64Array | Int32Array | Float64Array;

export interface FactStore extends FactReader {
  /** The columns of a statement that gives numbers only, a piece at a time and in its order; rows are not checked. */
  columns<P>(query: Query<P, unknown>, parameters: P): AsyncGenerator<Record<string, Column>>;
  /** One transaction at a time; rolls back when `work` throws. An abort interrupts the running statement. */
  transaction<T>(
    work: (writer: FactWriter) => Promise<T>,
    signal?: AbortSignal,
    /** Fills temporary tables on the same connection before the transaction begins: the engine reads those in parallel. */
    prepare?: (writer: FactWriter) => Promise<void>,
  ): Promise<T>;
  /** A number that changes with every committed write. */
  revision(): number;
  backup(folder: string): Promise<string>;
  /**
   * Writes everything into a new file that takes the old one's place, so that nothing deleted stays in free blocks.
   * Readers wait meanwhile.
   */
  rewrite(): Promise<void>;
  close(): Promise<void>;
}
