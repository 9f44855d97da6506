/** Whom do these accounts reach twice? Pairs with both denominators, all together, and what is refused. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Estimate, OverlapReport, PairOverlap } from '#domain/readings/audience/schema.ts';
import { overlapQuery } from '#web/api/audience.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatCount, formatDay, formatShare } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { trayColour } from '#web/parts/tray.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { Insufficient } from '#web/rooms/audience/Insufficient.tsx';
import { useEstimate } from '#web/rooms/compare/estimate.ts';
import { SharedSets } from '#web/rooms/compare/SharedSets.tsx';

interface OverlapTabProps {
  accountIds: readonly string[];
  basis: 'followers' | 'engagers';
  change: (part: { basis: string }) => void;
}

export function OverlapTab({ accountIds, basis, change }: OverlapTabProps) {
  const { t } = useTranslation();
  const query = useQuery(overlapQuery({ accountIds: [...accountIds], basis, ringFree: false }));
  if (accountIds.length < 2) return <EmptyState title={t('audience.overlap.one')} />;
  return (
    <>
      <p className="row">
        <label className="row">
          {t('audience.overlap.basis')}
          <select
            className="field"
            style={{ width: 'auto' }}
            value={basis}
            onChange={(e) => change({ basis: e.target.value })}
          >
            <option value="engagers">{t('audience.basis.engagers')}</option>
            <option value="followers">{t('audience.basis.followers')}</option>
          </select>
        </label>
      </p>
      <Answer query={query} rows={10}>
        {(found) => {
          const report = inOrder(found, accountIds);
          return (
            <>
              <Together report={report} />
              <Matrix report={report} />
              <SharedSets report={report} />
              <Refusals report={report} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

/** The report in the order of the compared accounts, which is also the order of their colours. */
function inOrder(report: OverlapReport, accountIds: readonly string[]): OverlapReport {
  const place = (id: string) => {
    const at = accountIds.indexOf(id);
    return at < 0 ? accountIds.length : at;
  };
  const order = report.accounts
    .map((account, i) => ({ account, i }))
    .sort((x, y) => place(x.account.accountId) - place(y.account.accountId));
  const { together } = report;
  return {
    ...report,
    accounts: order.map((o) => o.account),
    together:
      together.state === 'ok'
        ? { ...together, exclusiveOf: order.flatMap((o) => together.exclusiveOf[o.i] ?? []) }
        : together,
  };
}

