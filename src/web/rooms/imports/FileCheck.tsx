/** One file before it is stored: what it is taken for, how sure, and what each column means. */
import { App, Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { messageOf } from '#basis/error.ts';
import type { Preview } from '#domain/facts/imports/schema.ts';
import { useTell } from '#web/i18n/tell.ts';
import { formatBytes } from '#web/parts/format.ts';
import { usePreferences } from '#web/parts/preferences.ts';
import { saveText } from '#web/parts/save.ts';
import { usePlatformName, useWord } from '#web/parts/words.ts';
import { ColumnTable } from '#web/rooms/imports/ColumnTable.tsx';
import type { DraftFile } from '#web/rooms/imports/draft.ts';
import { isMapping } from '#web/rooms/imports/targets.ts';

interface FileCheckProps {
  file: DraftFile;
  preview: Preview;
  change: (next: DraftFile) => void;
  remove: () => void;
}

export function FileCheck({ file, preview, change, remove }: FileCheckProps) {
  const { t } = useTranslation();
  const tell = useTell();
  return (
    <section className="card" aria-label={preview.file}>
      <div className="file-head">
        <h2>{preview.file}</h2>
        <span className="muted">
          {[
            preview.format,
            preview.encoding ?? '',
            preview.compression ?? '',
            formatBytes(file.upload.byteCount),
          ]
            .filter((x) => x !== '')
            .join(' · ')}
        </span>
        <button type="button" className="plain-button" onClick={remove}>
          {t('import.remove')}
        </button>
      </div>
      {preview.error ? (
        <div className="error" role="alert">
          <p>{tell(preview.error.message)}</p>
          {preview.error.fix ? <p>{tell(preview.error.fix)}</p> : null}
        </div>
      ) : null}
      {preview.warnings.map((warning) => (
        <p key={warning} className="note warn">
          {tell(warning)}
        </p>
      ))}
      {preview.tables.map((table) => (
        <TableCheck key={table.sheet ?? ''} table={table} file={file} change={change} />
      ))}
    </section>
  );
}

interface TableCheckProps {
  table: Preview['tables'][number];
  file: DraftFile;
  change: (next: DraftFile) => void;
}

function TableCheck({ table, file, change }: TableCheckProps) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const tell = useTell();
  const word = useWord();
  const platformName = usePlatformName();
  const best = table.candidates.find((c) => c.connector === file.connector) ?? table.candidates[0];
  const mapping = file.mapping ?? (isMapping(table.mapping) ? table.mapping : null);
  const editable = mapping !== null;
  const { sample } = table;
  return (
    <>
      {table.sheet ? <h3>{table.sheet}</h3> : null}
      <p>
        {best && !editable ? (
          <>
            {t('import.takenFor')} <b>{best[language]}</b> ({word('vendor', best.vendor)}
            {best.platform ? `, ${platformName(best.platform)}` : ''}) ·{' '}
            {t('import.confidence', { percent: Math.round(best.confidence * 100) })}
            {best.reasons.length > 0 ? (
              <span className="muted"> · {best.reasons.map(tell).join(t('list.break'))}</span>
            ) : null}
          </>
        ) : (
          <span className="mark">{t('import.generic')}</span>
        )}
      </p>
      {table.candidates.length > 1 && !editable ? (
        <label className="row">
          {t('import.readAs')}
          <select
            className="field"
            style={{ width: 280 }}
            value={best?.connector ?? ''}
            onChange={(e) => change({ ...file, connector: e.target.value })}
          >
            {table.candidates.map((c) => (
              <option key={c.connector} value={c.connector}>
                {c[language]} · {Math.round(c.confidence * 100)}%
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <p className="number">
        {t('import.sample', { read: sample.rowsRead, kept: sample.rowsKept, rejected: sample.rowsRejected })}
      </p>
      {sample.problems.length > 0 ? (
        <ul className="tight">
          {sample.problems.slice(0, 5).map((p) => (
            <li key={`${p.row}${p.column}${p.reason}`}>
              {t('problem.at', { row: p.row })} <b>{p.column}</b> “{p.value}”: {tell(p.reason)}{' '}
              {tell(p.fix ?? '')}
            </li>
          ))}
          {sample.problems.length > 5 ? (
            <li>{t('import.moreProblems', { number: sample.problems.length - 5 })}</li>
          ) : null}
        </ul>
      ) : null}
      <details open={editable}>
        <summary>{t('import.columns', { count: table.columns.length })}</summary>
        <ColumnTable table={table} mapping={mapping} change={(next) => change({ ...file, mapping: next })} />
        {mapping ? <MappingFile file={file} mapping={mapping} change={change} /> : null}
      </details>
    </>
  );
}

/** A mapping can be kept as a file and used again. */
function MappingFile({
  file,
  mapping,
  change,
}: {
  file: DraftFile;
  mapping: NonNullable<DraftFile['mapping']>;
  change: (next: DraftFile) => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const picker = useRef<HTMLInputElement>(null);
  async function load(chosen: File | undefined): Promise<void> {
    if (!chosen) return;
    try {
      const read: unknown = JSON.parse(await chosen.text());
      if (isMapping(read)) change({ ...file, mapping: read });
      else void message.error(t('import.notMapping', { file: chosen.name }));
    } catch (thrown) {
      void message.error(messageOf(thrown));
    }
  }
  return (
    <div className="row" style={{ marginTop: 8 }}>
      <Button
        size="small"
        onClick={() =>
          saveText(
            `${file.upload.fileName}.mapping.json`,
            `${JSON.stringify(mapping, null, 2)}\n`,
            'application/json',
          )
        }
      >
        {t('import.saveMapping')}
      </Button>
      <Button size="small" onClick={() => picker.current?.click()}>
        {t('import.loadMapping')}
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={t('import.loadMapping')}
        onChange={(e) => void load(e.target.files?.[0])}
      />
    </div>
  );
}
