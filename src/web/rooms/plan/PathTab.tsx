/** In which order, on which days, and how tier, platform and stage share the names. */
import { useTranslation } from 'react-i18next';
import type { Chosen } from '#domain/decisions/mix/plan/schema.ts';
import { TIERS } from '#domain/facts/library/schema.ts';
import { formatMoney } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import type { PlanPartProps } from '#web/rooms/plan/PlanPage.tsx';

const DAY_MS = 86_400_000;

export function PathTab({ plan }: PlanPartProps) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const { decision: d } = plan;
  const stages = [
    ...d.goals.stages.map((s) => ({ id: s.stage as string | null, name: say(s.name) })),
    { id: null, name: t('plan.path.noStage') },
  ].filter((s) => s.id !== null || d.chosen.some((c) => c.stage === null));
  const weight = (i: number) => {
    const sum = d.goals.path.reduce((a, b) => a + b, 0);
    return sum > 0 ? (d.goals.path[i] ?? 0) / sum : 0;
  };
  const platforms = [...new Set(d.chosen.map((c) => c.platform))];
  const tiers = TIERS.filter((tier) => d.chosen.some((c) => c.tier === tier));
  const cell = (list: readonly Chosen[]) =>
    list.length === 0 ? (
      <span className="muted">–</span>
    ) : (
      <span title={list.map((c) => c.name ?? c.accountId).join(', ')}>
        <b>{list.length}</b>{' '}
        <span className="muted">
          {formatMoney(list.reduce((sum, c) => sum + c.cost, 0) * 100, d.brief.currency, style)}
        </span>
      </span>
    );
  return (
    <>
      <section className="card scroll-x">
        <h2>{t('plan.path.calendar')}</h2>
        <p className="muted">{t('plan.path.calendarHint', { map: d.goals.map })}</p>
        <Calendar plan={plan} stages={stages} />
      </section>
      <section className="card scroll-x">
        <h2>{t('plan.path.grid')}</h2>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('plan.where')}</th>
              {stages.map((s, i) => (
                <th key={s.id ?? 'none'} scope="col" className="right">
                  {s.name}
                  {s.id === null ? '' : ` · ${(100 * weight(i)).toFixed(0)}%`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {platforms.flatMap((platform) =>
              tiers
                .filter((tier) => d.chosen.some((c) => c.platform === platform && c.tier === tier))
                .map((tier) => (
                  <tr key={`${platform}:${tier}`}>
                    <th scope="row">
                      {platformName(platform)} · {t(`tier.${tier}`)}
                    </th>
                    {stages.map((s) => (
                      <td key={s.id ?? 'none'} className="right number">
                        {cell(
                          d.chosen.filter(
                            (c) => c.platform === platform && c.tier === tier && c.stage === s.id,
                          ),
                        )}
                      </td>
                    ))}
                  </tr>
                )),
            )}
          </tbody>
        </table>
        <p className="muted small">{t('plan.path.gridHint')}</p>
      </section>
    </>
  );
}

/** Weeks as columns, stages as rows; a name stands in the week of its day. */
function Calendar({
  plan,
  stages,
}: {
  plan: PlanPartProps['plan'];
  stages: readonly { id: string | null; name: string }[];
}) {
  const { t } = useTranslation();
  const { decision: d } = plan;
  const first = Date.parse(`${d.brief.period.from}T00:00:00Z`);
  const weekOf = (day: string) => Math.floor((Date.parse(`${day}T00:00:00Z`) - first) / DAY_MS / 7);
  const weeks = weekOf(d.brief.period.to) + 1;
  const added = new Set(plan.diff?.added);
  return (
    <table className="plain calendar">
      <thead>
        <tr>
          <th scope="col">{t('plan.path.stage')}</th>
          {Array.from({ length: weeks }, (_, week) => (
            <th key={week} scope="col">
              {new Date(first + week * 7 * DAY_MS).toISOString().slice(5, 10)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {stages.map((stage) => (
          <tr key={stage.id ?? 'none'}>
            <th scope="row">{stage.name}</th>
            {Array.from({ length: weeks }, (_, week) => (
              <td key={week}>
                {d.chosen
                  .filter((c) => c.stage === stage.id && weekOf(c.day) === week)
                  .toSorted((a, b) => (a.day < b.day ? -1 : 1))
                  .map((c) => (
                    <span
                      key={c.accountId}
                      className={added.has(c.accountId) ? 'day added' : 'day'}
                      title={c.schedule ? t('plan.schedule', { schedule: c.schedule }) : undefined}
                    >
                      <small className="muted">{c.day.slice(8)}</small> {c.name ?? c.accountId}
                    </span>
                  ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
