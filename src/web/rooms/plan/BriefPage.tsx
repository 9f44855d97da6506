/** What shall the launch do, for whom, with how much? The brief, kept in the address until it is solved. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { type LearnedName, PLAN_GOALS, TEMPLATES } from '#domain/decisions/mix/plan/schema.ts';
import { MIX_MODES } from '#domain/decisions/mix/schema.ts';
import { PROMOTION_MODES } from '#domain/facts/commerce/schema.ts';
import { assumptionsQuery } from '#web/api/loop.ts';
import { makePlan } from '#web/api/plan.ts';
import { useComplain } from '#web/parts/complain.ts';
import { Page } from '#web/parts/Page.tsx';
import { saveText } from '#web/parts/save.ts';
import { usePlatformName } from '#web/parts/words.ts';
import { AccountSelect } from '#web/rooms/audience/AccountSelect.tsx';
import { TargetBuilder } from '#web/rooms/audience/TargetBuilder.tsx';
import { briefOf, dayFrom } from '#web/rooms/plan/brief-of.ts';
import { QuotaTable } from '#web/rooms/plan/QuotaTable.tsx';
import type { BriefSearch } from '#web/rooms/plan/search.ts';
import { inUnit } from '#web/rooms/scoreboard/in-unit.ts';
import '#web/rooms/audience/audience.css';
import '#web/rooms/plan/plan.css';

export const briefRoute = createLazyRoute('/select/plans/new')({ component: BriefPage });

function BriefPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/select/plans/new' });
  const navigate = useNavigate({ from: '/select/plans/new' });
  const client = useQueryClient();
  const change = (part: BriefSearch) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const read = briefOf(search, t('plan.brief.untitled'));
  const make = useMutation({
    mutationFn: makePlan,
    onSuccess: async ({ planId }) => {
      await client.invalidateQueries({ queryKey: ['library', 'plans'] });
      await navigate({ to: '/select/plans/$id', params: { id: planId }, search: {} });
    },
    onError: useComplain(),
  });
  return (
    <Page
      title={t('plan.brief.title')}
      answer={t('plan.brief.answer')}
      foot={t('plan.brief.foot')}
      actions={
        <>
          <button
            type="button"
            className="button"
            disabled={!('brief' in read)}
            onClick={() => {
              if ('brief' in read)
                saveText('brief.json', `${JSON.stringify(read.brief, null, 2)}\n`, 'application/json');
            }}
          >
            {t('plan.brief.save')}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={!('brief' in read) || make.isPending}
            onClick={() => {
              if ('brief' in read) make.mutate(read.brief);
            }}
          >
            {make.isPending ? t('plan.brief.solving') : t('plan.brief.solve')}
          </button>
        </>
      }
    >
      {'fault' in read ? <p className="note warn">{read.fault}</p> : null}
      <Basics search={search} change={change} />
      <section className="card">
        <h2>{t('plan.brief.target')}</h2>
        <p className="muted">{t('plan.brief.targetHint')}</p>
        <TargetBuilder search={search} change={change} />
      </section>
      <Bounds search={search} change={change} />
      <Rules search={search} change={change} />
    </Page>
  );
}

interface PartProps {
  search: BriefSearch;
  change: (part: BriefSearch) => void;
}
type TextName = {
  [K in keyof BriefSearch]-?: BriefSearch[K] extends string | undefined ? K : never;
}[keyof BriefSearch];

function Field({ label, children, hint }: { label: string; children: ReactNode; hint?: string }) {
  return (
    <label className="brief-field">
      <span>{label}</span>
      {children}
      {hint ? <small className="muted">{hint}</small> : null}
    </label>
  );
}

interface InputProps extends PartProps {
  name: TextName;
  label: string;
  fallback: string;
  type?: 'text' | 'number' | 'date';
  hint?: string;
}
function Text({ name, label, fallback, type = 'text', hint, search, change }: InputProps) {
  return (
    <Field label={label} {...(hint ? { hint } : {})}>
      <input
        className="field"
        type={type}
        defaultValue={search[name] ?? fallback}
        min={type === 'number' ? 0 : undefined}
        onBlur={(e) => {
          if (e.target.value !== (search[name] ?? fallback)) change({ [name]: e.target.value });
        }}
      />
    </Field>
  );
}

interface ChoiceProps<T extends string> extends PartProps {
  name: TextName;
  label: string;
  options: readonly T[];
  fallback: T;
  say: (option: T) => string;
  hint?: string;
}
function Choice<T extends string>({
  name,
  label,
  options,
  fallback,
  say,
  hint,
  search,
  change,
}: ChoiceProps<T>) {
  return (
    <Field label={label} {...(hint ? { hint } : {})}>
      <select
        className="field"
        value={search[name] ?? fallback}
        onChange={(e) => change({ [name]: e.target.value })}
      >
        {options.map((o) => (
          <option key={o} value={o}>
            {say(o)}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Basics(part: PartProps) {
  const { t } = useTranslation();
  const { search, change } = part;
  const goal = PLAN_GOALS.find((g) => g === search.goal) ?? 'awareness';
  const secondary = search.secondary ?? [];
  return (
    <section className="card">
      <h2>{t('plan.brief.basics')}</h2>
      <div className="brief-grid">
        <Text {...part} name="title" label={t('plan.brief.name')} fallback={t('plan.brief.untitled')} />
        <Text {...part} name="ownBrand" label={t('plan.brief.brand')} fallback="" />
        <Text {...part} name="product" label={t('plan.brief.product')} fallback="" />
        <Text {...part} name="budget" type="number" label={t('plan.brief.budget')} fallback="100000" />
        <Text {...part} name="currency" label={t('plan.brief.currency')} fallback="CNY" />
        <Text {...part} name="from" type="date" label={t('plan.brief.from')} fallback={dayFrom(14)} />
        <Text {...part} name="to" type="date" label={t('plan.brief.to')} fallback={dayFrom(44)} />
      </div>
      <fieldset className="goals">
        <legend>{t('plan.brief.goal')}</legend>
        {PLAN_GOALS.map((g) => (
          <button
            key={g}
            type="button"
            className={g === goal ? 'button primary' : 'button'}
            aria-pressed={g === goal}
            onClick={() => change({ goal: g, secondary: secondary.filter((s) => s !== g) })}
          >
            {t(`plan.goals.${g}`)}
          </button>
        ))}
      </fieldset>
      <fieldset className="goals">
        <legend>{t('plan.brief.secondary')}</legend>
        {PLAN_GOALS.filter((g) => g !== goal).map((g) => (
          <label key={g} className="row">
            <input
              type="checkbox"
              checked={secondary.includes(g)}
              onChange={(e) =>
                change({
                  secondary: e.target.checked ? [...secondary, g] : secondary.filter((s) => s !== g),
                })
              }
            />
            {t(`plan.goals.${g}`)}
          </label>
        ))}
      </fieldset>
      <div className="brief-grid">
        <Choice
          {...part}
          name="mode"
          label={t('plan.brief.mode')}
          options={['', ...MIX_MODES] as const}
          fallback=""
          say={(m) => (m === '' ? t('plan.brief.modeOfGoal') : t(`plan.modes.${m}`))}
        />
        <Text {...part} name="times" type="number" label={t('plan.brief.times')} fallback="5" />
        <Choice
          {...part}
          name="format"
          label={t('plan.brief.format')}
          options={['any', 'image', 'video'] as const}
          fallback="any"
          say={(f) => t(`plan.formats.${f}`)}
        />
      </div>
    </section>
  );
}

function Bounds(part: PartProps) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const { search, change } = part;
  const on = search.on ?? [];
  const lines = (text: string) =>
    text
      .split(/[,，;；\n]/)
      .map((w) => w.trim())
      .filter((w) => w !== '');
  return (
    <section className="card">
      <h2>{t('plan.brief.bounds')}</h2>
      <fieldset className="goals">
        <legend>{t('plan.brief.platforms')}</legend>
        {PLATFORM_IDS.slice(0, 12).map((p) => (
          <label key={p} className="row">
            <input
              type="checkbox"
              checked={on.includes(p)}
              onChange={(e) => change({ on: e.target.checked ? [...on, p] : on.filter((x) => x !== p) })}
            />
            {platformName(p)}
          </label>
        ))}
      </fieldset>
      <p className="muted small">{t('plan.brief.platformsHint')}</p>
      <div className="brief-grid wide">
        <Field label={t('plan.brief.must')}>
          <AccountSelect
            label={t('plan.brief.must')}
            value={search.must ?? []}
            change={(must) => change({ must })}
          />
        </Field>
        <Field label={t('plan.brief.never')}>
          <AccountSelect
            label={t('plan.brief.never')}
            value={search.never ?? []}
            change={(never) => change({ never })}
          />
        </Field>
        <Field label={t('plan.brief.rivals')} hint={t('plan.brief.rivalsHint')}>
          <input
            className="field"
            defaultValue={(search.rivals ?? []).join(', ')}
            onBlur={(e) => change({ rivals: lines(e.target.value) })}
          />
        </Field>
        <Field label={t('plan.brief.categories')} hint={t('plan.brief.categoriesHint')}>
          <input
            className="field"
            defaultValue={(search.categories ?? []).join(', ')}
            onBlur={(e) => change({ categories: lines(e.target.value) })}
          />
        </Field>
        <Text {...part} name="fewest" type="number" label={t('plan.brief.fewest')} fallback="" />
        <Text {...part} name="most" type="number" label={t('plan.brief.most')} fallback="" />
      </div>
      <QuotaTable search={search} change={change} />
    </section>
  );
}

/** What stands in for an empty field: the accepted value with where it comes from, else the shipped one. */
function useHeldText(): (name: LearnedName) => string {
  const { t } = useTranslation();
  const { data } = useQuery(assumptionsQuery);
  return (name) => {
    const item = data?.items.find((i) => i.name === name);
    if (!item) return '…';
    const [shipped, held] = [inUnit(item.shipped, item.unit), item.held];
    if (!held) return t('plan.assume.anecdotal', { value: shipped });
    const value = inUnit(held.value, item.unit);
    return held.source === 'learned'
      ? t('plan.assume.heldFrom', { value, campaigns: held.campaigns, shipped })
      : t('plan.assume.heldStated', { value, who: held.acceptedBy, shipped });
  };
}

