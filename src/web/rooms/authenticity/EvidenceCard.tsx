/** One measure about one subject: level, sentence, number, picture, error rate, other explanations, rows. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LearnedError, ReadCard } from '#domain/readings/authenticity/schema.ts';
import { formatShare } from '#web/parts/format.ts';
import { levelClass } from '#web/parts/level.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { CardPicture } from '#web/rooms/authenticity/CardPicture.tsx';
import { ReadingRows } from '#web/rooms/authenticity/ReadingRows.tsx';
import { ResultLine } from '#web/rooms/authenticity/ResultLine.tsx';

export function LevelMark({ read }: { read: ReadCard }) {
  const { t } = useTranslation();
  const { level } = read.reading;
  return (
    <>
      <span className={levelClass(level)}>{t(`authenticity.level.${level}`)}</span>
      {read.contested ? <span className="mark">{t('authenticity.contested')}</span> : null}
    </>
  );
}

/** How often the measure errs: as declared, as measured, as analysts here found. */
export function ErrorRate({ read }: { read: Pick<ReadCard, 'card' | 'learned'> }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const { falseAlarm } = read.card;
  if (!falseAlarm) return <span className="muted">{t('authenticity.quantity')}</span>;
  return (
    <span className="muted">
      {t('authenticity.falseAlarm', { declared: formatShare(falseAlarm.declared, style) })} ·{' '}
      {falseAlarm.measured === null
        ? t('authenticity.measuredNot')
        : t('authenticity.measured', { share: formatShare(falseAlarm.measured, style) })}
      {read.learned ? (
        <>
          {' · '}
          <Learned learned={read.learned} />
        </>
      ) : null}
    </span>
  );
}

export function Learned({ learned }: { learned: LearnedError }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const n = learned.confirmed + learned.rejected;
  const share = learned.rejectedShare;
  return share
    ? t('authenticity.learned', {
        share: formatShare(share.value, style),
        low: formatShare(share.low, style),
        high: formatShare(share.high, style),
        n,
      })
    : t('authenticity.learnedFew', { n });
}

export function EvidenceCard({ read }: { read: ReadCard }) {
  const { t } = useTranslation();
  const say = useSay();
  const [rowsOpen, setRowsOpen] = useState(false);
  const { card, reading } = read;
  const { falseAlarm } = card;
  return (
    <article className="card reading" aria-label={say(card.title)}>
      <header className="reading-head">
        <h3>{say(card.title)}</h3>
        <span className="chip">{t(`authenticity.chamber.${card.chamber}`)}</span>
        <LevelMark read={read} />
      </header>
      <p className="reading-words">{say(reading.summary)}</p>
      <ResultLine reading={reading} />
      <CardPicture reading={reading} />
      <p className="reading-error">
        <ErrorRate read={read} />
      </p>
      <details>
        <summary>{t('authenticity.more')}</summary>
        <p>{say(card.question)}</p>
        <p className="muted">{t('authenticity.routeIs', { route: t(`authenticity.route.${card.route}`) })}</p>
        <h4>{t('authenticity.innocent')}</h4>
        <ul className="tight">
          {card.innocent.map((words) => (
            <li key={words.en}>{say(words)}</li>
          ))}
        </ul>
        <h4>{t('authenticity.wouldChange')}</h4>
        <ul className="tight">
          {card.wouldChange.map((words) => (
            <li key={words.en}>{say(words)}</li>
          ))}
        </ul>
        {reading.result.state === 'ok'
          ? reading.result.caveats.map((words) => (
              <p key={words.en} className="note">
                {say(words)}
              </p>
            ))
          : null}
        <p className="muted code">
          {reading.measure} · {t('authenticity.method', { page: card.method })}
          {falseAlarm ? ` · ${falseAlarm.command}` : ''}
        </p>
        {falseAlarm ? <p className="muted">{say(falseAlarm.basis)}</p> : null}
      </details>
      {reading.rowCount > 0 ? (
        <button
          type="button"
          className="plain-button"
          aria-expanded={rowsOpen}
          onClick={() => setRowsOpen(!rowsOpen)}
        >
          {t('authenticity.rows', { n: reading.rowCount })}
        </button>
      ) : null}
      {rowsOpen ? <ReadingRows readingId={reading.readingId} /> : null}
    </article>
  );
}
