/** What the next plan believes: shipped, used, taught by results; accepted or put back by a person, with its history. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssumptionsPage } from '#domain/assets/forecasts/schema.ts';
import { decideAssumption } from '#web/api/loop.ts';
import { useComplain } from '#web/parts/complain.ts';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatDay } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { inUnit } from '#web/rooms/scoreboard/in-unit.ts';

type Item = AssumptionsPage['items'][number];

function useDecide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, act }: { name: Item['name']; act: Parameters<typeof decideAssumption>[1] }) =>
      decideAssumption(name, act),
    onSuccess: (page) => client.setQueryData(['library', 'assumptions'], page),
    onError: useComplain(),
  });
}

function Row({ item }: { item: Item }) {
  const { t } = useTranslation();
  const say = useSay();
  const decide = useDecide();
  const [own, setOwn] = useState<{ value: string; note: string } | null>(null);
  const { proposal: p, held, shipped, unit, name } = item;
  const text = (v: number) => inUnit(v, unit);
  const ends = [shipped, held?.value ?? shipped, ...(p.state === 'ok' ? [p.nextLow, p.nextHigh] : [])];
  const [from, to] = [Math.log(Math.min(...ends)) - 0.2, Math.log(Math.max(...ends)) + 0.2];
  return (
    <>
      <tr>
        <th scope="row">{t(`loop.learn.name.${name}`)}</th>
        <td className="right number">{text(shipped)}</td>
        <td>
          <b className="number">{text(held?.value ?? shipped)}</b>{' '}
          <span className="tag">{t(`loop.learn.source.${held?.source ?? 'shipped'}`)}</span>
          {held ? (
            <div className="muted small">
              {t('loop.learn.since', { day: formatDay(held.acceptedAt), who: held.acceptedBy })}
            </div>
          ) : null}
        </td>
        <td>
          {p.state === 'ok' ? (
            <>
              <IntervalBar
                quantity={{ value: Math.log(p.value), low: Math.log(p.low), high: Math.log(p.high) }}
                from={from}
                to={to}
                width={130}
                label={`${text(p.low)}–${text(p.value)}–${text(p.high)}`}
              />
              <div className="number">
                {text(p.value)}{' '}
                <small className="muted">
                  [{text(p.low)}–{text(p.high)}]
                </small>
              </div>
            </>
          ) : (
            <span
              className="level level-insufficient"
              title={`${say(p.need)} · ${say(p.have)} · ${say(p.why)}`}
            >
              {t('loop.insufficient')}
            </span>
          )}
        </td>
        <td className="number">{p.state === 'ok' ? `${text(p.nextLow)}–${text(p.nextHigh)}` : '—'}</td>
        <td className="right number">{p.state === 'ok' ? p.n : '—'}</td>
        <td className="right number" title={t('loop.learn.ownHint')}>
          {p.state === 'ok' ? `${Math.round(100 * p.ownShare)} %` : '—'}
        </td>
        <td>
          <div className="row">
            {item.fresh ? (
              <button
                type="button"
                className="button primary"
                disabled={decide.isPending}
                onClick={() => decide.mutate({ name, act: { act: 'accept', note: '', who: 'user' } })}
              >
                {t('loop.learn.accept')}
              </button>
            ) : null}
            {held ? (
              <button
                type="button"
                className="button"
                disabled={decide.isPending}
                onClick={() => decide.mutate({ name, act: { act: 'shipped', note: '', who: 'user' } })}
              >
                {t('loop.learn.back')}
              </button>
            ) : null}
            <button
              type="button"
              className="plain-button"
              onClick={() => setOwn(own ? null : { value: '', note: '' })}
            >
              {t('loop.learn.state')}
            </button>
          </div>
        </td>
      </tr>
      {own ? (
        <tr>
          <td colSpan={8}>
            <form
              className="row"
              onSubmit={(event) => {
                event.preventDefault();
                const value = Number(own.value) / (unit === 'share' ? 100 : 1);
                decide.mutate(
                  { name, act: { act: 'state', value, note: own.note, who: 'user' } },
                  { onSuccess: () => setOwn(null) },
                );
              }}
            >
              <input
                className="field"
                type="number"
                step="any"
                min={0}
                required
                aria-label={t(`loop.learn.name.${name}`)}
                value={own.value}
                onChange={(e) => setOwn({ ...own, value: e.target.value })}
                style={{ width: 110 }}
              />
              {unit === 'share' ? '%' : ''}
              <input
                className="field"
                required
                minLength={3}
                placeholder={t('loop.learn.note')}
                aria-label={t('loop.learn.note')}
                value={own.note}
                onChange={(e) => setOwn({ ...own, note: e.target.value })}
                style={{ width: 260 }}
              />
              <button type="submit" className="button primary" disabled={decide.isPending}>
                {t('loop.board.save')}
              </button>
            </form>
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** Campaigns a proposal rests on, with the way to a row. */
function Behind({ items }: { items: readonly Item[] }) {
  const { t } = useTranslation();
  const rows = items.flatMap((i) =>
    i.proposal.state === 'ok' ? i.proposal.campaigns.map((c) => ({ ...c, name: i.name, unit: i.unit })) : [],
  );
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{t('loop.learn.rows')}</summary>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('loop.learn.assumption')}</th>
            <th scope="col">{t('loop.board.campaign')}</th>
            <th scope="col" className="right">
              {t('loop.learn.placements')}
            </th>
            <th scope="col" className="right">
              {t('loop.learn.counted')}
            </th>
            <th scope="col" className="right">
              {t('loop.learn.rate')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((c) => {
            const [row] = c.rows;
            return (
              <tr key={`${c.name}${c.campaign}`}>
                <th scope="row">{t(`loop.learn.name.${c.name}`)}</th>
                <td>{c.campaign}</td>
                <td className="right number">{c.n}</td>
                <td className="right number">
                  {row ? (
                    <EvidenceButton from={{ ...row, column: null, vendor: '' }}>
                      {Math.round(c.count)}
                    </EvidenceButton>
                  ) : (
                    Math.round(c.count)
                  )}
                </td>
                <td className="right number">
                  {inUnit(c.rate, c.unit)}{' '}
                  <small className="muted">
                    [{inUnit(c.low, c.unit)}–{inUnit(c.high, c.unit)}]
                  </small>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

export function Learned({ page }: { page: AssumptionsPage }) {
  const { t } = useTranslation();
  const steps = page.items
    .flatMap((i) => i.history.map((h) => ({ ...h, unit: i.unit })))
    .sort((a, b) => b.assumptionId.localeCompare(a.assumptionId));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('loop.learn.title')} tabIndex={0}>
      <h2>{t('loop.learn.title')}</h2>
      <p className="muted">{t('loop.learn.hint')}</p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('loop.learn.assumption')}</th>
            <th scope="col" className="right">
              {t('loop.learn.shipped')}
            </th>
            <th scope="col">{t('loop.learn.used')}</th>
            <th scope="col">{t('loop.learn.teach')}</th>
            <th scope="col">{t('loop.learn.next')}</th>
            <th scope="col" className="right">
              {t('loop.learn.placements')}
            </th>
            <th scope="col" className="right">
              {t('loop.learn.own')}
            </th>
            <th scope="col">
              <span className="hidden">{t('loop.learn.accept')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {page.items.map((item) => (
            <Row key={item.name} item={item} />
          ))}
        </tbody>
      </table>
      <Behind items={page.items} />
      <details open={steps.length > 0}>
        <summary>{t('loop.learn.history')}</summary>
        {steps.length === 0 ? (
          <p className="muted">{t('loop.learn.none')}</p>
        ) : (
          <ol className="tight history">
            {steps.map((h) => (
              <li key={h.assumptionId}>
                <span className="number">{formatDay(h.acceptedAt)}</span> · {t(`loop.learn.name.${h.name}`)}{' '}
                <b className="number">{inUnit(h.value, h.unit)}</b>{' '}
                <span className="tag">{t(`loop.learn.source.${h.source}`)}</span>{' '}
                <span className="muted">
                  {h.acceptedBy}
                  {h.n > 0 ? ` · n ${h.n}` : ''}
                  {h.note ? ` · ${h.note}` : ''}
                </span>
              </li>
            ))}
          </ol>
        )}
      </details>
    </section>
  );
}
