/** The negotiation card: what is usual, what is fair, what the plan can bear, what was before, what to ask. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { NegotiationCard } from '#domain/assets/rates/schema.ts';
import { cardQuery } from '#web/api/rates.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useEvidence } from '#web/parts/evidence-link.ts';
import { formatDay, formatMoney, formatShare } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';
import { Insufficient } from '#web/rooms/audience/Insufficient.tsx';
import { Choice } from '#web/rooms/rates/Choice.tsx';
import { PriceStrip, scaleOf } from '#web/rooms/rates/PriceStrip.tsx';
import { useRateSearch } from '#web/rooms/rates/search.ts';

export function Negotiation({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const [search, change] = useRateSearch();
  const whole = Number(search.price);
  const query = useQuery(
    cardQuery(accountId, {
      format: search.priced,
      priceMinor: search.price && whole > 0 ? whole * 100 : undefined,
    }),
  );
  return (
    <section className="card" aria-label={t('rates.cardTitle')}>
      <div className="row">
        <h2 style={{ margin: 0 }}>{t('rates.cardTitle')}</h2>
        <button
          type="button"
          className="button"
          onClick={() => change({ account: undefined, priced: undefined, price: undefined })}
        >
          {t('rates.close')}
        </button>
      </div>
      <Answer query={query}>{(card) => <Card card={card} />}</Answer>
    </section>
  );
}

function Card({ card }: { card: NegotiationCard }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const word = useWord();
  const platformName = usePlatformName();
  const [search, change] = useRateSearch();
  const money = (minor: number) => formatMoney(minor, card.currency, style);
  const { fair, standard } = card;
  const usual = standard.norm.state === 'ok' ? standard.norm : standard.wider?.norm;
  const scale = scaleOf([
    ...standard.dots,
    ...(fair.state === 'ok' ? [fair.lowMinor, fair.highMinor] : []),
    ...(usual?.state === 'ok' ? [usual.low, usual.high ?? usual.value] : []),
    ...(card.askedMinor === null ? [] : [card.askedMinor]),
    ...card.ceilings.flatMap((c) => c.ceilingMinor ?? []),
  ]);
  const formats = [...new Set([...card.formats, card.format])];
  return (
    <>
      <div className="row" style={{ flexWrap: 'wrap', gap: 12, margin: '6px 0' }}>
        <Link to="/accounts/$id" params={{ id: card.accountId }}>
          {card.name ?? card.accountId}
        </Link>
        <span className="muted">
          {[
            platformName(card.platform),
            card.tier ? t(`tier.${card.tier as 'nano'}`) : t('tier.none'),
            ...card.categories.slice(0, 2),
          ].join(' · ')}
        </span>
        <Choice
          label={t('price.format')}
          value={card.format}
          options={formats.map((f) => ({ value: f, text: word('format', f) }))}
          change={(value) => change({ priced: value })}
        />
        <label className="row">
          <span className="muted small">{t('rates.nowAsked', { currency: card.currency })}</span>
          <input
            className="field"
            style={{ width: 110 }}
            type="number"
            min={1}
            defaultValue={search.price ?? ''}
            placeholder={card.askedMinor === null ? '' : String(card.askedMinor / 100)}
            onBlur={(e) => change({ price: e.target.value || undefined })}
            onKeyDown={(e) => {
              if (e.key === 'Enter') change({ price: e.currentTarget.value || undefined });
            }}
          />
        </label>
      </div>
      <table className="plain">
        <tbody>
          <tr>
            <th scope="row">{t('rates.asked')}</th>
            <td className="number" colSpan={2}>
              {card.askedMinor === null ? (
                <span className="muted">{t('rates.notQuoted')}</span>
              ) : (
                money(card.askedMinor)
              )}
            </td>
          </tr>
          <tr>
            <th scope="row">
              {t('rates.fair')}
              <div className="muted small">{t('rates.fairHint')}</div>
            </th>
            {fair.state === 'ok' ? (
              <>
                <td className="right number">
                  {money(fair.lowMinor)}–{money(fair.highMinor)}
                  {fair.verdict ? (
                    <div>
                      <span className={`level level-${fair.verdict === 'inside' ? 'none' : 'moderate'}`}>
                        {t(`rates.verdict.${fair.verdict}`)}
                      </span>
                    </div>
                  ) : null}
                </td>
                <td>
                  <PriceStrip
                    dots={[]}
                    norm={{ value: fair.fairMinor, low: fair.lowMinor, high: fair.highMinor }}
                    mark={card.askedMinor}
                    {...scale}
                    label={t('rates.fairStrip', { low: money(fair.lowMinor), high: money(fair.highMinor) })}
                  />
                  <div className="muted small">
                    {t('rates.coverage', {
                      quotes: fair.quotes,
                      creators: fair.creators,
                      nominal: formatShare(fair.nominal, style),
                      held: formatShare(fair.coverage.value, style),
                      low: formatShare(fair.coverage.low, style),
                      high: formatShare(fair.coverage.high, style),
                    })}
                    {fair.followerElasticity
                      ? ` ${t('rates.elasticity', {
                          value: fair.followerElasticity.value.toFixed(2),
                          low: fair.followerElasticity.low.toFixed(2),
                          high: fair.followerElasticity.high.toFixed(2),
                        })}`
                      : ''}
                  </div>
                </td>
              </>
            ) : (
              <td colSpan={2}>
                <Insufficient need={fair.need} have={fair.have} why={fair.why} />
              </td>
            )}
          </tr>
          <tr>
            <th scope="row">
              {t('rates.standard')}
              <div className="muted small">
                {standard.norm.state === 'ok'
                  ? t('rates.level.cell')
                  : standard.wider
                    ? t(`rates.level.${standard.wider.level}`)
                    : t('rates.blankShort')}
              </div>
            </th>
            {usual?.state === 'ok' ? (
              <>
                <td className="right number">
                  {money(usual.low)}–{usual.high === null ? '∞' : money(usual.high)}
                  <div className="muted small">
                    {t('rates.median')} {money(usual.value)}, n {usual.n}
                  </div>
                </td>
                <td>
                  <PriceStrip
                    dots={standard.dots}
                    norm={usual}
                    mark={card.askedMinor}
                    {...scale}
                    label={t('rates.strip', {
                      n: standard.dots.length,
                      median: money(usual.value),
                      range: `${money(usual.low)}–${usual.high === null ? '∞' : money(usual.high)}`,
                    })}
                  />
                  {standard.norm.state === 'insufficient' ? (
                    <div className="muted small">
                      {t('rates.blank', { need: say(standard.norm.need), have: say(standard.norm.have) })}
                    </div>
                  ) : null}
                </td>
              </>
            ) : (
              <td colSpan={2}>
                {standard.norm.state === 'insufficient' ? <Insufficient {...standard.norm} /> : null}
              </td>
            )}
          </tr>
          <tr>
            <th scope="row">
              {t('rates.ceiling')}
              <div className="muted small">{t('rates.ceilingHint')}</div>
            </th>
            <td colSpan={2}>
              {card.ceilings.length === 0 ? (
                <span className="muted">{t('rates.noPlan')}</span>
              ) : (
                card.ceilings.map((c) => (
                  <div key={`${c.planId}${c.role}`}>
                    <Link to="/select/plans/$id" params={{ id: c.planId }}>
                      {c.name}
                    </Link>{' '}
                    <span className="muted small">
                      v{c.version} · {formatDay(c.createdAt)} · {t(`rates.role.${c.role}`)}
                    </span>{' '}
                    <span className="number">
                      {c.ceilingMinor === null
                        ? t('rates.notForNothing')
                        : formatMoney(c.ceilingMinor, c.currency, style)}
                    </span>
                    {c.proven ? null : <span className="muted small"> {t('rates.notProven')}</span>}
                  </div>
                ))
              )}
            </td>
          </tr>
          <tr>
            <th scope="row">{t('rates.question')}</th>
            <td colSpan={2}>
              <p style={{ margin: 0 }}>{say(card.question)}</p>
              {card.disclosures.map((d) => (
                <p key={`${d.disclosedOn}${d.text}`} style={{ margin: '4px 0 0' }}>
                  <span className="muted small">{t('rates.said', { day: d.disclosedOn })}</span> {d.text}
                </p>
              ))}
            </td>
          </tr>
        </tbody>
      </table>
      <History card={card} />
    </>
  );
}

const KINDS = ['list', 'quoted', 'paid', 'cooperation'] as const;

function History({ card }: { card: NegotiationCard }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const evidence = useEvidence();
  if (card.history.length === 0) return <p className="muted">{t('rates.noHistory')}</p>;
  return (
    <>
      <h3>{t('rates.history')}</h3>
      {card.paidToAsked ? (
        <p className="small">
          {t('rates.paidToAsked', {
            share: formatShare(card.paidToAsked.value, style),
            n: card.paidToAsked.n,
          })}
        </p>
      ) : null}
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('price.asOf')}</th>
            <th scope="col">{t('price.kind')}</th>
            <th scope="col">{t('price.format')}</th>
            <th scope="col" className="right">
              {t('price.amount')}
            </th>
            <th scope="col">{t('price.tax')}</th>
            <th scope="col">{t('deliver.campaign')}</th>
          </tr>
        </thead>
        <tbody>
          {card.history.slice(0, 30).map((h, i) => {
            const kind = KINDS.find((k) => k === h.kind);
            const text = formatMoney(h.amountMinor, h.currency, style);
            const { from } = h;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sheet may say the same price twice
              <tr key={`${h.observedAt}${h.kind}${h.format}${i}`}>
                <td>{formatDay(h.observedAt)}</td>
                <td>{kind ? t(`rates.kind.${kind}`) : h.kind}</td>
                <td>{word('format', h.format)}</td>
                <td className="right number">
                  {from ? (
                    <button
                      type="button"
                      className="evidence"
                      title={t('figure.open')}
                      onClick={() => evidence({ ...from, column: null })}
                    >
                      {text}
                    </button>
                  ) : (
                    text
                  )}
                </td>
                <td>{word('tax', h.taxBasis)}</td>
                <td>{h.campaign ?? ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
