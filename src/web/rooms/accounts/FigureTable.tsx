/** Figures grouped by metric: a row for each window and content, a column for each vendor. */
import { useTranslation } from 'react-i18next';
import type { Figure } from '#domain/facts/library/schema.ts';
import { FigureCell } from '#web/parts/Figure.tsx';
import { formatBounds, formatDay } from '#web/parts/format.ts';
import {
  type MetricGroup,
  metricGroup,
  useCounted,
  useMetricName,
  useNumberStyle,
  useScope,
  useWord,
} from '#web/parts/words.ts';

const GROUPS: readonly MetricGroup[] = [
  'audience',
  'reach',
  'engagement',
  'quality',
  'price',
  'commerce',
  'index',
];

/** Metrics that look back over a window, stated or not; the others are read at a moment. */
const LOOKS_BACK = /_(median|mean|share)$|_growth_|^viral_|^active_day/;

interface FigureRow {
  key: string;
  first: Figure;
  byVendor: Map<string, Figure>;
}

/** One row for each metric, window, content, format and currency. */
export function figureRows(figures: readonly Figure[]): FigureRow[] {
  const rows = new Map<string, FigureRow>();
  for (const figure of figures) {
    const key = [figure.metric, figure.windowDays ?? 0, figure.content, figure.format, figure.currency].join(
      '|',
    );
    const row = rows.get(key) ?? { key, first: figure, byVendor: new Map<string, Figure>() };
    const old = row.byVendor.get(figure.from.vendor);
    if (!old || old.asOf < figure.asOf) row.byVendor.set(figure.from.vendor, figure);
    rows.set(key, row);
  }
  return [...rows.values()];
}

export function FigureTable({ figures }: { figures: readonly Figure[] }) {
  const { t } = useTranslation();
  const counted = useCounted();
  const metricName = useMetricName();
  const scope = useScope();
  const word = useWord();
  const rows = figureRows(figures);
  const windowless = (metric: string) =>
    LOOKS_BACK.test(metric) ? t('figure.windowUnstated') : t('figure.atMoment');
  const vendors = [...new Set(figures.map((f) => f.from.vendor))];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('account.figures')} tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('figure.metric')}</th>
            <th scope="col">{t('figure.scope')}</th>
            <th scope="col">{t('figure.definition')}</th>
            {vendors.map((vendor) => (
              <th key={vendor} scope="col" className="right">
                {word('vendor', vendor)}
              </th>
            ))}
          </tr>
        </thead>
        {GROUPS.map((group) => {
          const inGroup = rows.filter((row) => metricGroup(row.first.metric) === group);
          if (inGroup.length === 0) return null;
          return (
            <tbody key={group}>
              <tr className="group">
                <th scope="rowgroup" colSpan={3 + vendors.length}>
                  {t(`account.group.${group}`)}
                </th>
              </tr>
              {inGroup.map(({ key, first, byVendor }) => (
                <tr key={key}>
                  <th scope="row">{metricName(first.metric)}</th>
                  <td>
                    {[first.windowDays === null ? windowless(first.metric) : '', scope(first)]
                      .filter((x) => x !== '')
                      .join(' · ')}
                  </td>
                  <td className="muted">{counted(first.metric)} </td>
                  {vendors.map((vendor) => (
                    <td key={vendor} className="right">
                      <VendorFigure figure={byVendor.get(vendor)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </section>
  );
}

/** The number, the bounds its source left, and its day. */
function VendorFigure({ figure }: { figure: Figure | undefined }) {
  const style = useNumberStyle();
  if (!figure) return null;
  const bounds = figure.value === null ? null : formatBounds(figure, figure.unit, figure.currency, style);
  return (
    <>
      <FigureCell figure={figure} />
      <div className="muted number" style={{ fontSize: 12, lineHeight: '16px' }}>
        {bounds ? `${bounds} · ` : ''}
        {formatDay(figure.asOf)}
      </div>
    </>
  );
}
