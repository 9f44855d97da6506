/** What did it bring for what it cost? Raw and de-watered side by side, orders as a range, unit costs with their denominators. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Effect } from '#domain/telling/outcome/schema.ts';
import { effectQuery } from '#web/api/outcome.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatCount, formatMoney } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useSay } from '#web/parts/say.ts';
import { useMetricName, useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { CampaignLinks } from '#web/rooms/outcome/CampaignLinks.tsx';
import { EstimateLine, EstimateText } from '#web/rooms/outcome/EstimateLine.tsx';
import { OrderWays } from '#web/rooms/outcome/OrderWays.tsx';
import '#web/rooms/outcome/outcome.css';

export const effectRoute = createLazyRoute('/deliver/$campaign/effect')({ component: EffectPage });

function EffectPage() {
  const { t } = useTranslation();
  const say = useSay();
  const { campaign } = useParams({ from: '/deliver/$campaign/effect' });
  const query = useQuery(effectQuery(campaign));
  const e = query.data;
  return (
    <Page
      title={t('effect.title')}
      answer={
        e ? (
          <span>
            {t('effect.answer', { campaign, posts: e.published })} {t('effect.orders')}:{' '}
            <EstimateText estimate={e.orders.range} unit="count" /> · {t('effect.paid')}:{' '}
            <EstimateText estimate={e.costMinor} unit="money" currency={e.currency} />
          </span>
        ) : (
          campaign
        )
      }
      foot={e ? e.caveats.map(say).join(' ') : undefined}
    >
      <CampaignLinks campaign={campaign} current="effect" />
      <Answer query={query} rows={12}>
        {(data) => (
          <>
            <div className="cards gap-below">
              <Funnel e={data} />
              <OrderWays e={data} />
            </div>
            <Water e={data} />
            <Costs e={data} />
            <section className="card" aria-label={t('effect.content')}>
              <h2>{t('effect.content')}</h2>
              {data.content.map((c) => (
                <EstimateLine
                  key={c.id}
                  label={say(c.label)}
                  estimate={c.result}
                  unit="count"
                  to={topOf(data.content)}
                />
              ))}
              <p className="muted">
                {t('effect.prior')} <EstimateText estimate={data.orders.prior} unit="count" />.{' '}
                {t('effect.emvOff')}
              </p>
            </section>
            <Forecasts e={data} />
            <Placements e={data} />
          </>
        )}
      </Answer>
    </Page>
  );
}

const topOf = (list: Effect['content']): number =>
  Math.max(1, ...list.map((c) => (c.result.state === 'ok' ? (c.result.high ?? c.result.value) : 0)));

function Funnel({ e }: { e: Effect }) {
  const { t } = useTranslation();
  const say = useSay();
  const metric = useMetricName();
  return (
    <section className="card scroll" aria-label={t('effect.funnel')}>
      <h2>{t('effect.funnel')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('effect.step')}</th>
            <th scope="col">{t('effect.counted')}</th>
            <th scope="col" className="right">
              {t('effect.result')}
            </th>
          </tr>
        </thead>
        <tbody>
          {e.funnel.map((f) => (
            <tr key={f.step}>
              <th scope="row">{say(f.label)}</th>
              <td>{say(f.counted).split(' + ').map(metric).join(' + ')}</td>
              <td className="right">
                <EstimateText estimate={f.result} unit="count" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Water({ e }: { e: Effect }) {
  const { t } = useTranslation();
  const style = { ...useNumberStyle(), short: false };
  const rows = [
    ['seen', e.water.seenRaw, e.water.seenMeasured, e.water.seenClean],
    ['comments', e.water.commentsRaw, e.water.commentsMeasured, e.water.commentsClean],
  ] as const;
  return (
    <section className="card scroll" aria-label={t('effect.water')}>
      <h2>{t('effect.water')}</h2>
      <p>
        {t('effect.strong', { strong: e.water.strong, audited: e.water.audited })}{' '}
        <EstimateText estimate={e.water.strongSeenShare} unit="share" />
      </p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('effect.counter')}</th>
            <th scope="col" className="right">
              {t('effect.raw')}
            </th>
            <th scope="col" className="right">
              {t('effect.rawMeasured')}
            </th>
            <th scope="col" className="right">
              {t('effect.clean')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([id, raw, measured, clean]) => (
            <tr key={id}>
              <th scope="row">{t(`effect.${id}`)}</th>
              <td className="right number">{formatCount(raw, style)}</td>
              <td className="right number">{formatCount(measured, style)}</td>
              <td className="right">
                <EstimateText estimate={clean} unit="count" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Costs({ e }: { e: Effect }) {
  const { t } = useTranslation();
  const say = useSay();
  const metric = useMetricName();
  const style = { ...useNumberStyle(), short: false };
  return (
    <section className="card scroll" aria-label={t('effect.costs')}>
      <h2>{t('effect.costs')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('effect.metric')}</th>
            <th scope="col">{t('effect.denominator')}</th>
            <th scope="col" className="right">
              {t('effect.unitCost')}
            </th>
            <th scope="col" className="right">
              {t('effect.paid')}
            </th>
            <th scope="col" className="right">
              {t('effect.count')}
            </th>
            <th scope="col" className="right">
              {t('effect.both')}
            </th>
          </tr>
        </thead>
        <tbody>
          {e.costs.map((c) => (
            <tr key={c.metric}>
              <th scope="row">{metric(c.metric)}</th>
              <td>{say(c.denominator)}</td>
              <td className="right">
                <EstimateText estimate={c.result} unit="money" currency={c.currency} />
              </td>
              <td className="right number">
                {c.placements === 0 ? '—' : formatMoney(c.costMinor, c.currency, style)}
              </td>
              <td className="right number">{c.placements === 0 ? '—' : formatCount(c.count, style)}</td>
              <td className="right number">
                {c.placements}/{c.published}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">{t('effect.costsFoot')}</p>
    </section>
  );
}

function Forecasts({ e }: { e: Effect }) {
  const { t } = useTranslation();
  const metric = useMetricName();
  const style = { ...useNumberStyle(), short: false };
  return (
    <section className="card scroll" aria-label={t('effect.forecasts')}>
      <h2>{t('effect.forecasts')}</h2>
      {e.forecasts.length === 0 ? (
        <p className="muted">{t('effect.noForecast')}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('effect.of')}</th>
              <th scope="col">{t('effect.metric')}</th>
              <th scope="col">{t('effect.madeBy')}</th>
              <th scope="col" className="right">
                {t('effect.forecast')}
              </th>
              <th scope="col" className="right">
                {t('effect.result')}
              </th>
              <th scope="col">{t('spread.interval')}</th>
            </tr>
          </thead>
          <tbody>
            {e.forecasts.map((f) => (
              <tr key={`${f.subject}${f.quantity}${f.horizonHours}${f.madeAt}`}>
                <th scope="row">{f.subject}</th>
                <td>{metric(f.quantity)}</td>
                <td>{f.madeBy}</td>
                <td className="right number">
                  {formatCount(f.value, style)}
                  {f.low === null || f.high === null
                    ? ''
                    : ` [${formatCount(f.low, style)}–${formatCount(f.high, style)}]`}
                </td>
                <td className="right number">{f.actual === null ? '—' : formatCount(f.actual, style)}</td>
                <td>{f.inside === null ? '—' : f.inside ? t('effect.inside') : t('effect.outside')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Placements({ e }: { e: Effect }) {
  const { t } = useTranslation();
  const metric = useMetricName();
  const platform = usePlatformName();
  const style = { ...useNumberStyle(), short: false };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('effect.placements')} tabIndex={0}>
      <h2>{t('effect.placements')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('effect.account')}</th>
            <th scope="col">{t('spread.platform')}</th>
            <th scope="col" className="right">
              {t('effect.seen')}
            </th>
            <th scope="col" className="right">
              {t('effect.clean')}
            </th>
            <th scope="col" className="right">
              {t('effect.engagements')}
            </th>
            <th scope="col" className="right">
              {t('effect.paid')}
            </th>
            <th scope="col">{t('effect.evidence')}</th>
          </tr>
        </thead>
        <tbody>
          {e.placements.map((p) => (
            <tr key={`${p.accountId}${p.postId}${p.from.row}`}>
              <th scope="row">
                <Link to="/accounts/$id" params={{ id: p.accountId }}>
                  {p.accountName ?? p.accountId}
                </Link>
              </th>
              <td>{platform(p.platform)}</td>
              <td className="right number" title={p.seenBy ? metric(p.seenBy) : undefined}>
                {p.seen === null ? '—' : formatCount(p.seen, style)}
              </td>
              <td className="right">
                <EstimateText estimate={p.seenClean} unit="count" />
              </td>
              <td className="right number">
                {p.engagements === null ? '—' : formatCount(p.engagements, style)}
              </td>
              <td className="right number">
                <Paid line={p} />
              </td>
              <td>
                <span className={`level level-${p.evidence ?? 'insufficient'}`}>
                  {t(`authenticity.level.${(p.evidence ?? 'insufficient') as 'none'}`)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Paid({ line }: { line: Effect['placements'][number] }) {
  const style = { ...useNumberStyle(), short: false };
  const text = line.costMinor === null ? '—' : formatMoney(line.costMinor, line.currency, style);
  if (line.from.sourceId === 0) return text;
  return <EvidenceButton from={{ ...line.from, column: null, vendor: '' }}>{text}</EvidenceButton>;
}
