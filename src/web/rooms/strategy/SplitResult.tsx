/** Spend by platform and tier with its interval, why, and what binds. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Split } from '#domain/decisions/allocation/schema.ts';
import { TIERS } from '#domain/facts/library/schema.ts';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatCount, formatMoney, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { Insufficient } from '#web/rooms/audience/Insufficient.tsx';
import { briefOfSplit } from '#web/rooms/strategy/brief-of-split.ts';

type Ok = Extract<Split, { state: 'ok' }>;

export function SplitResult({ split }: { split: Split }) {
  return split.state === 'ok' ? (
    <Found split={split} />
  ) : (
    <Insufficient need={split.need} have={split.have} why={split.why} />
  );
}

function Found({ split }: { split: Ok }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const { currency, budget } = split.request;
  const money = (units: number) => formatMoney(units * 100, currency, style);
  const used = split.cells
    .filter((c) => c.spend > 0 || c.share.high > 0.005)
    .sort((a, b) => b.spend - a.spend);
  const unused = budget - split.spent;
  const most = Math.max(...used.map((c) => c.share.high), 0.01);
  return (
    <>
      <p>
        <b>{formatCount(split.buys, style)}</b> {t(`rivals.split.goals.${split.request.goal}`)} ·{' '}
        {money(split.spent)}
        {unused > budget * 0.001 ? (
          <span className="muted"> · {t('rivals.split.left', { value: money(unused) })}</span>
        ) : null}{' '}
        <Link
          className="button"
          to="/select/plans/new"
          search={briefOfSplit(split)}
          title={t('rivals.split.toBriefHint')}
        >
          {t('rivals.split.toBrief')}
        </Link>
      </p>
      <Spend split={split} />
      <div className="scroll">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('rivals.split.cell')}</th>
              <th scope="col" className="right">
                {t('rivals.split.spend')}
              </th>
              <th scope="col">{t('rivals.split.share')}</th>
              <th scope="col" className="right">
                {t('rivals.split.buys')}
              </th>
              <th scope="col" className="right">
                {t('rivals.split.marginal')}
              </th>
              <th scope="col">{t('rivals.split.why')}</th>
            </tr>
          </thead>
          <tbody>
            {used.map((c) => (
              <tr key={`${c.platform}${c.tier}`}>
                <th scope="row">
                  {platformName(c.platform)} · {t(`tier.${c.tier}`)}
                </th>
                <td className="right number">{money(c.spend)}</td>
                <td>
                  <IntervalBar
                    quantity={c.share}
                    from={0}
                    to={most}
                    width={140}
                    label={formatShare(c.share.value, style)}
                  />{' '}
                  <span className="number">
                    {formatShare(c.share.value, style)}{' '}
                    <span className="muted small">
                      {formatShare(c.share.low, style)} – {formatShare(c.share.high, style)}
                    </span>
                  </span>
                </td>
                <td className="right number">
                  {formatCount(c.buys, style)}
                  <div className="muted small">{t('rivals.split.accounts', { n: c.accounts, of: c.of })}</div>
                </td>
                <td className="right number">{c.next === null ? '—' : formatCount(c.next, style)}</td>
                <td className="small">{say(c.why)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>{t('rivals.split.binding')}</h3>
      {split.binding.length === 0 ? (
        <p>{t('rivals.split.nothingBinds')}</p>
      ) : (
        <ul className="plain-list">
          {split.binding.map((b) => (
            <li key={b.name.en}>
              <b>{say(b.name)}</b> <span className="number">{money(b.used)}</span>{' '}
              <span className="muted">{t('rivals.split.worth', { value: formatCount(b.worth, style) })}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="muted small">
        {t('rivals.split.sales', {
          prior: split.sales.perMillion,
          value: formatCount(split.sales.value, style),
        })}{' '}
        {t('rivals.split.leftOut', {
          unpriced: split.leftOut.unpriced,
          currency: split.leftOut.otherCurrency,
          unknown: split.leftOut.unknown,
        })}
      </p>
    </>
  );
}

function Spend({ split }: { split: Ok }) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const option = useMemo<ChartOption>(() => {
    const platforms = [...new Set(split.cells.filter((c) => c.spend > 0).map((c) => c.platform))].reverse();
    return {
      legend: {},
      grid: { left: 8, right: 16, top: 32, bottom: 4 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'value' },
      yAxis: { type: 'category', data: platforms.map((p) => platformName(p)) },
      series: TIERS.map((tier) => ({
        type: 'bar',
        stack: 'tier',
        name: t(`tier.${tier}`),
        barMaxWidth: 18,
        data: platforms.map((p) =>
          Math.round(split.cells.find((c) => c.platform === p && c.tier === tier)?.spend ?? 0),
        ),
      })),
    };
    // The name function follows the language, which `t` stands for.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [split, t]);
  const rows = new Set(split.cells.filter((c) => c.spend > 0).map((c) => c.platform)).size;
  return <Chart ordered option={option} height={rows * 28 + 60} label={t('rivals.split.map')} />;
}
