/** What posts that took off share, confirmed on accounts that did not find it; a brief that cites its posts. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HotAnswer, HotPost } from '#domain/readings/voice/hot/schema.ts';
import { hotQuery } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { PlatformOptions } from '#web/parts/PlatformOptions.tsx';
import { useNumberStyle, useWord } from '#web/parts/words.ts';
import type { VoiceSearch } from '#web/rooms/voice/search.ts';

const WINDOWS = ['30', '90', '180', '365'];

interface HotTabProps {
  search: VoiceSearch;
  change: (part: VoiceSearch) => void;
}

export function HotTab({ search, change }: HotTabProps) {
  const { t } = useTranslation();
  const windowDays = search.window ?? '180';
  const query = useQuery(hotQuery({ windowDays, platform: search.platform }));
  return (
    <>
      <div className="voice-scope">
        <select
          className="field"
          aria-label={t('voice.window')}
          value={windowDays}
          onChange={(e) => change({ window: e.target.value })}
        >
          {WINDOWS.map((w) => (
            <option key={w} value={w}>
              {t('voice.days', { n: w })}
            </option>
          ))}
        </select>
        <select
          className="field"
          aria-label={t('voice.scope.platform')}
          value={search.platform ?? ''}
          onChange={(e) => change({ platform: e.target.value || undefined })}
        >
          <option value="">{t('voice.scope.allPlatforms')}</option>
          <PlatformOptions />
        </select>
      </div>
      <Answer query={query} rows={10}>
        {(found) => <Hot found={found} />}
      </Answer>
    </>
  );
}

const PostLink = ({ post }: { post: HotPost }) => (
  <Link to="/posts/$id" params={{ id: post.postId }}>
    {post.title}
  </Link>
);

function Hot({ found }: { found: HotAnswer }) {
  const { t, i18n } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const n = (value: number) => formatCount(value, { ...style, short: false });
  const most = Math.max(3, ...found.patterns.map((p) => p.lift.high));
  return (
    <>
      <p className="note">
        {t('voice.hotNote', {
          posts: n(found.posts),
          hot: n(found.hot),
          controls: n(found.controls),
          tried: n(found.tried),
          found: n(found.found),
          confirmed: n(found.patterns.length),
        })}
      </p>
      {found.state === 'insufficient' ? <p className="note">{found.need[language]}</p> : null}
      <section className="card scroll">
        <h2>{t('voice.patterns')}</h2>
        {found.patterns.length === 0 ? (
          <p className="muted">{t('voice.noPatterns')}</p>
        ) : (
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('voice.trait')}</th>
                <th scope="col">{t('voice.value')}</th>
                <th scope="col">{t('voice.lift')}</th>
                <th scope="col" className="right">
                  {t('voice.hotShare')}
                </th>
                <th scope="col" className="right">
                  {t('voice.otherShare')}
                </th>
                <th scope="col">{t('voice.examples')}</th>
              </tr>
            </thead>
            <tbody>
              {found.patterns.map((p) => {
                const text = `${p.lift.value.toFixed(2)} (${p.lift.low.toFixed(2)} – ${p.lift.high.toFixed(2)})`;
                return (
                  <tr key={`${p.kind}${p.value}`}>
                    <td>{word('trait', p.kind)}</td>
                    <th scope="row">{word('traitValue', p.value)}</th>
                    <td>
                      <span className="share-line">
                        <IntervalBar quantity={p.lift} from={0} to={most} width={130} label={text} />
                        <span className="number">{text}</span>
                      </span>
                    </td>
                    <td className="right number">
                      {p.hot} / {p.hotOf}
                    </td>
                    <td className="right number">
                      {p.control} / {p.controlOf}
                    </td>
                    <td className="wrap">
                      {p.examples.slice(0, 2).map((e) => (
                        <div key={e.postId}>
                          <PostLink post={e} />
                        </div>
                      ))}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </section>
      <div className="voice-two">
        <section className="card">
          <h2>{t('voice.brief')}</h2>
          {found.brief.length === 0 ? <p className="muted">{t('voice.noBrief')}</p> : null}
          <ol className="voice-ideas">
            {found.brief.map((line) => (
              <li key={line.words.en}>
                {line.words[language]}
                <div className="muted">
                  {line.cites.slice(0, 3).map((c) => (
                    <span key={c.postId} className="chip">
                      <PostLink post={c} />
                    </span>
                  ))}
                </div>
              </li>
            ))}
          </ol>
        </section>
        <section className="card">
          <h2>{t('voice.hottest')}</h2>
          <table className="plain">
            <tbody>
              {found.hottest.slice(0, 15).map((h) => (
                <tr key={h.postId}>
                  <th scope="row" className="wrap">
                    <PostLink post={h} />
                  </th>
                  <td>{h.accountName ?? h.accountId}</td>
                  <td className="right number">{t('voice.times', { x: h.times.toFixed(1) })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}
