/** New words by first-seen date, hot topics, keywords of a group against the rest. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { keywordsQuery, newWordsQuery, tagsQuery, topicsQuery } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount } from '#web/parts/format.ts';
import { Sparkline } from '#web/parts/Sparkline.tsx';
import { useNumberStyle } from '#web/parts/words.ts';
import { filterIn, type VoiceSearch } from '#web/rooms/voice/search.ts';

interface WordsTabProps {
  search: VoiceSearch;
  change: (part: VoiceSearch) => void;
}
const VIEWS = ['new', 'topics', 'keywords', 'tags'] as const;

export function WordsTab({ search, change }: WordsTabProps) {
  const { t } = useTranslation();
  const view = VIEWS.find((v) => v === search.view) ?? 'new';
  return (
    <>
      <div className="voice-scope" role="group" aria-label={t('voice.views')}>
        {VIEWS.map((v) => (
          <button
            key={v}
            type="button"
            className="button"
            aria-pressed={v === view}
            onClick={() => change({ view: v })}
          >
            {t(`voice.view.${v}`)}
          </button>
        ))}
      </div>
      {view === 'new' ? <NewWords /> : null}
      {view === 'topics' ? <Topics /> : null}
      {view === 'keywords' ? <Keywords search={search} /> : null}
      {view === 'tags' ? <Tags tag={search.tag} change={change} /> : null}
    </>
  );
}

function NewWords() {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const query = useQuery(newWordsQuery);
  return (
    <Answer query={query} rows={10}>
      {(found) => (
        <section className="card scroll">
          <h2>{t('voice.newWords', { from: found.from ?? '—', until: found.until ?? '—' })}</h2>
          {found.words.length === 0 ? <p className="muted">{t('voice.none')}</p> : null}
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('voice.word')}</th>
                <th scope="col">{t('voice.firstSeen')}</th>
                <th scope="col" className="right">
                  {t('voice.texts')}
                </th>
                <th scope="col" className="right">
                  {t('voice.before')}
                </th>
                <th scope="col" className="right">
                  {t('voice.burst')}
                </th>
                <th scope="col">{t('voice.trend')}</th>
              </tr>
            </thead>
            <tbody>
              {found.words.map((w) => (
                <tr key={w.word}>
                  <th scope="row">
                    <Link to="/voice" search={{ tab: 'rows', q: w.word }}>
                      {w.word}
                    </Link>
                  </th>
                  <td className="number">{w.firstSeenOn}</td>
                  <td className="right number">{formatCount(w.texts, style)}</td>
                  <td className="right number">{w.backgroundTexts}</td>
                  <td className="right number">{w.burst.toFixed(1)}</td>
                  <td>
                    {w.weeks.length > 1 ? (
                      <Sparkline
                        at={w.weeks.map((x) => Date.parse(x.week))}
                        values={w.weeks.map((x) => x.n)}
                        title={t('voice.weeksLabel', { n: w.weeks.length })}
                      />
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Answer>
  );
}

const ratioText = (r: { value: number; low: number; high: number }): string =>
  `${r.value.toFixed(2)} (${r.low.toFixed(2)} – ${r.high.toFixed(2)})`;

function Topics() {
  const { t } = useTranslation();
  const query = useQuery(topicsQuery);
  return (
    <Answer query={query} rows={10}>
      {(found) => (
        <section className="card scroll">
          <h2>{t('voice.topics', { recent: found.recentDays, before: found.beforeDays })}</h2>
          {found.topics.length === 0 ? <p className="muted">{t('voice.noTopics')}</p> : null}
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('voice.word')}</th>
                <th scope="col" className="right">
                  {t('voice.recent')}
                </th>
                <th scope="col" className="right">
                  {t('voice.before')}
                </th>
                <th scope="col" className="right">
                  {t('voice.ratio')}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.topics.map((x) => (
                <tr key={x.word}>
                  <th scope="row">
                    <Link to="/voice" search={{ tab: 'rows', word: x.word }}>
                      {x.word}
                    </Link>
                  </th>
                  <td className="right number">{x.recent}</td>
                  <td className="right number">{x.before}</td>
                  <td className="right number">{ratioText(x.ratio)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Answer>
  );
}

function Keywords({ search }: { search: VoiceSearch }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const n = (value: number) => formatCount(value, { ...style, short: false });
  const filter = filterIn(search);
  const query = useQuery(keywordsQuery(filter));
  if (Object.keys(filter).length === 0) return <p className="muted">{t('voice.chooseGroup')}</p>;
  return (
    <Answer query={query} rows={10}>
      {(found) => (
        <section className="card scroll">
          <h2>{t('voice.keywords', { group: n(found.groupTexts), rest: n(found.restTexts) })}</h2>
          {found.keywords.length === 0 ? <p className="muted">{t('voice.noKeywords')}</p> : null}
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('voice.word')}</th>
                <th scope="col" className="right">
                  {t('voice.inGroup')}
                </th>
                <th scope="col" className="right">
                  {t('voice.inRest')}
                </th>
                <th scope="col" className="right">
                  {t('voice.logOdds')}
                </th>
                <th scope="col" className="right">
                  z
                </th>
              </tr>
            </thead>
            <tbody>
              {found.keywords.map((k) => (
                <tr key={k.word}>
                  <th scope="row">
                    <Link to="/voice" search={{ ...search, tab: 'rows', word: k.word }}>
                      {k.word}
                    </Link>
                  </th>
                  <td className="right number">{n(k.group)}</td>
                  <td className="right number">{n(k.rest)}</td>
                  <td className="right number">
                    {ratioText({ value: k.logOdds, low: k.low, high: k.high })}
                  </td>
                  <td className="right number">{k.z.toFixed(1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Answer>
  );
}

function Tags({ tag, change }: { tag: string | undefined; change: (part: VoiceSearch) => void }) {
  const { t } = useTranslation();
  const query = useQuery(tagsQuery(tag));
  return (
    <Answer query={query} rows={10}>
      {(found) => (
        <div className="voice-two">
          <section className="card">
            <h2>{tag ? t('voice.togetherWith', { tag }) : t('voice.view.tags')}</h2>
            {(tag ? found.together : found.tags).map((x) => (
              <button key={x.tag} type="button" className="chip" onClick={() => change({ tag: x.tag })}>
                {x.tag} <span className="muted">{x.posts}</span>
              </button>
            ))}
            {tag ? (
              <p>
                <button type="button" className="button" onClick={() => change({ tag: undefined })}>
                  {t('voice.allTags')}
                </button>
              </p>
            ) : null}
          </section>
          <section className="card">
            <h2>{t('voice.tagAccounts')}</h2>
            {tag ? null : <p className="muted">{t('voice.chooseTag')}</p>}
            <ul className="tight">
              {found.accounts.map((a) => (
                <li key={a.accountId}>
                  <Link to="/accounts/$id" params={{ id: a.accountId }} search={{ tab: 'content' }}>
                    {a.name ?? a.accountId}
                  </Link>{' '}
                  <span className="muted">{t('audience.build.posts', { n: String(a.posts) })}</span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Answer>
  );
}
