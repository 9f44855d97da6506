/** How did it spread, and through whom? Posts of a campaign, the tree of one, its key acts and accounts. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CampaignSpread, Circle, PostSpread } from '#domain/readings/cascade/schema.ts';
import { campaignSpreadQuery, postSpreadQuery } from '#web/api/outcome.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatCount, formatDay, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { Page } from '#web/parts/Page.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { Insufficient } from '#web/rooms/audience/Insufficient.tsx';
import { CampaignLinks } from '#web/rooms/outcome/CampaignLinks.tsx';
import { TreePlayer } from '#web/rooms/spread/TreePlayer.tsx';
import '#web/rooms/outcome/outcome.css';

export const spreadRoute = createLazyRoute('/deliver/$campaign/spread')({ component: SpreadPage });

function SpreadPage() {
  const { t } = useTranslation();
  const say = useSay();
  const { campaign } = useParams({ from: '/deliver/$campaign/spread' });
  const { post } = useSearch({ from: '/deliver/$campaign/spread' });
  const query = useQuery(campaignSpreadQuery(campaign));
  const widest = query.data?.posts.reduce<CampaignSpread['posts'][number] | null>(
    (best, p) => (p.shape && (best === null || p.shape.size > (best.shape?.size ?? 0)) ? p : best),
    null,
  );
  const shown = post ?? widest?.postId ?? query.data?.posts[0]?.postId;
  return (
    <Page
      title={t('spread.title')}
      answer={
        query.data
          ? t('spread.answer', {
              campaign,
              people: query.data.people,
              trees: query.data.posts.filter((p) => p.shape).length,
              posts: query.data.posts.length,
            })
          : campaign
      }
      foot={query.data ? query.data.caveats.map(say).join(' ') : undefined}
    >
      <CampaignLinks campaign={campaign} current="spread" />
      <Answer query={query} rows={10}>
        {(data) =>
          data.posts.length === 0 ? (
            <EmptyState title={t('spread.empty')} />
          ) : (
            <>
              {shown ? <OnePost postId={shown} /> : null}
              <Posts data={data} campaign={campaign} shown={shown} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}

function useCircle(): (circle: Circle) => string {
  const { t } = useTranslation();
  const style = useNumberStyle();
  return (circle) =>
    circle.state === 'ok'
      ? `${formatShare(circle.value, style)} [${formatShare(circle.low, style)}–${formatShare(circle.high, style)}]`
      : t('spread.circleThin');
}

function OnePost({ postId }: { postId: string }) {
  const { t } = useTranslation();
  const platform = usePlatformName();
  const query = useQuery(postSpreadQuery(postId));
  return (
    <section className="card" aria-label={t('spread.tree')}>
      <Answer query={query} rows={8}>
        {(p) => (
          <>
            <h2>
              {p.accountName ?? p.accountId} ·{' '}
              <Link to="/posts/$id" params={{ id: p.postId }} className="underlined">
                {p.title ?? p.postId}
              </Link>{' '}
              <span className="muted">
                {platform(p.platform)}
                {p.publishedAt ? ` · ${formatDay(p.publishedAt)}` : ''}
              </span>
            </h2>
            {p.state === 'ok' ? <Tree spread={p} /> : <NoTree spread={p} />}
          </>
        )}
      </Answer>
    </section>
  );
}

function NoTree({ spread }: { spread: Exclude<PostSpread, { state: 'ok' }> }) {
  const { t } = useTranslation();
  const say = useSay();
  if (spread.state === 'insufficient')
    return <Insufficient need={spread.need} have={spread.have} why={spread.why} />;
  return (
    <div className="thin">
      <span className="level level-insufficient">{t('spread.notObservable')}</span>
      <p>{say(spread.why)}</p>
    </div>
  );
}

function Tree({ spread }: { spread: Extract<PostSpread, { state: 'ok' }> }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const circle = useCircle();
  const count = (n: number) => formatCount(n, { ...style, short: false });
  const { shape, speed, parentsBy } = spread;
  const most = Math.max(1, ...spread.keyActs.map((k) => k.high));
  const marked = spread.keyActs.flatMap((k) =>
    k.node === null || k.value < Math.max(3, shape.size * 0.02)
      ? []
      : [{ node: k.node, name: k.who.name ?? k.who.key }],
  );
  return (
    <>
      <dl className="stats">
        {(
          [
            ['size', count(shape.size)],
            ['depth', count(shape.depth)],
            ['breadth', count(shape.breadth)],
            ['virality', shape.structuralVirality === null ? '—' : count(shape.structuralVirality)],
            ['half', speed ? t('spread.minutes', { minutes: count(Math.round(speed.minutesToHalf)) }) : '—'],
            ['peak', speed ? count(speed.peakPerHour) : '—'],
            ['circle', circle(spread.circle)],
          ] as const
        ).map(([id, value]) => (
          <div key={id}>
            <dt title={t(`spread.means.${id}`)}>{t(`spread.${id}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <TreePlayer
        parent={spread.nodes.parent}
        minutes={spread.nodes.minutes}
        marked={marked}
        label={t('spread.treeLabel', { size: shape.size, depth: shape.depth })}
      />
      <p className="muted">
        {t('spread.parents', { ...parentsBy, broken: spread.brokenCount })}
        {spread.statedReposts === null ? '' : ` ${t('spread.stated', { count: spread.statedReposts })}`}
        {spread.leftOutOfPicture > 0 ? ` ${t('spread.leftOut', { count: spread.leftOutOfPicture })}` : ''}{' '}
        {t('spread.reproduction', {
          list: shape.reproduction.map((r) => count(Math.round(r * 100) / 100)).join(' → '),
        })}
      </p>
      <div className="cards">
        <section className="scroll">
          <h3>{t('spread.keyActs')}</h3>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('spread.who')}</th>
                <th scope="col" className="right">
                  {t('spread.generation')}
                </th>
                <th scope="col" className="right">
                  {t('spread.after')}
                </th>
                <th scope="col" className="right">
                  {t('spread.loss')}
                </th>
                <th scope="col">{t('spread.interval')}</th>
              </tr>
            </thead>
            <tbody>
              {spread.keyActs.slice(0, 12).map((k) => (
                <tr key={`${k.who.key}${k.minutes}`}>
                  <th scope="row">
                    <Who who={k.who} />
                  </th>
                  <td className="right number">{k.generation}</td>
                  <td className="right number">{count(Math.round(k.minutes))}</td>
                  <td className="right number">
                    {k.from ? (
                      <EvidenceButton from={{ ...k.from, column: null, vendor: '' }}>
                        {count(k.value)}
                      </EvidenceButton>
                    ) : (
                      count(k.value)
                    )}
                  </td>
                  <td>
                    <IntervalBar quantity={k} from={0} to={most} label={`${count(k.low)}–${count(k.high)}`} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className="scroll">
          <h3>{t('spread.keyAccounts')}</h3>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('spread.who')}</th>
                <th scope="col" className="right">
                  {t('spread.ownActs')}
                </th>
                <th scope="col" className="right">
                  {t('spread.loss')}
                </th>
                <th scope="col">{t('spread.interval')}</th>
              </tr>
            </thead>
            <tbody>
              {spread.keyAccounts.slice(0, 12).map((k) => (
                <tr key={k.who.key}>
                  <th scope="row">
                    <Who who={k.who} />
                  </th>
                  <td className="right number">{k.acts}</td>
                  <td className="right number">{count(k.value)}</td>
                  <td>
                    <IntervalBar quantity={k} from={0} to={most} label={`${count(k.low)}–${count(k.high)}`} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}

function Who({ who }: { who: { accountId: string | null; name: string | null; key: string } }) {
  return who.accountId ? (
    <Link to="/accounts/$id" params={{ id: who.accountId }}>
      {who.name ?? who.accountId}
    </Link>
  ) : (
    <span className="code muted">{who.key}</span>
  );
}

function Posts({
  data,
  campaign,
  shown,
}: {
  data: CampaignSpread;
  campaign: string;
  shown: string | undefined;
}) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platform = usePlatformName();
  const circle = useCircle();
  const count = (n: number) => formatCount(n, { ...style, short: false });
  const most = Math.max(1, ...data.posts.map((p) => p.alone.high));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('spread.contents')} tabIndex={0}>
      <h2>{t('spread.contents')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('spread.post')}</th>
            <th scope="col">{t('spread.platform')}</th>
            <th scope="col" className="right">
              {t('spread.people')}
            </th>
            <th scope="col" className="right">
              {t('spread.alone')}
            </th>
            <th scope="col">{t('spread.interval')}</th>
            <th scope="col" className="right">
              {t('spread.depth')}
            </th>
            <th scope="col" className="right">
              {t('spread.virality')}
            </th>
            <th scope="col">{t('spread.circle')}</th>
          </tr>
        </thead>
        <tbody>
          {data.posts.map((p) => (
            <tr key={p.postId} aria-current={p.postId === shown ? 'true' : undefined}>
              <th scope="row">
                <Link
                  to="/deliver/$campaign/spread"
                  params={{ campaign }}
                  search={{ post: p.postId }}
                  replace
                  resetScroll
                >
                  {p.accountName ?? p.accountId}
                </Link>
                {p.title ? <div className="muted">{p.title}</div> : null}
              </th>
              <td>{platform(p.platform)}</td>
              <td className="right number">{count(p.people)}</td>
              <td className="right number">{count(p.alone.value)}</td>
              <td>
                <IntervalBar
                  quantity={p.alone}
                  from={0}
                  to={most}
                  label={`${count(p.alone.low)}–${count(p.alone.high)}`}
                />
              </td>
              <td className="right number">
                {p.shape ? count(p.shape.depth) : <NotSeen observable={p.observable} />}
              </td>
              <td className="right number">
                {p.shape?.structuralVirality ? (
                  count(p.shape.structuralVirality)
                ) : (
                  <NotSeen observable={p.observable} />
                )}
              </td>
              <td className="number">{circle(p.circle)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function NotSeen({ observable }: { observable: boolean }) {
  const { t } = useTranslation();
  return <span className="muted">{observable ? t('spread.thin') : t('spread.notObservable')}</span>;
}
