/** What did the campaign change where it ran, and could one have told beforehand? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LIFT_METHODS, type Places } from '#domain/assets/lift/schema.ts';
import { campaignQuery } from '#web/api/campaigns.ts';
import { type LiftAsked, liftPlanQuery, liftQuery, placesQuery } from '#web/api/orders.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatCount } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useNumberStyle } from '#web/parts/words.ts';
import { LiftResult } from '#web/rooms/lift/LiftResult.tsx';
import '#web/rooms/lift/lift.css';
import { PlanResult } from '#web/rooms/lift/PlanResult.tsx';
import { CampaignLinks } from '#web/rooms/outcome/CampaignLinks.tsx';

export const liftRoute = createLazyRoute('/deliver/$campaign/lift')({ component: LiftPage });

const within = (text: string | undefined, least: number, most: number, otherwise: number) => {
  const value = Number(text);
  return text !== undefined && value >= least && value <= most ? value : otherwise;
};

function LiftPage() {
  const { t } = useTranslation();
  const { campaign } = useParams({ from: '/deliver/$campaign/lift' });
  const query = useQuery(placesQuery);
  return (
    <Page title={t('lift.title')} answer={t('lift.answer', { campaign })} foot={t('lift.foot')}>
      <CampaignLinks campaign={campaign} current="lift" />
      <Answer query={query} rows={8}>
        {(places) =>
          places.units.length < 2 ? (
            <EmptyState title={t('lift.empty')}>
              <p>{t('lift.emptyHint')}</p>
            </EmptyState>
          ) : (
            <Question places={places} campaign={campaign} />
          )
        }
      </Answer>
    </Page>
  );
}

function Question({ places, campaign }: { places: Places; campaign: string }) {
  const { t } = useTranslation();
  const style = { ...useNumberStyle(), short: false };
  const search = useSearch({ from: '/deliver/$campaign/lift' });
  const navigate = useNavigate({ from: '/deliver/$campaign/lift' });
  const page = useQuery(campaignQuery(campaign));
  const set = (more: Record<string, string | undefined>) =>
    void navigate({ search: { ...search, ...more }, replace: true, resetScroll: false });
  const treated = (search.treated ?? '').split(',').filter((u) => places.units.some((p) => p.unit === u));
  const start = search.start ?? page.data?.startsOn ?? '';
  // A campaign that has ended is measured to its last day, or as far as there are orders.
  const endsOn = page.data?.endsOn ?? null;
  const until = endsOn !== null && places.until !== null && endsOn < places.until ? endsOn : null;
  const asked: LiftAsked = {
    treated,
    method: LIFT_METHODS.find((m) => m === search.method) ?? 'sdid',
    everyDays: within(search.every, 1, 28, 7),
    skus: search.sku === undefined ? [] : [search.sku],
  };
  const duration = within(search.duration, 1, 200, 4);
  const expected = search.expect === undefined ? null : within(search.expect, 0.1, 1000, 10) / 100;
  const toggle = (unit: string) =>
    set({
      treated:
        (treated.includes(unit) ? treated.filter((u) => u !== unit) : [...treated, unit]).join(',') ||
        undefined,
    });
  return (
    <>
      <section className="card gap-below" aria-label={t('lift.question')}>
        <div className="row wrap">
          <label className="row">
            {t('lift.method')}
            <select
              className="field auto"
              value={asked.method}
              onChange={(e) => set({ method: e.target.value })}
            >
              {LIFT_METHODS.map((m) => (
                <option key={m} value={m}>
                  {t(`lift.methods.${m}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="row">
            {t('lift.every')}
            <select
              className="field auto"
              value={asked.everyDays}
              onChange={(e) => set({ every: e.target.value })}
            >
              {[1, 7, 14].map((n) => (
                <option key={n} value={n}>
                  {t('lift.days', { n })}
                </option>
              ))}
            </select>
          </label>
          <label className="row">
            {t('lift.product')}
            <select
              className="field auto"
              value={search.sku ?? ''}
              onChange={(e) => set({ sku: e.target.value || undefined })}
            >
              <option value="">{t('lift.allProducts')}</option>
              {places.skus.slice(0, 50).map((s) => (
                <option key={s.sku} value={s.sku}>
                  {s.sku}
                </option>
              ))}
            </select>
          </label>
          <label className="row">
            {t('lift.start')}
            <input
              className="field auto"
              type="date"
              value={start}
              onChange={(e) => set({ start: e.target.value })}
            />
          </label>
          <label className="row">
            {t('lift.duration')}
            <input
              className="field auto short"
              type="number"
              min={1}
              max={200}
              value={duration}
              onChange={(e) => set({ duration: e.target.value })}
            />
          </label>
          <label className="row">
            {t('lift.expect')}
            <input
              className="field auto short"
              type="number"
              min={0.1}
              step={0.1}
              placeholder="%"
              value={search.expect ?? ''}
              onChange={(e) => set({ expect: e.target.value || undefined })}
            />
          </label>
        </div>
        <p className="muted">
          {t('lift.places', {
            n: places.units.length,
            orders: formatCount(places.orders, style),
            without: formatCount(places.withoutPlace, style),
            from: places.from ?? '–',
            until: places.until ?? '–',
          })}
        </p>
        <fieldset className="place-picks">
          <legend>{t('lift.treated')}</legend>
          {places.units.map((p) => (
            <label key={p.unit} className="chip">
              <input type="checkbox" checked={treated.includes(p.unit)} onChange={() => toggle(p.unit)} />{' '}
              {p.unit} <span className="muted number">{formatCount(p.orders, style)}</span>
            </label>
          ))}
        </fieldset>
      </section>
      <section className="card gap-below" aria-label={t('lift.plan')}>
        <h2>{t('lift.plan')}</h2>
        <Answer
          query={useQuery(
            liftPlanQuery({ ...asked, duration, count: Math.max(1, treated.length), expected }),
          )}
          rows={6}
        >
          {(plan) => <PlanResult plan={plan} everyDays={asked.everyDays} />}
        </Answer>
      </section>
      <section className="card" aria-label={t('lift.measure')}>
        <h2>{t('lift.measure')}</h2>
        {treated.length === 0 || start === '' ? (
          <p className="muted">{t('lift.choose')}</p>
        ) : (
          <Measured asked={{ ...asked, start, ...(until === null ? {} : { until }) }} />
        )}
      </section>
    </>
  );
}

function Measured({ asked }: { asked: LiftAsked & { start: string; until?: string } }) {
  return (
    <Answer query={useQuery(liftQuery(asked))} rows={8}>
      {(lift) => <LiftResult lift={lift} />}
    </Answer>
  );
}
