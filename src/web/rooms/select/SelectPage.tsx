/** Whom shall we take? My lists, saved filters and the accounts being compared. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createList, deleteList } from '#web/api/changes.ts';
import { filtersQuery, listsQuery } from '#web/api/endpoints.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatDay } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { trayColour, useTray } from '#web/parts/tray.ts';
import { usePlatformName } from '#web/parts/words.ts';
import type { LibrarySearch } from '#web/rooms/library/search.ts';

export const selectRoute = createLazyRoute('/select')({ component: SelectPage });

/** Ways into the library that answer a usual question. */
const ENTRIES: readonly { id: 'mid' | 'small' | 'priced' | 'fresh'; search: LibrarySearch }[] = [
  { id: 'mid', search: { tier: ['mid'], sort: 'engagement' } },
  { id: 'small', search: { tier: ['nano', 'micro'], sort: 'engagement' } },
  { id: 'priced', search: { priceMin: 0, sort: 'price', order: 'asc', preset: 'price' } },
  { id: 'fresh', search: { freshDays: 7, sort: 'freshness' } },
];

function SelectPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('select.title')} answer={t('select.answer')} foot={t('select.foot')}>
      <div className="cards">
        <section className="card">
          <h2>{t('select.entries')}</h2>
          <ul className="tight">
            {ENTRIES.map((entry) => (
              <li key={entry.id}>
                <Link to="/library" search={entry.search}>
                  {t(`select.entry.${entry.id}`)}
                </Link>
              </li>
            ))}
          </ul>
          <Link to="/library">{t('select.all')}</Link>
          <ul className="tight">
            <li>
              <Link to="/board">{t('value.board.nav')}</Link>
            </li>
            <li>
              <Link to="/agency">{t('value.agency.nav')}</Link>
            </li>
            <li>
              <Link to="/strategy" search={{ tab: 'tags' }}>
                {t('value.strategyTitle.tags')}
              </Link>
            </li>
          </ul>
          <ul className="tight">
            <li>
              <Link to="/select/plans">{t('select.plans')}</Link>
            </li>
            <li>
              <Link to="/review">{t('authenticity.review.nav')}</Link>
            </li>
            <li>
              <Link to="/rings">{t('authenticity.rings.nav')}</Link>
            </li>
            <li>
              <Link to="/detectors">{t('authenticity.detectors.nav')}</Link>
            </li>
          </ul>
        </section>
        <Tray />
        <Lists />
        <Filters />
      </div>
    </Page>
  );
}

function Tray() {
  const { t } = useTranslation();
  const tray = useTray();
  const platformName = usePlatformName();
  return (
    <section className="card">
      <h2>{t('select.tray')}</h2>
      {tray.length === 0 ? (
        <p className="muted">{t('select.trayEmpty')}</p>
      ) : (
        <>
          <ul className="tight" style={{ listStyle: 'none', paddingLeft: 0 }}>
            {tray.map((item, i) => (
              <li key={item.accountId}>
                <span className="dot" style={{ background: trayColour(i) }} aria-hidden />
                <Link to="/accounts/$id" params={{ id: item.accountId }}>
                  {item.name ?? item.accountId}
                </Link>{' '}
                <span className="muted">{platformName(item.platform)}</span>
              </li>
            ))}
          </ul>
          <Link to="/compare" search={{ ids: tray.map((x) => x.accountId) }}>
            {t('tray.compare')}
          </Link>
        </>
      )}
    </section>
  );
}

function Lists() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(listsQuery);
  const [name, setName] = useState('');
  const changed = () => client.invalidateQueries({ queryKey: ['library'] });
  const onError = useComplain();
  const create = useMutation({
    mutationFn: () => createList(name.trim()),
    onSuccess: () => {
      setName('');
      return changed();
    },
    onError,
  });
  const remove = useMutation({ mutationFn: deleteList, onSuccess: changed, onError });
  return (
    <section className="card">
      <h2>{t('select.lists')}</h2>
      <Answer query={query}>
        {(lists) =>
          lists.length === 0 ? (
            <p className="muted">{t('select.noLists')}</p>
          ) : (
            <table className="plain">
              <tbody>
                {lists.map((list) => (
                  <tr key={list.listId}>
                    <th scope="row">
                      <Link to="/library" search={{ list: list.listId }}>
                        {list.name}
                      </Link>
                    </th>
                    <td className="right">
                      <Link to="/board" search={{ list: list.listId }}>
                        {t('value.board.list')}
                      </Link>
                    </td>
                    <td className="right">{t('select.size', { count: list.size })}</td>
                    <td className="muted">{formatDay(list.createdAt)}</td>
                    <td className="right">
                      <button
                        type="button"
                        className="plain-button"
                        onClick={() => remove.mutate(list.listId)}
                      >
                        {t('select.delete')}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      <form
        className="row"
        style={{ marginTop: 8, flexWrap: 'nowrap' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) create.mutate();
        }}
      >
        <input
          className="field"
          aria-label={t('lists.name')}
          placeholder={t('lists.name')}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
        <Button htmlType="submit" disabled={!name.trim()} loading={create.isPending}>
          {t('lists.create')}
        </Button>
      </form>
    </section>
  );
}

function Filters() {
  const { t } = useTranslation();
  const query = useQuery(filtersQuery);
  return (
    <section className="card">
      <h2>{t('select.filters')}</h2>
      <Answer query={query}>
        {(filters) =>
          filters.length === 0 ? (
            <p className="muted">{t('filters.none')}</p>
          ) : (
            <ul className="tight">
              {filters.map((f) => (
                <li key={f.filterId}>
                  <Link to="/library" search={f.filter}>
                    {f.name}
                  </Link>{' '}
                  <span className="muted">{formatDay(f.createdAt)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}