function Together({ report }: { report: OverlapReport }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const show = useEstimate();
  const { together } = report;
  return (
    <section className="card">
      <h2>{t('audience.overlap.title')}</h2>
      {together.state === 'ok' ? (
        <dl className="stats">
          {(
            [
              [t('audience.overlap.sum'), show(together.sum)],
              [t('audience.overlap.union'), show(together.union)],
              [t('audience.overlap.exclusive'), show(together.exclusive)],
              [t('audience.overlap.mean'), show(together.meanFrequency, 'plain')],
            ] as const
          ).map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="number">{text}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <>
          <h3>{t('audience.overlap.together')}</h3>
          <Insufficient need={together.need} have={together.have} why={together.why} />
        </>
      )}
      <p className="muted">
        {report.method === 'exact'
          ? t('audience.overlap.method')
          : t('audience.overlap.sketch', { n: formatCount(report.sketchEntries, style) })}{' '}
        {report.asOf ? t('authenticity.asOf', { day: formatDay(report.asOf) }) : ''}
      </p>
      {report.caveats.map((c) => (
        <p key={c.en} className="note">
          {say(c)}
        </p>
      ))}
    </section>
  );
}

const nameOf = (report: OverlapReport, id: string) =>
  report.accounts.find((a) => a.accountId === id)?.name ?? id;

function Matrix({ report }: { report: OverlapReport }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const { accounts } = report;
  const pairOf = (a: string, b: string) =>
    report.pairs.find((p) => (p.a === a && p.b === b) || (p.a === b && p.b === a));
  const n = (value: number) => formatCount(value, { ...style, short: false });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('audience.overlap.matrix')} tabIndex={0}>
      <h2>{t('audience.overlap.matrix')}</h2>
      <p className="muted">
        {t('audience.overlap.matrixHint', {
          share: say(report.denominators.shareOfA),
          jaccard: say(report.denominators.jaccard),
        })}
      </p>
      <table className="plain overlap">
        <thead>
          <tr>
            <th scope="col">{t('audience.table.account')}</th>
            {accounts.map((a, i) => (
              <th key={a.accountId} scope="col" className="right">
                <span className="dot" style={{ background: trayColour(i) }} aria-hidden />
                {a.name ?? a.accountId}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accounts.map((row, i) => (
            <tr key={row.accountId}>
              <th scope="row">
                <span className="dot" style={{ background: trayColour(i) }} aria-hidden />
                {row.name ?? row.accountId}
                <div className="muted small">
                  {[
                    t('audience.overlap.people', { n: n(row.people) }),
                    report.basis === 'followers' ? t(`import.design.${row.design}`) : '',
                    row.stated === null ? '' : t('audience.overlap.stated', { n: n(row.stated) }),
                    row.coverage === null
                      ? ''
                      : t('audience.portrait.coverage', { share: formatShare(row.coverage, style) }),
                  ]
                    .filter((x) => x !== '')
                    .join(' · ')}
                </div>
              </th>
              {accounts.map((column) => (
                <td key={column.accountId} className="right">
                  {row === column ? (
                    <span className="muted">100%</span>
                  ) : (
                    <Cell pair={pairOf(row.accountId, column.accountId)} row={row.accountId} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The share of the row's account; its darkness is the share, and the number says it. */
function Cell({ pair, row }: { pair: PairOverlap | undefined; row: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const show = useEstimate();
  if (!pair) return null;
  if (pair.state === 'insufficient')
    return (
      <span className="level level-insufficient" title={say(pair.why)}>
        {t('audience.overlap.refused')}
      </span>
    );
  const share = pair.a === row ? pair.shareOfA : pair.shareOfB;
  const bounds = (e: Estimate) =>
    e.exact ? '' : ` (${formatShare(e.low, style)} – ${formatShare(e.high, style)})`;
  return (
    <span title={`${show(pair.intersection)} / ${show(pair.union)} · n = ${pair.n}`}>
      <span
        className="heat number"
        style={{
          background: `color-mix(in srgb, var(--series-1) ${Math.round(share.value * 50)}%, transparent)`,
        }}
      >
        {formatShare(share.value, style)}
        {bounds(share)}
      </span>
      <span className="muted small number">
        {' '}
        {formatShare(pair.jaccard.value, style)} · {show(pair.intersection)}
      </span>
    </span>
  );
}

/** One block a reason, with every pair it holds for. */
function Refusals({ report }: { report: OverlapReport }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const refused = report.pairs.filter((p) => p.state === 'insufficient');
  const n = (value: number) => formatCount(Math.round(value), { ...style, short: false });
  return [...Map.groupBy(refused, (p) => [p.code, p.need.en, p.why.en].join('|')).values()].map((pairs) => {
    const [first] = pairs;
    if (!first) return null;
    return (
      <section key={`${first.a} ${first.b}`} className="card">
        <h2>{t('audience.overlap.refusals', { n: pairs.length })}</h2>
        <Insufficient need={first.need} why={first.why} />
        <ul className="tight refused">
          {pairs.map((p) => (
            <li key={`${p.a} ${p.b}`}>
              {t('audience.overlap.label', {
                name: t('audience.overlap.pair', { a: nameOf(report, p.a), b: nameOf(report, p.b) }),
                text: say(p.have),
              })}
              {p.bounds ? (
                <span className="muted">
                  {' '}
                  {t('audience.overlap.bounds', {
                    low: n(p.bounds.low),
                    high: n(p.bounds.high),
                    by: p.bounds.by.join(t('list.comma')),
                  })}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
    );
  });
}
