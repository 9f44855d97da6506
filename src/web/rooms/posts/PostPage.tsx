/** What happened to this post, minute by minute or day by day? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PostPage as Post } from '#domain/facts/library/schema.ts';
import { postQuery } from '#web/api/endpoints.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { EvidenceButton, FigureCell } from '#web/parts/Figure.tsx';
import { formatCount, formatDay, formatMoment } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useMetricName, useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';
import { SeriesChart } from '#web/rooms/accounts/SeriesCard.tsx';

export const postRoute = createLazyRoute('/posts/$id')({ component: PostPage });

function PostPage() {
  const { id } = useParams({ from: '/posts/$id' });
  const query = useQuery(postQuery(id));
  return (
    <Answer query={query} rows={10}>
      {(page) => <PostView page={page} />}
    </Answer>
  );
}

function PostView({ page }: { page: Post }) {
  const { t } = useTranslation();
  const metricName = useMetricName();
  const platformName = usePlatformName();
  const word = useWord();
  const { post } = page;
  const series = page.series.filter((s) => s.points.length > 1);
  return (
    <Page
      title={t('post.title')}
      answer={
        <span>
          {platformName(post.platform)}
          {post.format ? ` · ${word('format', post.format)}` : ''}
          {post.publishedAt ? ` · ${formatMoment(post.publishedAt)}` : ''} ·{' '}
          {post.accountId ? (
            <Link to="/accounts/$id" params={{ id: post.accountId }}>
              {post.accountName ?? post.accountId}
            </Link>
          ) : (
            t('post.noAuthor')
          )}
          {post.sponsored ? <span className="mark">{t('posts.sponsored')}</span> : null}
        </span>
      }
      actions={
        post.url && /^https?:\/\//.test(post.url) ? (
          <a className="button" href={post.url} target="_blank" rel="noreferrer noopener">
            {t('post.visit')}
          </a>
        ) : undefined
      }
      foot={t('post.foot')}
    >
      <section className="card">
        {post.title ? <h2>{post.title}</h2> : null}
        {post.text ? (
          <p className="wrap" style={{ maxWidth: '80ch' }}>
            {post.text}
          </p>
        ) : null}
        <p className="row">
          {post.tags.map((tag) => (
            <span key={tag} className="chip">
              #{tag}
            </span>
          ))}
          {post.campaign ? (
            <Link to="/deliver/$campaign" params={{ campaign: post.campaign }}>
              {post.campaign}
            </Link>
          ) : null}
          <EvidenceButton from={post.from}>{t('post.row')}</EvidenceButton>
        </p>
        <dl className="stats">
          {post.counters.map((c) => (
            <div key={`${c.metric}${c.from.vendor}`}>
              <dt>
                {metricName(c.metric)} · {word('vendor', c.from.vendor)} · {formatDay(c.asOf)}
              </dt>
              <dd>
                <FigureCell figure={c} markStale={false} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {series.length > 0 ? (
        <div className="cards" style={{ marginBottom: 16 }}>
          {series.map((s) => (
            <section key={s.metric} className="card">
              <h2>{metricName(s.metric)}</h2>
              <SeriesChart points={s.points} metric={s.metric} />
            </section>
          ))}
        </div>
      ) : null}
      <Engagements page={page} />
      <Media page={page} />
    </Page>
  );
}

function Engagements({ page }: { page: Post }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  if (page.engagements.length === 0) return null;
  const count = (n: number) => formatCount(n, { ...style, short: false });
  return (
    <section className="card scroll">
      <h2>{t('post.engagements')}</h2>
      <dl className="stats">
        {page.engagements.map((e) => (
          <div key={e.act}>
            <dt>
              {word('act', e.act)} · {t('post.people', { count: e.actors })}
            </dt>
            <dd>{count(e.count)}</dd>
          </div>
        ))}
      </dl>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('post.act')}</th>
            <th scope="col">{t('post.at')}</th>
            <th scope="col">{t('post.actor')}</th>
            <th scope="col">{t('post.text')}</th>
            <th scope="col">{t('post.region')}</th>
          </tr>
        </thead>
        <tbody>
          {page.recent.map((r, i) => (
            <tr key={`${r.actorKey}${r.at}${i}`}>
              <th scope="row">
                <EvidenceButton from={r.from}>{word('act', r.act)}</EvidenceButton>
              </th>
              <td className="number">{r.at ? formatMoment(r.at) : '—'}</td>
              <td className="code">{r.actorKey.slice(0, 10)}</td>
              <td className="wrap">{r.text}</td>
              <td>{r.region}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Media({ page }: { page: Post }) {
  const { t } = useTranslation();
  const word = useWord();
  if (page.media.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('post.media')}</h2>
      <ul className="tight">
        {page.media.map((m) => (
          <li key={m.url}>
            {word('format', m.kind)} <span className="code">{m.url}</span> {m.words ? `“${m.words}”` : ''}{' '}
            <span className="muted code">{m.sha256 ? m.sha256.slice(0, 16) : ''}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
