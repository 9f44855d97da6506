/** Standards by format and tier: interval, dots, and what stands in for a blank cell; a cell opens to its rows. */
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { metricRow } from '#basis/metric.ts';
import { BASES, NORM_METRICS, type NormCell, type Norms } from '#domain/assets/rates/schema.ts';
import { normsQuery } from '#web/api/rates.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { useSay } from '#web/parts/say.ts';
import { useCounted, useMetricName, usePlatformName, useWord } from '#web/parts/words.ts';
import { CellRows } from '#web/rooms/rates/CellRows.tsx';
import { Choice } from '#web/rooms/rates/Choice.tsx';
import { PriceStrip, scaleOf } from '#web/rooms/rates/PriceStrip.tsx';
import { type RateSearch, useRateSearch } from '#web/rooms/rates/search.ts';
import { useShown } from '#web/rooms/rates/shown.ts';

export function NormsTab() {
  const [{ platform, metric, basis, category, currency }] = useRateSearch();
  const query = useQuery(normsQuery({ platform, metric, basis, category, currency }));
  return <Answer query={query}>{(found) => <Standards found={found} />}</Answer>;
}

const shut = { tier: undefined, format: undefined };

function Standards({ found }: { found: Norms }) {
  const { t } = useTranslation();
  const [search, change] = useRateSearch();
  const platformName = usePlatformName();
  const metricName = useMetricName();
  const counted = useCounted();
  const say = useSay();
  const isMoney = metricRow(found.metric).unit === 'money';
  return (
    <section className="card scroll">
      <div className="row" style={{ flexWrap: 'wrap', gap: 12, marginBottom: 8 }}>
        {found.choices.platforms.length > 0 ? (
          <Choice
            label={t('library.columns.platform')}
            value={found.platform ?? ''}
            options={found.choices.platforms.map((p) => ({
              value: p.platform,
              text: `${platformName(p.platform)} (${p.rows})`,
            }))}
            change={(value) => change({ ...shut, platform: value, category: undefined, currency: undefined })}
          />
        ) : null}
        <Choice
          label={t('rates.metric')}
          value={found.metric}
          options={NORM_METRICS.map((m) => ({
            value: m,
            text: m === 'quoted_price' ? t('rates.fee') : metricName(m),
          }))}
          change={(value) => change({ ...shut, metric: value, basis: undefined })}
        />
        {isMoney ? (
          <Choice
            label={t('rates.basis')}
            value={found.basis}
            options={BASES.filter((b) => b !== 'asked' || found.metric === 'quoted_price').map((b) => ({
              value: b,
              text: t(`rates.basisOf.${b}`),
            }))}
            change={(value) => change({ ...shut, basis: value })}
          />
        ) : null}
        {found.choices.categories.length > 0 ? (
          <Choice
            label={t('rates.category')}
            value={found.category ?? ''}
            options={[
              { value: '', text: t('rates.allCategories') },
              ...found.choices.categories.map((c) => ({
                value: c.category,
                text: `${c.category} (${c.rows})`,
              })),
            ]}
            change={(value) => change({ category: value || undefined })}
          />
        ) : null}
        {found.choices.currencies.length > 1 ? (
          <Choice
            label={t('rates.currency')}
            value={found.currency ?? ''}
            options={found.choices.currencies.map((c) => ({
              value: c.currency,
              text: `${c.currency} (${c.rows})`,
            }))}
            change={(value) => change({ currency: value })}
          />
        ) : null}
      </div>
      {found.cells.length === 0 ? (
        <EmptyState title={t('rates.empty')}>
          <p>{t('rates.emptyHint')}</p>
        </EmptyState>
      ) : (
        <>
          <p className="muted small">
            {t('rates.reads', { counted: counted(found.metric), gate: found.gate })}
            {found.denominator ? ` ${t('rates.denominator', { of: say(found.denominator) })}` : ''}
            {found.left.otherCurrency > 0
              ? ` ${t('rates.otherCurrency', { n: found.left.otherCurrency })}`
              : ''}
            {found.left.nothingCounted > 0
              ? ` ${t('rates.nothingCounted', { n: found.left.nothingCounted })}`
              : ''}
          </p>
          <CellTable found={found} open={search} />
        </>
      )}
    </section>
  );
}