function Rules(part: PartProps) {
  const { t } = useTranslation();
  const heldText = useHeldText();
  const { search, change } = part;
  const toggle = (name: 'sellerOff' | 'promotionOff' | 'ringsOff' | 'evidenceOff', label: string) => (
    <label className="row">
      <input
        type="checkbox"
        checked={search[name] !== '1'}
        onChange={(e) => change({ [name]: e.target.checked ? '' : '1' })}
      />
      {label}
    </label>
  );
  return (
    <section className="card">
      <h2>{t('plan.brief.rules')}</h2>
      <p className="muted">{t('plan.brief.rulesHint')}</p>
      <div className="brief-grid wide">
        <Choice
          {...part}
          name="template"
          label={t('plan.brief.template')}
          options={TEMPLATES}
          fallback="none"
          say={(x) => t(`plan.templates.${x}.name`)}
          hint={t(`plan.templates.${TEMPLATES.find((x) => x === search.template) ?? 'none'}.why`)}
        />
        <div>
          {toggle('sellerOff', t('plan.brief.seller'))}
          <Text
            {...part}
            name="monthlySales"
            type="number"
            label={t('plan.brief.monthlySales')}
            fallback=""
            hint={t('plan.brief.sellerHint')}
          />
        </div>
        <div>
          {toggle('promotionOff', t('plan.brief.promotion'))}
          <Choice
            {...part}
            name="promotion"
            label={t('plan.brief.promotionMode')}
            options={PROMOTION_MODES}
            fallback="paid_soft"
            say={(m) => t(`plan.promotions.${m}`)}
            hint={t('plan.brief.promotionHint')}
          />
        </div>
        <div>
          {toggle('ringsOff', t('plan.brief.rings'))}
          {toggle('evidenceOff', t('plan.brief.evidence'))}
          <Text
            {...part}
            name="trueLow"
            type="number"
            label={t('plan.brief.trueLow')}
            fallback=""
            hint={t('plan.brief.trueLowHint')}
          />
        </div>
      </div>
      <h3>{t('plan.assume.title')}</h3>
      <p className="muted">{t('plan.assume.hint')}</p>
      <div className="brief-grid">
        <Text
          {...part}
          name="feed"
          label={t('plan.assume.feed_share')}
          fallback=""
          hint={t('plan.assume.feedHint', { value: heldText('feed_share') })}
        />
        <Text
          {...part}
          name="sales"
          type="number"
          label={t('plan.assume.sales_per_million')}
          fallback=""
          hint={t('plan.assume.salesHint', { value: heldText('sales_per_million') })}
        />
        <Text {...part} name="order" type="number" label={t('plan.assume.order_value')} fallback="" />
        <Text
          {...part}
          name="unread"
          type="number"
          label={t('plan.assume.unread_true_share')}
          fallback="100"
        />
        <Text {...part} name="seconds" type="number" label={t('plan.brief.seconds')} fallback="5" />
      </div>
    </section>
  );
}
