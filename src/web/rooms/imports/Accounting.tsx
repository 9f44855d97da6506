/** The account of one file: rows read = kept + rejected, and what became of every column. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FileReport } from '#domain/facts/imports/schema.ts';
import { useTell } from '#web/i18n/tell.ts';
import { formatBytes, formatCount } from '#web/parts/format.ts';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';

export function Accounting({ report, linked = true }: { report: FileReport; linked?: boolean }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const tell = useTell();
  const word = useWord();
  const platformName = usePlatformName();
  const n = (value: number) => formatCount(value, { ...style, short: false });
  const even = report.rowsRead === report.rowsKept + report.rowsRejected;
  return (
    <section className="card" aria-label={report.file}>
      <div className="file-head">
        <h2>{report.file}</h2>
        <span className={report.state === 'refused' ? 'mark' : 'tag'}>
          {t(`import.state.${report.state}`)}
        </span>
        <span className="muted">
          {[
            report.vendor ? word('vendor', report.vendor) : '',
            report.platform ? platformName(report.platform) : '',
            report.connector ?? '',
            formatBytes(report.byteCount),
            t('import.seconds', { seconds: report.seconds.toFixed(1) }),
          ]
            .filter((x) => x !== '')
            .join(' · ')}
        </span>
        {linked && report.runId ? (
          <Link to="/data/runs/$id" params={{ id: report.runId }}>
            {t('import.openRun')}
          </Link>
        ) : null}
      </div>
      {report.error ? (
        <div className="error" role="alert">
          <p>{tell(report.error.message)}</p>
          {report.error.fix ? <p>{tell(report.error.fix)}</p> : null}
        </div>
      ) : (
        <>
          <p className="balance number">
            {t('import.balance', {
              read: n(report.rowsRead),
              kept: n(report.rowsKept),
              rejected: n(report.rowsRejected),
            })}{' '}
            <span className={even ? 'tag' : 'mark'}>{even ? t('import.even') : t('import.uneven')}</span>
          </p>
          <p className="muted">
            {t('import.news', {
              added: n(report.rowsNew),
              repeated: n(report.rowsRepeated),
              unreadable: n(report.cellsUnreadable),
            })}
          </p>
          <Reasons report={report} />
          <dl className="facts">
            {report.sheets.length > 1 ? (
              <>
                <dt>{t('import.sheets')}</dt>
                <dd>
                  {report.sheets
                    .map(
                      (s) => `${s.sheet ?? '—'}: ${n(s.rowsRead)} = ${n(s.rowsKept)} + ${n(s.rowsRejected)}`,
                    )
                    .join(t('list.break'))}
                </dd>
              </>
            ) : null}
            <dt>{t('import.facts')}</dt>
            <dd>
              {Object.entries(report.facts)
                .filter(([, count]) => count > 0)
                .map(([table, count]) => `${word('fact', table)} ${n(count)}`)
                .join(' · ') || '—'}
            </dd>
            <dt>{t('import.unknown')}</dt>
            <dd>{report.unknownColumns.join(t('list.comma')) || '—'}</dd>
            <dt>{t('import.withheld')}</dt>
            <dd>{report.withheldColumns.join(t('list.comma')) || '—'}</dd>
          </dl>
          {report.warnings.map((warning) => (
            <p key={warning} className="note warn" style={{ marginTop: 8 }}>
              {tell(warning)}
            </p>
          ))}
        </>
      )}
    </section>
  );
}

function Reasons({ report }: { report: FileReport }) {
  const { t } = useTranslation();
  const tell = useTell();
  if (report.reasons.length === 0) return null;
  return (
    <table className="plain" style={{ marginBottom: 8 }}>
      <thead>
        <tr>
          <th scope="col">{t('problem.reason')}</th>
          <th scope="col">{t('problem.column')}</th>
          <th scope="col" className="right">
            {t('problem.count')}
          </th>
          <th scope="col">{t('problem.example')}</th>
          <th scope="col">{t('problem.fix')}</th>
        </tr>
      </thead>
      <tbody>
        {report.reasons.map((r) => (
          <tr key={`${r.scope}${r.column}${r.reason}`}>
            <th scope="row">
              {tell(r.reason)}{' '}
              <span className="mark">{r.scope === 'row' ? t('problem.row') : t('problem.cell')}</span>
            </th>
            <td>{r.column}</td>
            <td className="right">{r.count}</td>
            <td className="wrap">
              {t('problem.at', { row: r.example.row })} “{r.example.value}”
            </td>
            <td>{tell(r.fix ?? '')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
