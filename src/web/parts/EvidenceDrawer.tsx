/** The row behind a number: file, sheet, row, its cells, what was read from it and what was withheld. */
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence } from '#domain/facts/library/schema.ts';
import { evidenceQuery } from '#web/api/endpoints.ts';
import { useTell } from '#web/i18n/tell.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { type EvidencePlace, useEvidence } from '#web/parts/evidence-link.ts';
import { formatMoment } from '#web/parts/format.ts';
import { csvOf, saveText } from '#web/parts/save.ts';
import { useMetricName, useWord } from '#web/parts/words.ts';

export function EvidenceDrawer({ place }: { place: EvidencePlace }) {
  const { t } = useTranslation();
  const open = useEvidence();
  const query = useQuery(evidenceQuery(place.sourceId, place.row));
  return (
    <Drawer
      open
      size={560}
      title={t('evidence.title')}
      onClose={() => open(null)}
      extra={
        query.data ? (
          <Button size="small" onClick={() => exportRow(query.data)}>
            {t('evidence.export')}
          </Button>
        ) : null
      }
    >
      <Answer query={query}>
        {(evidence) => <EvidenceBody evidence={evidence} column={place.column} />}
      </Answer>
    </Drawer>
  );
}

function exportRow(evidence: Evidence): void {
  const cells = evidence.cells ?? Object.fromEntries(evidence.facts.flatMap((f) => Object.entries(f.values)));
  const head = ['file', 'sheet', 'row', ...Object.keys(cells)];
  const body = [
    evidence.fileName,
    evidence.sheet ?? '',
    String(evidence.row),
    ...Object.values(cells).map(asText),
  ];
  saveText(`evidence-${evidence.sourceId}-${evidence.row}.csv`, csvOf([head, body]), 'text/csv');
}

const asText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

function EvidenceBody({ evidence, column }: { evidence: Evidence; column: string | null }) {
  const { t } = useTranslation();
  const tell = useTell();
  const word = useWord();
  const columns = column?.split(' + ') ?? [];
  const metricName = useMetricName();
  const nameOf = ({ metric, attribute }: Record<string, unknown>): string =>
    typeof metric === 'string'
      ? metricName(metric)
      : typeof attribute === 'string'
        ? word('attribute', attribute)
        : '';
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    body.current?.querySelector('tr.read')?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <div className="evidence-body" ref={body}>
      <p className="answer">
        {evidence.fileName}
        {evidence.sheet ? ` › ${evidence.sheet}` : ''} › {t('evidence.row', { row: evidence.row })}
      </p>
      <dl className="facts">
        <dt>{t('evidence.vendor')}</dt>
        <dd>
          {word('vendor', evidence.vendor)} · {word('sourceClass', evidence.sourceClass)}
        </dd>
        <dt>{t('evidence.reader')}</dt>
        <dd>
          {evidence.connector}@{evidence.connectorVersion}
        </dd>
        <dt>{t('evidence.asOf')}</dt>
        <dd>{formatMoment(evidence.asOf)}</dd>
        <dt>{t('evidence.importedAt')}</dt>
        <dd>{formatMoment(evidence.importedAt)}</dd>
        <dt>{t('evidence.digest')}</dt>
        <dd className="code">{evidence.digest}</dd>
      </dl>
      <h3>{t('evidence.cells')}</h3>
      {evidence.cells ? (
        <table className="plain">
          <tbody>
            {Object.entries(evidence.cells).map(([name, value]) => (
              <tr key={name} className={columns.includes(name) ? 'read' : undefined}>
                <th scope="row">
                  {name}
                  {columns.includes(name) ? <span className="mark">{t('evidence.readHere')}</span> : null}
                </th>
                <td className="wrap">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="muted">{t('evidence.noCells')}</p>
      )}
      {evidence.withheldColumns.length > 0 ? (
        <p className="note">
          {t('evidence.withheld', { columns: evidence.withheldColumns.join(t('list.comma')) })}
        </p>
      ) : null}
      {evidence.problems.length > 0 ? (
        <>
          <h3>{t('evidence.problems')}</h3>
          <ul className="tight">
            {evidence.problems.map((problem) => (
              <li key={`${problem.column}${problem.value}`}>
                <b>{problem.column}</b> “{problem.value}”: {tell(problem.reason)} {tell(problem.fix ?? '')}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h3>{t('evidence.facts', { number: evidence.facts.length })}</h3>
      {evidence.facts.map((fact, i) => (
        <details key={`${fact.table}${i}`} open={evidence.facts.length < 4}>
          <summary>
            {word('fact', fact.table)} {nameOf(fact.values)}
          </summary>
          <table className="plain">
            <tbody>
              {Object.entries(fact.values).map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="wrap">{asText(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </div>
  );
}
