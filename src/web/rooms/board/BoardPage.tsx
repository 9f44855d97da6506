/** What changed with my accounts since I last looked? Every list is a board. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Level } from '#basis/reading.ts';
import type { Board } from '#domain/readings/value/watch/schema.ts';
import { listsQuery } from '#web/api/endpoints.ts';
import { boardQuery, lookAtBoard } from '#web/api/value.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatCount, formatDay, formatMoney } from '#web/parts/format.ts';
import { levelClass } from '#web/parts/level.ts';
import { Page } from '#web/parts/Page.tsx';
import { Sparkline } from '#web/parts/Sparkline.tsx';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import '#web/rooms/audience/audience.css';

export const boardRoute = createLazyRoute('/board')({ component: BoardPage });

function BoardPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/board' });
  const navigate = useNavigate({ from: '/board' });
  const change = (part: typeof search) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const lists = useQuery(listsQuery);
  const listId = search.list ?? lists.data?.[0]?.listId;
  const query = useQuery(boardQuery(listId));
  const board = query.data;
  return (
    <Page
      title={t('value.board.title')}
      answer={
        board
          ? t('value.board.answer', { n: board.items.length, name: board.name, changed: board.changed })
          : undefined
      }
      foot={t('value.board.foot')}
    >
      <Answer query={lists} rows={2}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t('value.board.noLists')}>
              <p>{t('value.board.noListsHint')}</p>
              <Link to="/library">{t('compare.choose')}</Link>
            </EmptyState>
          ) : (
            <section className="card">
              <div className="row">
                <label className="row">
                  {t('value.board.list')}
                  <select
                    className="field"
                    style={{ width: 'auto' }}
                    value={listId ?? ''}
                    onChange={(e) => change({ list: e.target.value })}
                  >
                    {all.map((l) => (
                      <option key={l.listId} value={l.listId}>
                        {l.name} ({l.size})
                      </option>
                    ))}
                  </select>
                </label>
                <label className="row">
                  <input
                    type="checkbox"
                    className="check"
                    checked={search.only === 'changed'}
                    onChange={(e) => change({ only: e.target.checked ? 'changed' : '' })}
                  />
                  {t('value.board.onlyChanged')}
                </label>
                <Look board={board} />
              </div>
            </section>
          )
        }
      </Answer>
      {listId === undefined ? null : (
        <Answer query={query} rows={8}>
          {(shown) => <Table board={shown} only={search.only === 'changed'} />}
        </Answer>
      )}
    </Page>
  );
}

function Look({ board }: { board: Board | undefined }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const look = useMutation({
    mutationFn: lookAtBoard,
    onSuccess: () => client.invalidateQueries({ queryKey: ['library', 'board'] }),
    onError: useComplain(),
  });
  if (!board) return null;
  return (
    <>
      <span className="muted">
        {board.lookedAt
          ? t('value.board.lookedAt', {
              at: new Date(board.lookedAt).toLocaleString(undefined, { hour12: false }),
            })
          : t('value.board.never')}
      </span>
      <button
        type="button"
        className="button"
        disabled={look.isPending}
        onClick={() => look.mutate(board.listId)}
      >
        {t('value.board.look')}
      </button>
    </>
  );
}

type Item = Board['items'][number];

function Table({ board, only }: { board: Board; only: boolean }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const n = (x: number) => formatCount(Number(x.toPrecision(4)), style);
  const rows = only ? board.items.filter((i) => i.changed.length > 0 || i.fresh) : board.items;
  if (board.items.length === 0) return <EmptyState title={t('value.board.empty')} />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('value.board.title')} tabIndex={0}>
      <table className="plain board">
        <thead>
          <tr>
            <th scope="col">{t('value.board.account')}</th>
            <th scope="col" className="right">
              {t('value.board.followers')}
            </th>
            <th scope="col">{t('value.board.trend')}</th>
            <th scope="col" className="right">
              {t('value.board.engagement')}
            </th>
            <th scope="col" className="right">
              {t('value.board.price')}
            </th>
            <th scope="col">{t('value.board.evidence')}</th>
            <th scope="col" className="right">
              {t('value.board.place', { n: board.scored })}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((i) => (
            <tr key={i.accountId}>
              <th scope="row">
                <Link to="/accounts/$id" params={{ id: i.accountId }}>
                  {i.name ?? i.accountId}
                </Link>
                <div className="muted small">
                  {platformName(i.platform)}
                  {i.fresh ? ` · ${t('value.board.fresh')}` : ''}
                </div>
              </th>
              <Moved
                item={i}
                figure="followers"
                now={i.followers.now}
                before={i.followers.before}
                text={n}
                signed
              />
              <td>
                {i.series.length > 1 ? (
                  <Sparkline
                    at={i.series.map((s) => Date.parse(s.at))}
                    values={i.series.map((s) => s.value)}
                    title={t('value.board.points', {
                      n: i.series.length,
                      from: formatDay(i.series[0]?.at ?? ''),
                      to: formatDay(i.series.at(-1)?.at ?? ''),
                    })}
                  />
                ) : (
                  <span className="muted">—</span>
                )}
              </td>
              <Moved
                item={i}
                figure="engagement"
                now={i.engagement.now}
                before={i.engagement.before}
                text={n}
                signed
              />
              <Moved
                item={i}
                figure="price"
                now={i.price.now}
                before={i.price.before}
                text={(x) => formatMoney(x, i.price.currency, style)}
              />
              <td>
                <Evidence level={i.evidence.now} />
                {i.changed.includes('evidence') ? (
                  <div className="small">
                    <b>{t('value.board.was', { before: '' })}</b> <Evidence level={i.evidence.before} />
                  </div>
                ) : null}
              </td>
              <Moved item={i} figure="place" now={i.place.now} before={i.place.before} text={String} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const LEVELS: readonly Level[] = ['none', 'weak', 'moderate', 'strong', 'insufficient'];

function Evidence({ level }: { level: string | null }) {
  const { t } = useTranslation();
  const known = LEVELS.find((l) => l === level);
  return known ? (
    <span className={levelClass(known)}>{t(`authenticity.level.${known}`)}</span>
  ) : (
    <span className="muted">{t('value.board.unread')}</span>
  );
}

interface MovedProps {
  item: Item;
  figure: Item['changed'][number];
  now: number | null;
  before: number | null;
  text: (x: number) => string;
  /** Show the difference too. */
  signed?: boolean;
}

function Moved({ item, figure, now, before, text, signed = false }: MovedProps) {
  const { t } = useTranslation();
  const changed = item.changed.includes(figure);
  const by = signed && now !== null && before !== null ? now - before : null;
  const cell: ReactNode = now === null ? '—' : text(now);
  return (
    <td className="right number">
      {changed ? <b>{cell}</b> : cell}
      {changed ? (
        <div className="small">
          {by === null || by === 0 ? '' : `${by > 0 ? '▲ +' : '▼ −'}${text(Math.abs(by))} · `}
          {t('value.board.was', { before: before === null ? '—' : text(before) })}
        </div>
      ) : null}
    </td>
  );
}
