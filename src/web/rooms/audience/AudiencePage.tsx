/** Whom do my people already follow? A target, the accounts it reaches above the base rate, and why others fell. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Discovery } from '#domain/readings/audience/schema.ts';
import { discoveryQuery, longlist, targetSizeQuery } from '#web/api/audience.ts';
import { overviewQuery } from '#web/api/endpoints.ts';
import { useTell } from '#web/i18n/tell.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { DataTable } from '#web/parts/DataTable.tsx';
import { formatCount, formatDay, formatShare } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { usePreferences } from '#web/parts/preferences.ts';
import { saveBlob, saveText } from '#web/parts/save.ts';
import { useSay } from '#web/parts/say.ts';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { useAffinityColumns } from '#web/rooms/audience/affinity-columns.tsx';
import { Consumers } from '#web/rooms/audience/Consumers.tsx';
import { Funnel } from '#web/rooms/audience/Funnel.tsx';
import { Gates } from '#web/rooms/audience/Gates.tsx';
import { Insufficient } from '#web/rooms/audience/Insufficient.tsx';
import { KeepTarget } from '#web/rooms/audience/KeepTarget.tsx';
import { PortraitView } from '#web/rooms/audience/PortraitView.tsx';
import type { TargetSearch } from '#web/rooms/audience/search.ts';
import { TargetBuilder } from '#web/rooms/audience/TargetBuilder.tsx';
import { basisOf, discoveryOf, gateOf, targetOf } from '#web/rooms/audience/target-search.ts';
import '#web/rooms/audience/audience.css';

export const audienceRoute = createLazyRoute('/audience')({ component: AudiencePage });

const VIEWS = ['target', 'portrait', 'consumers'] as const;

function AudiencePage() {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const search = useSearch({ from: '/audience' });
  const navigate = useNavigate({ from: '/audience' });
  const change = (part: TargetSearch) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const view = VIEWS.find((v) => v === search.tab) ?? 'target';
  const target = view === 'target' ? targetOf(search) : null;
  const overview = useQuery(overviewQuery);
  const n = (value: number) => formatCount(value, { ...style, short: false });
  const o = overview.data;
  return (
    <Page
      title={t('audience.title')}
      answer={
        o
          ? t('audience.answer', { people: n(o.people), acts: n(o.engagements), follows: n(o.follows) })
          : undefined
      }
      actions={
        target ? (
          <>
            <Link to="/audience" className="button">
              {t('audience.clear')}
            </Link>
            <button
              type="button"
              className="button"
              onClick={() =>
                saveText('target.json', `${JSON.stringify(target, null, 2)}\n`, 'application/json')
              }
            >
              {t('audience.saveTarget')}
            </button>
          </>
        ) : undefined
      }
      foot={t('audience.foot')}
    >
      <TabLinks
        label={t('audience.views')}
        current={view}
        tabs={VIEWS.map((id) => ({ id, text: t(`audience.view.${id}`) }))}
      />
      {view === 'portrait' ? (
        <PortraitView search={search} change={change} />
      ) : view === 'consumers' ? (
        <Consumers search={search} change={change} />
      ) : (
        <TargetView search={search} change={change} />
      )}
    </Page>
  );
}

interface ViewProps {
  search: TargetSearch;
  change: (part: TargetSearch) => void;
}

function TargetView({ search, change }: ViewProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const target = targetOf(search);
  const size = useQuery(targetSizeQuery(target, basisOf(search)));
  const asked = search.find === '1' ? discoveryOf(search) : null;
  const discovery = useQuery(discoveryQuery(asked));
  const n = (value: number) => formatCount(value, { ...style, short: false });
  return (
    <>
      <section className="card" aria-label={t('audience.build.title')}>
        <h2>{t('audience.build.title')}</h2>
        <TargetBuilder search={search} change={change} />
        <Gates search={search} change={change} />
        <div className="target-count" role="status">
          {target === null ? (
            <span className="muted">{t('audience.build.nobody')}</span>
          ) : size.error && !size.data ? (
            <span>{tell(size.error.message)}</span>
          ) : size.data ? (
            <>
              <b className="number">{t('audience.build.found', { n: n(size.data.people) })}</b>{' '}
              <span className="muted">
                {t('audience.build.ofBase', { n: n(size.data.base) })}
                {size.data.platforms
                  .filter((p) => p.people > 0)
                  .map((p) => ` · ${platformName(p.platform)} ${n(p.people)}`)
                  .join('')}
              </span>
            </>
          ) : (
            <span className="muted">{t('audience.build.counting')}</span>
          )}
          <button
            type="button"
            className="button primary"
            disabled={target === null}
            onClick={() => change({ find: '1' })}
          >
            {t('audience.build.find')}
          </button>
        </div>
        {target === null ? null : (
          <KeepTarget
            target={target}
            basis={basisOf(search)}
            name={search.name}
            change={(name) => change({ name })}
          />
        )}
      </section>
      {asked ? (
        <Answer query={discovery} rows={10}>
          {(found) => <Found found={found} search={search} change={change} />}
        </Answer>
      ) : target === null ? (
        <EmptyState title={t('audience.start')}>
          <p>{t('audience.startHint')}</p>
        </EmptyState>
      ) : null}
    </>
  );
}

interface FoundProps extends ViewProps {
  found: Discovery;
}

const ROW = 34;

function Found({ found, search, change }: FoundProps) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  // One end for all rows, so that bars compare; a far outlier is cut off at its edge.
  const most = Math.max(200, ...found.kept.slice(0, 100).map((a) => Math.min(a.tgi.high, 2000)));
  const columns = useAffinityColumns(false, most);
  const droppedColumns = useAffinityColumns(true, most);
  const gate = gateOf(search);
  const dropped = found.dropped.filter((d) => d.gate === gate);
  const n = (value: number) => formatCount(value, { ...style, short: false });
  if (found.state === 'insufficient' && found.why)
    return (
      <section className="card">
        <h2>{t('audience.found.title')}</h2>
        <Insufficient {...found.why} />
      </section>
    );
  return (
    <>
      <section className="card">
        <h2>{t('audience.funnel.title')}</h2>
        <p className="muted">
          {t('audience.found.basis', {
            seen: n(found.targetSeen),
            target: n(found.targetPeople),
            base: n(found.basePeople),
            share: formatShare(found.basePeople > 0 ? found.targetSeen / found.basePeople : 0, style),
            day: found.asOf ? formatDay(found.asOf) : '—',
          })}
          {found.priorPeople === null
            ? ''
            : ` ${t('audience.found.prior', { n: formatCount(Number(found.priorPeople.toPrecision(3)), style) })}`}
        </p>
        <Funnel funnel={found.funnel} open={gate} toggle={(g) => change({ gate: g ?? '' })} />
        {gate && dropped.length > 0 ? (
          <>
            <h3>{t('audience.funnel.open', { n: n(dropped.length) })}</h3>
            <div className="fixed-table" style={{ height: Math.min(dropped.length + 2, 11) * ROW }}>
              <DataTable
                label={t('audience.funnel.open', { n: n(dropped.length) })}
                columns={droppedColumns}
                rows={dropped}
                rowKey={(a) => a.accountId}
              />
            </div>
          </>
        ) : null}
      </section>
      <section className="card">
        <header className="reading-head">
          <h2>{t('audience.found.kept', { n: n(found.keptCount) })}</h2>
          <Download search={search} />
        </header>
        {found.keptCount > found.kept.length ? (
          <p className="muted">
            {t('audience.found.first', { shown: n(found.kept.length), n: n(found.keptCount) })}
          </p>
        ) : null}
        {found.kept.length === 0 ? (
          <p className="muted">{t('audience.found.nobody')}</p>
        ) : (
          <div className="fixed-table" style={{ height: Math.min(found.kept.length + 2, 18) * ROW }}>
            <DataTable
              label={t('audience.found.title')}
              columns={columns}
              rows={found.kept}
              rowKey={(a) => a.accountId}
            />
          </div>
        )}
        {found.caveats.map((c) => (
          <p key={c.en} className="note">
            {say(c)}
          </p>
        ))}
      </section>
    </>
  );
}

/** The longlist as the server writes it, with a reason for every drop. */
function Download({ search }: { search: TargetSearch }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const request = discoveryOf(search);
  const save = useMutation({
    mutationFn: async (format: 'xlsx' | 'csv') => {
      if (request) saveBlob(`longlist.${format}`, await longlist(request, format, language));
    },
    onError: useComplain(),
  });
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <button
          key={format}
          type="button"
          className="button"
          disabled={save.isPending}
          onClick={() => save.mutate(format)}
        >
          {t('audience.found.download', { format: format.toUpperCase() })}
        </button>
      ))}
    </>
  );
}
