/** How good are the detectors? Declared and measured error, and what they say of this library. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LEVELS } from '#basis/reading.ts';
import type { AuditReport, LearnedError, MeasureCard } from '#domain/readings/authenticity/schema.ts';
import { leagueQuery, levelsQuery, measuresQuery } from '#web/api/authenticity.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatShare } from '#web/parts/format.ts';
import { levelClass } from '#web/parts/level.ts';
import { Page } from '#web/parts/Page.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { AuditButton } from '#web/rooms/authenticity/AuthenticityTab.tsx';
import { Learned } from '#web/rooms/authenticity/EvidenceCard.tsx';
import { League } from '#web/rooms/detectors/League.tsx';

export const detectorsRoute = createLazyRoute('/detectors')({ component: DetectorsPage });

function DetectorsPage() {
  const { t } = useTranslation();
  const measures = useQuery(measuresQuery);
  const levels = useQuery(levelsQuery);
  const league = useQuery(leagueQuery);
  return (
    <Page
      title={t('authenticity.detectors.title')}
      answer={t('authenticity.detectors.answer', { n: measures.data?.items.length ?? 0 })}
      actions={<AuditButton accountIds={null} label={t('authenticity.runAll')} />}
      foot={t('authenticity.detectors.foot')}
    >
      <Answer query={measures} rows={10}>
        {({ items, learned }) => (
          <Measures items={items} learned={learned} levels={levels.data?.levels ?? {}} />
        )}
      </Answer>
      <Answer query={league} rows={6}>
        {(table) => <League table={table} titles={measures.data?.items ?? []} />}
      </Answer>
    </Page>
  );
}

interface MeasuresProps {
  items: readonly MeasureCard[];
  learned: readonly LearnedError[];
  levels: AuditReport['levels'];
}

function Measures({ items, learned, levels }: MeasuresProps) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" tabIndex={0} aria-label={t('authenticity.detectors.nav')}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('authenticity.detectors.measure')}</th>
            <th scope="col">{t('authenticity.detectors.asks')}</th>
            <th scope="col" className="right">
              {t('authenticity.detectors.declared')}
            </th>
            <th scope="col" className="right">
              {t('authenticity.detectors.measuredIn')}
            </th>
            <th scope="col">{t('authenticity.detectors.library')}</th>
            <th scope="col">{t('authenticity.detectors.learned')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((card) => {
            const error = learned.find((l) => l.measure === card.measure);
            return (
              <tr key={card.measure}>
                <th scope="row">
                  {say(card.title)}
                  <br />
                  <span className="muted code">{card.measure}</span>
                </th>
                <td className="wrap">{say(card.question)}</td>
                <td className="right number">
                  {card.falseAlarm ? formatShare(card.falseAlarm.declared, style) : '—'}
                </td>
                <td className="right number" title={card.falseAlarm ? say(card.falseAlarm.basis) : undefined}>
                  {card.falseAlarm && card.falseAlarm.measured !== null
                    ? formatShare(card.falseAlarm.measured, style)
                    : '—'}
                </td>
                <td>
                  <LevelBar counts={levels[card.measure] ?? {}} title={say(card.title)} />
                </td>
                <td className="muted">{error ? <Learned learned={error} /> : '—'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Accounts at each level as one bar; its words name every count. */
function LevelBar({ counts, title }: { counts: AuditReport['levels'][string]; title: string }) {
  const { t } = useTranslation();
  const total = LEVELS.reduce((sum, level) => sum + (counts[level] ?? 0), 0);
  if (total === 0) return <span className="muted">{t('authenticity.detectors.none')}</span>;
  const present = LEVELS.filter((level) => (counts[level] ?? 0) > 0);
  const text = present.map((level) => `${t(`authenticity.level.${level}`)} ${counts[level]}`).join(' · ');
  return (
    <>
      <span
        className="level-bar"
        role="img"
        aria-label={t('authenticity.detectors.levelsOf', { title, text })}
      >
        {present.map((level) => (
          <span
            key={level}
            className={levelClass(level)}
            style={{ width: `${(100 * (counts[level] ?? 0)) / total}%` }}
          />
        ))}
      </span>
      <span className="muted">{text}</span>
    </>
  );
}