function CellTable({ found, open }: { found: Norms; open: RateSearch }) {
  const { t } = useTranslation();
  const word = useWord();
  const [, change] = useRateSearch();
  const values = found.cells.flatMap((c) => [
    ...c.dots,
    ...(c.norm.state === 'ok' ? [c.norm.low, c.norm.high ?? c.norm.value] : []),
  ]);
  const scale = scaleOf(values);
  const formats = [...new Set(found.cells.map((c) => c.format))];
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('library.columns.tier')}</th>
          <th scope="col" className="right">
            n
          </th>
          <th scope="col" className="right">
            {t('rates.interval')}
          </th>
          <th scope="col" className="right">
            {t('rates.median')}
          </th>
          <th scope="col">
            <Scale scale={scale} found={found} />
          </th>
          <th scope="col">{t('rates.rows')}</th>
        </tr>
      </thead>
      <tbody>
        {formats.map((format) => (
          <Fragment key={format}>
            <tr>
              <th scope="colgroup" colSpan={6}>
                {word('format', format)}
              </th>
            </tr>
            {found.cells
              .filter((c) => c.format === format)
              .map((cell) => {
                const tier = cell.tier ?? 'none';
                const isOpen = open.tier === tier && open.format === format;
                return (
                  <Fragment key={tier}>
                    <CellRow
                      cell={cell}
                      found={found}
                      scale={scale}
                      isOpen={isOpen}
                      toggle={() => change(isOpen ? shut : { tier, format })}
                    />
                    {isOpen ? (
                      <tr>
                        <td colSpan={6}>
                          <CellRows found={found} tier={tier} format={format} />
                        </td>
                      </tr>
                    ) : null}
                  </Fragment>
                );
              })}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Scale({ scale, found }: { scale: { from: number; to: number }; found: Norms }) {
  const show = useShown(found);
  const { t } = useTranslation();
  return <span>{t('rates.scale', { from: show(scale.from), to: show(scale.to) })}</span>;
}

interface CellRowProps {
  cell: NormCell;
  found: Norms;
  scale: { from: number; to: number };
  isOpen: boolean;
  toggle: () => void;
}

function CellRow({ cell, found, scale, isOpen, toggle }: CellRowProps) {
  const { t } = useTranslation();
  const say = useSay();
  const show = useShown(found);
  const { norm, wider } = cell;
  const tier = cell.tier ? t(`tier.${cell.tier as 'nano'}`) : t('tier.none');
  const range = (n: { low: number; high: number | null }) =>
    n.high === null ? `≥ ${show(n.low)}` : `${show(n.low)}–${show(n.high)}`;
  const beside = wider?.norm.state === 'ok' ? wider.norm : null;
  return (
    <tr>
      <th scope="row">{tier}</th>
      {norm.state === 'ok' ? (
        <>
          <td className="right number">{norm.n}</td>
          <td className="right number">{range(norm)}</td>
          <td className="right number">{show(norm.value)}</td>
          <td>
            <PriceStrip
              dots={cell.dots}
              norm={norm}
              {...scale}
              label={t('rates.strip', { n: cell.dots.length, median: show(norm.value), range: range(norm) })}
            />
          </td>
        </>
      ) : (
        <>
          <td className="right number">{cell.dots.length}</td>
          <td colSpan={2}>
            <span className="level level-insufficient" title={say(norm.why)}>
              {t('rates.blank', { need: say(norm.need), have: say(norm.have) })}
            </span>
            {beside && wider ? (
              <div className="muted small">
                {t('rates.wider', {
                  level: t(`rates.level.${wider.level}`),
                  median: show(beside.value),
                  range: range(beside),
                  n: beside.n,
                })}
              </div>
            ) : null}
          </td>
          <td>
            {cell.dots.length > 0 ? (
              <PriceStrip
                dots={cell.dots}
                norm={null}
                {...scale}
                label={t('rates.stripBlank', { n: cell.dots.length })}
              />
            ) : null}
          </td>
        </>
      )}
      <td>
        {cell.dots.length > 0 || norm.state === 'ok' ? (
          <button type="button" className="button" aria-expanded={isOpen} onClick={toggle}>
            {isOpen ? t('rates.close') : t('rates.open')}
          </button>
        ) : null}
      </td>
    </tr>
  );
}
