/** How this account writes, how its comments feel, who writes alike, how near it is to the brand. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Result } from '#basis/reading.ts';
import type { Content } from '#domain/readings/voice/style/schema.ts';
import { contentQuery } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatShare } from '#web/parts/format.ts';
import { useNumberStyle, useWord } from '#web/parts/words.ts';
import { FeelingCard } from '#web/rooms/voice/MarketTab.tsx';
import { ShareLine } from '#web/rooms/voice/ShareLine.tsx';
import '#web/rooms/voice/voice.css';

export function ContentTab({ accountId }: { accountId: string }) {
  const query = useQuery(contentQuery(accountId));
  return (
    <Answer query={query} rows={10}>
      {(content) => <ContentView content={content} />}
    </Answer>
  );
}

function Stored({ title, result }: { title: string; result: Result | null }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  return (
    <section className="card">
      <h2>{title}</h2>
      {result === null ? <p className="muted">{t('voice.notRead')}</p> : null}
      {result?.state === 'ok' ? (
        <>
          <ShareLine
            share={{
              value: Math.min(1, result.value),
              low: Math.min(1, result.low ?? result.value),
              high: Math.min(1, result.high ?? result.value),
            }}
            name={title}
          />
          <p className="muted">
            n = {result.n} {result.caveats.map((c) => c[language]).join(' ')}
          </p>
        </>
      ) : null}
      {result?.state === 'insufficient' ? (
        <p className="muted">
          {t('voice.insufficient', { need: result.need[language], have: result.have[language] })}
        </p>
      ) : null}
    </section>
  );
}

function ContentView({ content }: { content: Content }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const scope = { tab: 'rows' };
  return (
    <>
      <div className="cards">
        <FeelingCard
          title={t('voice.kind.post')}
          feelings={content.feelings.posts}
          kind="post"
          search={scope}
        />
        <FeelingCard
          title={t('voice.kind.comment')}
          feelings={content.feelings.interactions}
          kind="comment"
          search={scope}
        />
        <Stored title={t('voice.commentSentiment')} result={content.commentSentiment} />
        <Stored title={t('voice.tonality', { brand: content.own ?? '—' })} result={content.tonality} />
      </div>
      <div className="voice-two">
        <section className="card">
          <h2>{t('voice.styleTitle')}</h2>
          {content.style.length === 0 ? <p className="muted">{t('voice.styleTooThin')}</p> : null}
          <table className="plain">
            <tbody>
              {content.style.map((d) => (
                <tr key={d.feature}>
                  <th scope="row">{word('styleFeature', d.feature)}</th>
                  <td className="right number">
                    {d.by > 0 ? '+' : '−'}
                    {Math.abs(d.by).toFixed(1)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="muted">{t('voice.styleNote')}</p>
        </section>
        <section className="card">
          <h2>{t('voice.nearest')}</h2>
          <table className="plain">
            <tbody>
              {content.nearest.map((a) => (
                <tr key={a.accountId}>
                  <th scope="row">
                    <Link to="/accounts/$id" params={{ id: a.accountId }} search={{ tab: 'content' }}>
                      {a.name ?? a.accountId}
                    </Link>
                  </th>
                  <td className="right number">{formatShare(a.likeness, style)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <h3>{t('voice.view.tags')}</h3>
          {content.tags.map((x) => (
            <Link
              key={x.tag}
              to="/voice"
              search={{ tab: 'words', view: 'tags', tag: x.tag }}
              className="chip"
            >
              {x.tag} <span className="muted">{x.posts}</span>
            </Link>
          ))}
        </section>
      </div>
    </>
  );
}
