/** From which angles it is discussed, with the rows, and sentences that many say. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { anglesQuery } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { FEELING_COLOURS, ShareLine } from '#web/rooms/voice/ShareLine.tsx';
import { filterIn, type VoiceSearch } from '#web/rooms/voice/search.ts';
import { TextRow } from '#web/rooms/voice/TextRow.tsx';

export function AnglesTab({ search }: { search: VoiceSearch }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const n = (value: number) => formatCount(value, { ...style, short: false });
  const query = useQuery(anglesQuery(filterIn(search)));
  return (
    <Answer query={query} rows={12}>
      {(found) => (
        <>
          <p className="muted">
            {t('voice.anglesNote', {
              sampled: n(found.sampled),
              texts: n(found.texts),
              placed: n(found.placed),
            })}
          </p>
          <section className="card">
            <h2>{t('voice.ideas')}</h2>
            {found.ideas.length === 0 ? <p className="muted">{t('voice.none')}</p> : null}
            <ol className="voice-ideas">
              {found.ideas.map((idea) => (
                <li key={idea.row.textId}>
                  <Link to="/voice" search={{ ...search, tab: 'rows', q: idea.sentence.slice(0, 24) }}>
                    “{idea.sentence}”
                  </Link>{' '}
                  <span className="muted">{t('voice.sayAlike', { n: n(idea.texts) })}</span>
                </li>
              ))}
            </ol>
          </section>
          <div className="cards">
            {found.angles.map((a) => (
              <section key={a.words[0]?.word} className="card">
                <h2>
                  {a.words
                    .slice(0, 4)
                    .map((w) => w.word)
                    .join(' · ')}{' '}
                  <span className="muted">n = {n(a.texts)}</span>
                </h2>
                <p>
                  <ShareLine share={a.positive} name={t('voice.feeling.positive')} width={110} />
                  <ShareLine
                    share={a.negative}
                    name={t('voice.feeling.negative')}
                    colour={FEELING_COLOURS.negative}
                    width={110}
                  />
                </p>
                <p>
                  {a.words.map((w) => (
                    <Link
                      key={w.word}
                      to="/voice"
                      search={{ ...search, tab: 'rows', word: w.word }}
                      className="chip"
                    >
                      {w.word} <span className="muted">{w.texts}</span>
                    </Link>
                  ))}
                </p>
                <ul className="voice-rows">
                  {a.rows.slice(0, 3).map((row) => (
                    <TextRow key={row.textId} row={row} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </>
      )}
    </Answer>
  );
}
