/** Who trades likes and comments with whom? The graph of rings, and the edges that make each. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { RingGraph } from '#domain/readings/authenticity/rings/schema.ts';
import { ringsQuery } from '#web/api/authenticity.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatDay } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';

const Graph = lazy(() => import('#web/rooms/rings/Graph.tsx').then((m) => ({ default: m.Graph })));

export const ringsRoute = createLazyRoute('/rings')({ component: RingsPage });

const WINDOWS = [10, 60, 300, 3600] as const;
const LEAST = [2, 3, 5, 10] as const;

function RingsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/rings' });
  const navigate = useNavigate({ from: '/rings' });
  const window = Number(search.window ?? 60);
  const min = Number(search.min ?? 3);
  const query = useQuery(ringsQuery(window, min));
  const choose = (change: { window?: string; min?: string; ring?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  return (
    <Page
      title={t('authenticity.rings.title')}
      answer={
        query.data
          ? t('authenticity.rings.answer', {
              rings: query.data.rings.length,
              nodes: query.data.nodes.length,
              day: formatDay(query.data.asOf),
            })
          : t('authenticity.rings.reading')
      }
      actions={
        <>
          <label>
            {t('authenticity.rings.window')}{' '}
            <select
              className="field"
              value={window}
              onChange={(e) => choose({ window: e.target.value, ring: undefined })}
            >
              {WINDOWS.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {t('authenticity.rings.seconds', { seconds })}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('authenticity.rings.min')}{' '}
            <select
              className="field"
              value={min}
              onChange={(e) => choose({ min: e.target.value, ring: undefined })}
            >
              {LEAST.map((posts) => (
                <option key={posts} value={posts}>
                  {posts}
                </option>
              ))}
            </select>
          </label>
        </>
      }
      foot={t('authenticity.rings.foot')}
    >
      <Answer query={query} rows={10}>
        {(graph) =>
          graph.nodes.length === 0 ? (
            <EmptyState title={t('authenticity.rings.empty')}>
              <p>{t('authenticity.rings.emptyHint')}</p>
            </EmptyState>
          ) : (
            <div className="rings">
              <Suspense fallback={<div className="ring-graph" />}>
                <Graph graph={graph} chosen={search.ring} onChoose={(ring) => choose({ ring })} />
              </Suspense>
              <Rings graph={graph} chosen={search.ring} onChoose={(ring) => choose({ ring })} />
            </div>
          )
        }
      </Answer>
    </Page>
  );
}

interface RingsProps {
  graph: RingGraph;
  chosen: string | undefined;
  onChoose: (ring: string | undefined) => void;
}

const chance = (p: number): string => (p < 0.001 ? '< 0.001' : `= ${Number(p.toPrecision(2))}`);

function Rings({ graph, chosen, onChoose }: RingsProps) {
  const { t } = useTranslation();
  const ring = graph.rings.find((r) => r.id === chosen);
  const nameOf = new Map(graph.nodes.map((n) => [n.id, n.name ?? n.id]));
  return (
    <section className="card scroll">
      <h2>{t('authenticity.rings.list')}</h2>
      {graph.rings.length === 0 ? <p className="muted">{t('authenticity.rings.none')}</p> : null}
      <ul className="review-list">
        {graph.rings.map((r) => (
          <li key={r.id}>
            <button
              type="button"
              className="plain-button"
              aria-current={r.id === chosen ? 'true' : undefined}
              onClick={() => onChoose(r.id === chosen ? undefined : r.id)}
            >
              <b>{t(`authenticity.rings.kind.${r.kind === 'reciprocal' ? 'reciprocal' : 'together'}`)}</b>{' '}
              {t('authenticity.rings.members', { members: r.members.length, edges: r.edges })}
              <br />
              <span className="muted">
                {t('authenticity.rings.chance', { p: chance(r.p), graphs: r.nullGraphs })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {ring ? (
        <>
          <h3>{t('authenticity.rings.edges')}</h3>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('authenticity.rings.between')}</th>
                <th scope="col" className="right">
                  {t('authenticity.rings.posts')}
                </th>
                <th scope="col" className="right">
                  p
                </th>
              </tr>
            </thead>
            <tbody>
              {graph.edges
                .filter(
                  (e) => e.kind === ring.kind && ring.members.includes(e.a) && ring.members.includes(e.b),
                )
                .slice(0, 200)
                .map((e) => (
                  <tr key={`${e.a} ${e.b}`}>
                    <th scope="row">
                      <Member id={e.a} name={nameOf.get(e.a) ?? e.a} /> ↔{' '}
                      <Member id={e.b} name={nameOf.get(e.b) ?? e.b} />
                    </th>
                    <td className="right number">{e.objects}</td>
                    <td className="right number">{e.p === null ? '—' : e.p.toExponential(1)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </>
      ) : null}
      {graph.leftOut.length > 0 ? (
        <p className="note">{t('authenticity.rings.leftOut', { posts: graph.leftOut.length })}</p>
      ) : null}
    </section>
  );
}

/** A creator opens to its page; anybody else is a keyed hash and has none. */
function Member({ id, name }: { id: string; name: string }) {
  return id.startsWith('actor:') ? (
    <span className="code">{id.slice(6, 14)}…</span>
  ) : (
    <Link to="/accounts/$id" params={{ id }} search={{ tab: 'authenticity' }}>
      {name}
    </Link>
  );
}
