/** Takes records one at a time through a connector into staged rows, and keeps the account of what became of each. */

import { told } from '#basis/told.ts';
import { bindHeaders } from '#connectors/bind-headers.ts';
import type { Connector, Notes, ReadOptions, SourceRecord } from '#connectors/contract.ts';
import { flattenJson } from '#connectors/flatten-json.ts';
import type { RowProblem } from '#connectors/format/open.ts';
import { PERSON_FIELDS } from '#connectors/mapping.ts';
import { isMapped } from '#connectors/read-mapped.ts';
import { tombstoneOf } from '#domain/facts/people/tombstone.ts';
import { AccountRefs } from './account-refs.ts';
import type { Draft } from './schema.ts';
import { type StageContext, stageDraft } from './stage-drafts.ts';
import { StageWriter } from './stage-writer.ts';
import type { StageName } from './stages.ts';

/** Drafts about people: the cells of their rows are not kept beside the facts. */
const PERSONAL: ReadonlySet<Draft['kind']> = new Set(['engagement', 'follow', 'actor', 'order']);
const CELLS_LIMIT = 65_536;
const CELL_COUNT_LIMIT = 2_000;
const VALUE_LIMIT = 2_000;
const WARNING_LIMIT = 100;
/** A layout whose rows speak of accounts and posts only: a rejected row can be kept whole. */
const namesNobody = (connector: Connector): boolean =>
  isMapped(connector) &&
  !connector.mapping.columns.some(({ target }) => target.to !== 'withheld' && PERSON_FIELDS.has(target.to));
const NOT_KEPT = '(a person’s id; not kept)';
const clip = (value: string) => (value.length > VALUE_LIMIT ? `${value.slice(0, VALUE_LIMIT)}…` : value);

interface Problem {
  scope: 'row' | 'cell';
  column: string;
  value: string;
  reason: string;
  fix: string | undefined;
}

export class RecordStager {
  rowsKept = 0;
  rowsRejected = 0;
  cellsUnreadable = 0;
  readonly warnings = new Set<string>();
  readonly unknownColumns = new Set<string>();
  readonly withheldColumns = new Set<string>();
  private readonly stage: StageWriter;
  private readonly context: StageContext;
  private readonly options: ReadOptions;
  private readonly notes: Notes;
  private connector: Connector | null = null;
  private readonly personal = new Map<string, boolean>();
  private place = { src: 0, row: 0 };
  /** Rejections of the present row, told as the row's or a cell's once it is known whether anything was kept. */
  private held: Problem[] = [];
  private withheldNow = new Set<string>();

  constructor(
    folder: string,
    actorKey: string,
    digest: string,
    options: ReadOptions,
    erased: readonly string[],
  ) {
    this.stage = new StageWriter(folder);
    const gone = new Set(erased);
    const isErased = (key: string) => gone.size > 0 && gone.has(tombstoneOf(actorKey, key));
    this.context = {
      stage: this.stage,
      refs: new AccountRefs(this.stage, actorKey, digest, isErased),
      key: actorKey,
      asOf: options.asOf,
      isErased,
    };
    this.options = options;
    this.notes = {
      reject: (column, value, reason, fix) => {
        this.held.push({ scope: 'row', column, value, reason, fix });
      },
      unreadable: (column, value, reason) => {
        this.cellsUnreadable++;
        this.tell({ scope: 'cell', column, value, reason, fix: undefined });
      },
      unknown: (column, value) => {
        if (this.isPersonal(column)) return this.notes.withheld(column);
        this.unknownColumns.add(column);
        this.stage.put('unknown', { ...this.place, column_name: column, value: clip(value) });
      },
      withheld: (column) => {
        this.withheldColumns.add(column);
        this.withheldNow.add(column);
      },
      warn: (text) => {
        if (this.warnings.size < WARNING_LIMIT) this.warnings.add(text);
      },
    };
  }

  /** Starts the next sheet; its number goes with every staged row. */
  sheet(src: number): void {
    this.place = { src, row: 0 };
    this.personal.clear();
  }

  /** A row nobody could read. */
  reject(row: number, column: string, value: string, reason: string, fix?: string): void {
    this.place = { ...this.place, row };
    this.rowsRejected++;
    this.tell({ scope: 'row', column, value, reason, fix });
  }

  take(record: SourceRecord | RowProblem, connector: Connector): void {
    if ('problem' in record)
      return this.reject(record.row, record.column, record.value, record.reason, record.fix);
    this.place = { ...this.place, row: record.row };
    this.connector = connector;
    this.held = [];
    this.withheldNow.clear();
    let drafts = 0;
    let personal = false;
    let erased = false;
    for (const draft of connector.read(record, this.options, this.notes)) {
      personal ||= PERSONAL.has(draft.kind);
      if (stageDraft(draft, this.place, this.context)) drafts++;
      else erased = true;
    }
    if (drafts === 0 && erased) {
      // Nothing else of the row is kept: its cells may tell who it was.
      this.rowsRejected++;
      this.tell({
        scope: 'row',
        column: '',
        value: '',
        reason: told`the person asked to be erased`,
        fix: undefined,
      });
      return;
    }
    if (drafts === 0) {
      this.rowsRejected++;
      if (this.held.length === 0)
        this.tell({
          scope: 'row',
          column: '',
          value: '',
          reason: told`nothing in the row could be used`,
          fix: undefined,
        });
      for (const problem of this.held) this.tell(problem);
      if (namesNobody(connector))
        this.stage.put('source_row', { ...this.place, cells: this.cellsOf(record) });
      return;
    }
    this.rowsKept++;
    for (const problem of this.held) this.tell({ ...problem, scope: 'cell' });
    if (!personal) this.stage.put('source_row', { ...this.place, cells: this.cellsOf(record) });
  }

  /** Flushes the staged rows; the stages that hold any. */
  close(): StageName[] {
    return this.stage.close();
  }

  private isPersonal(column: string): boolean {
    const { connector } = this;
    if (!connector || column === '') return false;
    const known = this.personal.get(column);
    if (known !== undefined) return known;
    // A cell of JSON is a person's as well when it stands below a key that names a person.
    const above = column.split('.').map((_, i, steps) => steps.slice(0, i + 1).join('.'));
    const found =
      isMapped(connector) &&
      bindHeaders(connector.mapping, above).some((b) => b.target !== null && PERSON_FIELDS.has(b.target.to));
    this.personal.set(column, found);
    return found;
  }

  private tell({ scope, column, value: given, reason, fix }: Problem): void {
    const value = this.isPersonal(column) ? NOT_KEPT : given;
    this.stage.put('rejected', {
      ...this.place,
      scope,
      column_name: column,
      value: clip(value),
      reason,
      fix: fix ?? null,
    });
  }

  /** The cell, something in it, or what it stands in was withheld from the present row. */
  private isWithheld(column: string): boolean {
    if (this.withheldNow.has(column)) return true;
    for (const path of this.withheldNow)
      if (path.startsWith(`${column}.`) || path.startsWith(`${column}[`) || column.startsWith(`${path}.`))
        return true;
    return false;
  }

  private cellsOf(record: SourceRecord): string {
    const cells = record.shape === 'table' ? record.cells : flattenJson(record.value);
    const kept = Object.entries(cells).filter(([column, value]) => value !== '' && !this.isWithheld(column));
    const text = JSON.stringify(Object.fromEntries(kept));
    if (text.length <= CELLS_LIMIT) return text;
    return JSON.stringify(Object.fromEntries(kept.slice(0, CELL_COUNT_LIMIT).map(([k, v]) => [k, clip(v)])));
  }
}
