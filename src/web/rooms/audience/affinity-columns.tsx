/** Columns of the affinity table. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Affinity } from '#domain/readings/audience/schema.ts';
import type { Column } from '#web/parts/DataTable.tsx';
import { formatCount, formatMoney, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';

export type Line = Affinity & { reason?: { en: string; zh: string } };

const nameOf = (a: Line) => a.name ?? a.accountId;
const short = (p: number) => (p < 1e-4 ? p.toExponential(1) : String(Number(p.toPrecision(2))));

/** `most`: the end of the common TGI scale. */
export function useAffinityColumns(withReason: boolean, most: number): Column<Line>[] {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  return useMemo(() => {
    const count = (n: number) => formatCount(Math.round(n), { ...style, short: false });
    const share = (s: { value: number; low: number; high: number }) =>
      `${formatShare(s.value, style)} (${formatShare(s.low, style)} – ${formatShare(s.high, style)})`;
    const tgi = (a: Line) => `${count(a.tgi.value)} (${count(a.tgi.low)} – ${count(a.tgi.high)})`;
    const price = (a: Line) =>
      a.priceMinor === null ? '—' : formatMoney(a.priceMinor, a.priceCurrency, style);
    const text = (
      id: string,
      title: string,
      width: number,
      of: (a: Line) => string,
      align?: 'right',
    ): Column<Line> => ({
      id,
      title,
      width,
      ...(align ? { align } : {}),
      cell: (a) => (
        <span className="ellipsis" title={of(a)}>
          {of(a)}
        </span>
      ),
      text: of,
    });
    return [
      {
        id: 'name',
        title: t('audience.table.account'),
        width: 180,
        cell: (a) => (
          <Link
            to="/accounts/$id"
            params={{ id: a.accountId }}
            search={{ tab: 'audience' }}
            className="ellipsis"
          >
            {nameOf(a)}
          </Link>
        ),
        text: nameOf,
      },
      ...(withReason
        ? [text('reason', t('audience.table.reason'), 280, (a) => (a.reason ? say(a.reason) : ''))]
        : []),
      text('platform', t('audience.table.platform'), 110, (a) => platformName(a.platform)),
      {
        id: 'tgi',
        title: t('audience.table.tgi'),
        width: 260,
        cell: (a) => (
          <span className="row" style={{ flexWrap: 'nowrap' }}>
            <IntervalBar quantity={a.tgi} from={0} to={most} width={120} label={`TGI ${tgi(a)}`} />
            <span className="number">{tgi(a)}</span>
          </span>
        ),
        text: tgi,
      },
      text('share', t('audience.table.share'), 190, (a) => share(a.targetShare), 'right'),
      text('base', t('audience.table.base'), 80, (a) => formatShare(a.baseShare, style), 'right'),
      text(
        'target',
        t('audience.table.n'),
        110,
        (a) => `${count(a.targetPeople)} / ${count(a.basePeople)}`,
        'right',
      ),
      text(
        'llr',
        t('audience.table.llr'),
        80,
        (a) => String(Number(a.logLikelihood.toPrecision(4))),
        'right',
      ),
      text('p', t('audience.table.p'), 80, (a) => short(a.p), 'right'),
      text(
        'followers',
        t('audience.table.followers'),
        100,
        (a) => (a.followers === null ? '—' : count(a.followers)),
        'right',
      ),
      text('price', t('audience.table.price'), 90, price, 'right'),
      text('category', t('audience.table.category'), 120, (a) => a.categories.join(t('list.comma'))),
    ];
  }, [t, say, style, platformName, withReason, most]);
}
