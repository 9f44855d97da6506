/** Who took part? Portrait beside the library, returning and new, places, hours. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Participants } from '#domain/telling/outcome/schema.ts';
import { savedTargetsQuery } from '#web/api/audience.ts';
import { mapQuery } from '#web/api/campaigns.ts';
import { participantsQuery } from '#web/api/outcome.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { Page } from '#web/parts/Page.tsx';
import { ProvinceMap } from '#web/parts/ProvinceMap.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { Insufficient } from '#web/rooms/audience/Insufficient.tsx';
import { CampaignLinks } from '#web/rooms/outcome/CampaignLinks.tsx';
import { CommentFeeling } from '#web/rooms/outcome/CommentFeeling.tsx';
import { EstimateLine } from '#web/rooms/outcome/EstimateLine.tsx';
import { TargetPick } from '#web/rooms/outcome/TargetPick.tsx';
import '#web/rooms/outcome/outcome.css';

export const participantsRoute = createLazyRoute('/deliver/$campaign/participants')({
  component: ParticipantsPage,
});

function ParticipantsPage() {
  const { t } = useTranslation();
  const say = useSay();
  const { campaign } = useParams({ from: '/deliver/$campaign/participants' });
  const { target: chosen } = useSearch({ from: '/deliver/$campaign/participants' });
  const { data: saved } = useQuery(savedTargetsQuery);
  const target = saved?.items.find((s) => s.key === chosen)?.target ?? null;
  const query = useQuery(participantsQuery(campaign, target));
  return (
    <Page
      title={t('participants.title')}
      answer={
        query.data
          ? t('participants.answer', {
              campaign,
              people: query.data.people,
              acts: query.data.acts,
              posts: query.data.posts,
            })
          : campaign
      }
      foot={query.data ? query.data.caveats.map(say).join(' ') : undefined}
    >
      <CampaignLinks campaign={campaign} current="participants" />
      <Answer query={query} rows={10}>
        {(p) => (
          <>
            <section className="card" aria-label={t('participants.shares')}>
              {(['newToBrand', 'returning', 'bought', 'ringFree'] as const).map((id) => (
                <EstimateLine
                  key={id}
                  label={t(`participants.${id}`)}
                  hint={t(`participants.means.${id}`)}
                  estimate={p[id]}
                  unit="share"
                />
              ))}
            </section>
            <TargetPick chosen={target === null ? undefined : chosen} inTarget={p.inTarget} />
            <CommentFeeling campaign={campaign} feeling={p.feeling} />
            <div className="cards gap-below">
              {p.panels
                .filter((panel) => panel.dimension !== 'province')
                .map((panel) => (
                  <Panel key={panel.dimension} panel={panel} base={p} />
                ))}
            </div>
            <div className="cards gap-below">
              <Places p={p} />
              <Hours p={p} />
            </div>
          </>
        )}
      </Answer>
    </Page>
  );
}

function Panel({ panel, base }: { panel: Participants['panels'][number]; base: Participants }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  if (panel.state !== 'ok')
    return (
      <section className="card">
        <h2>{say(panel.title)}</h2>
        <Insufficient need={panel.need} have={panel.have} why={panel.why} />
      </section>
    );
  const libraryOf = (segment: string) =>
    base.base.find((b) => b.dimension === panel.dimension && b.segment === segment)?.share ?? null;
  const most = Math.max(...panel.segments.map((s) => Math.max(s.high ?? s.value, libraryOf(s.segment) ?? 0)));
  return (
    <section className="card scroll">
      <h2>{say(panel.title)}</h2>
      <p className="muted">
        {t('participants.known', {
          n: formatCount(panel.n ?? 0, { ...style, short: false }),
          share: formatShare(panel.coverage ?? 0, style),
        })}
      </p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('participants.segment')}</th>
            <th scope="col" className="right">
              {t('participants.share')}
            </th>
            <th scope="col">{t('spread.interval')}</th>
            <th scope="col" className="right">
              {t('participants.library')}
            </th>
            <th scope="col" className="right">
              {t('participants.index')}
            </th>
          </tr>
        </thead>
        <tbody>
          {panel.segments.slice(0, 12).map((s) => {
            const library = libraryOf(s.segment);
            return (
              <tr key={s.segment}>
                <th scope="row">{say(s.label)}</th>
                <td className="right number">{formatShare(s.value, style)}</td>
                <td>
                  <IntervalBar
                    quantity={s}
                    from={0}
                    to={most}
                    label={`${formatShare(s.low ?? s.value, style)}–${formatShare(s.high ?? s.value, style)}`}
                  />
                </td>
                <td className="right number">{library === null ? '—' : formatShare(library, style)}</td>
                <td className="right number">
                  {library ? formatCount(Math.round((100 * s.value) / library), style) : '—'}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Places({ p }: { p: Participants }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const outlines = useQuery(mapQuery);
  const most = Math.max(1, p.provinces.unknown, ...p.provinces.rows.map((r) => r.people));
  const count = (n: number) => formatCount(n, { ...style, short: false });
  return (
    <section className="card" aria-label={t('participants.places')}>
      <h2>{t('participants.places')}</h2>
      {outlines.data ? (
        <ProvinceMap
          outlines={outlines.data}
          values={p.provinces.rows.map((r) => ({ province: r.province, value: r.people }))}
          label={t('participants.places')}
          unit={t('participants.peopleUnit')}
          height={300}
        />
      ) : null}
      <ol className="place-bars">
        {p.provinces.rows.map((r) => (
          <li key={r.province}>
            <span>{say(r.label)}</span>
            <i style={{ width: `${(100 * r.people) / most}%` }} />
            <b className="number">{count(r.people)}</b>
          </li>
        ))}
        <li className="unknown">
          <span>{t('participants.unknown')}</span>
          <i style={{ width: `${(100 * p.provinces.unknown) / most}%` }} />
          <b className="number">{count(p.provinces.unknown)}</b>
        </li>
      </ol>
    </section>
  );
}

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function Hours({ p }: { p: Participants }) {
  const { t } = useTranslation();
  const acts = new Map(p.hours.cells.map((c) => [c.day * 24 + c.hour, c.acts]));
  const most = Math.max(1, ...acts.values());
  return (
    <section className="card scroll" aria-label={t('participants.hours')}>
      <h2>{t('participants.hours')}</h2>
      <table className="hour-grid">
        <thead>
          <tr>
            <th scope="col">{t('participants.weekday')}</th>
            {HOURS.map((hour) => (
              <th key={hour} scope="col">
                {hour % 3 === 0 ? hour : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DAYS.map((day) => (
            <tr key={day}>
              <th scope="row">{t(`participants.day.${day}`)}</th>
              {HOURS.map((hour) => {
                const n = acts.get(day * 24 + hour) ?? 0;
                return (
                  <td
                    key={hour}
                    title={t('participants.cell', { day: t(`participants.day.${day}`), hour, count: n })}
                    style={{
                      background: `color-mix(in srgb, var(--series-1) ${Math.round((40 * n) / most)}%, var(--surface))`,
                    }}
                  >
                    {n === 0 ? '' : n}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">{t('participants.hourFoot', { acts: p.hours.acts, most })}</p>
    </section>
  );
}
