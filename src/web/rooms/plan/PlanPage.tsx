/** Whom to book, what it is worth, how far from the best that can be, and what is left among people who did not choose. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlanPage as Plan, PlanChange } from '#domain/decisions/mix/plan/schema.ts';
import { changePlan, planQuery } from '#web/api/plan.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatDay, formatMoney } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useSay } from '#web/parts/say.ts';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { useNumberStyle } from '#web/parts/words.ts';
import { AssumptionForm } from '#web/rooms/plan/AssumptionForm.tsx';
import { DiffNote } from '#web/rooms/plan/DiffNote.tsx';
import { DroppedTab } from '#web/rooms/plan/DroppedTab.tsx';
import { HandOver } from '#web/rooms/plan/HandOver.tsx';
import { NamesTab } from '#web/rooms/plan/NamesTab.tsx';
import { OverlapTab } from '#web/rooms/plan/OverlapTab.tsx';
import { OverviewTab } from '#web/rooms/plan/OverviewTab.tsx';
import { PathTab } from '#web/rooms/plan/PathTab.tsx';
import '#web/rooms/audience/audience.css';
import '#web/rooms/plan/plan.css';

export const planRoute = createLazyRoute('/select/plans/$id')({ component: PlanPage });

const TABS = ['overview', 'names', 'path', 'overlap', 'dropped', 'assumptions'] as const;

export interface PlanSearch {
  tab?: string;
  version?: string;
  against?: string;
  open?: string;
  gate?: string;
  budget?: string;
}
/** What the parts of the page share. */
export interface PlanPartProps {
  plan: Plan;
  search: PlanSearch;
  change: (part: PlanSearch) => void;
  /** Makes a new version. */
  revise: (change: PlanChange) => void;
  busy: boolean;
}

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

function PlanPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/select/plans/$id' });
  const search = useSearch({ from: '/select/plans/$id' });
  const query = useQuery(planQuery(id, whole(search.version), whole(search.against)));
  return (
    <Answer query={query} rows={12}>
      {(plan) => (
        <Loaded
          key={plan.planId}
          plan={plan}
          search={search}
          title={t('plan.title', { name: plan.decision.brief.name })}
        />
      )}
    </Answer>
  );
}

function Loaded({ plan, search, title }: { plan: Plan; search: PlanSearch; title: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const navigate = useNavigate({ from: '/select/plans/$id' });
  const client = useQueryClient();
  const { decision: d } = plan;
  const change = (part: PlanSearch) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const revision = useMutation({
    mutationFn: (asked: PlanChange) => changePlan(plan.planId, plan.version, asked),
    onSuccess: async ({ version }) => {
      await client.invalidateQueries({ queryKey: ['library', 'plans'] });
      await navigate({
        search: (old) => ({
          ...old,
          version: String(version),
          against: String(plan.version),
          open: '',
          budget: '',
        }),
        resetScroll: false,
      });
    },
    onError: useComplain(),
  });
  const tab = TABS.find((x) => x === search.tab) ?? 'overview';
  const part = { plan, search, change, revise: revision.mutate, busy: revision.isPending };
  return (
    <Page
      title={title}
      answer={t('plan.answer', {
        goal: t(`plan.goals.${d.brief.goal}`),
        names: d.chosen.length,
        cost: formatMoney(d.cost * 100, d.brief.currency, style),
        budget: formatMoney(d.brief.budget * 100, d.brief.currency, style),
        from: d.brief.period.from,
        to: d.brief.period.to,
        day: d.asOf ? formatDay(d.asOf) : '—',
      })}
      actions={<HandOver plan={plan} />}
      foot={t('plan.foot')}
    >
      <div className="row plan-versions">
        <Link to="/select/plans">{t('plan.list.back')}</Link>
        <label className="row">
          {t('plan.versionLabel')}
          <select
            className="field"
            value={plan.version}
            onChange={(e) => change({ version: e.target.value, against: '' })}
          >
            {plan.versions.map((v) => (
              <option key={v.version} value={v.version}>
                {`${v.version} · ${say(v.change)}`}
              </option>
            ))}
          </select>
        </label>
        {revision.isPending ? <span role="status">{t('plan.solving')}</span> : null}
      </div>
      {plan.diff ? <DiffNote plan={plan} diff={plan.diff} /> : null}
      {d.money.warning ? <p className="note warn">{say(d.money.warning)}</p> : null}
      <TabLinks
        label={t('plan.tabs')}
        current={tab}
        tabs={TABS.map((x) => ({ id: x, text: t(`plan.tab.${x}`) }))}
      />
      {tab === 'overview' ? <OverviewTab {...part} /> : null}
      {tab === 'names' ? <NamesTab {...part} /> : null}
      {tab === 'path' ? <PathTab {...part} /> : null}
      {tab === 'overlap' ? <OverlapTab {...part} /> : null}
      {tab === 'dropped' ? <DroppedTab {...part} /> : null}
      {tab === 'assumptions' ? <AssumptionForm {...part} /> : null}
    </Page>
  );
}
