/** Everyday people who behave like opinion leaders (KOC), found among engagers; labelled proxies over keyed hashes. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Koc } from '#domain/readings/value/schema.ts';
import { addPeople } from '#web/api/audience.ts';
import { kocsQuery } from '#web/api/value.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { type Column, DataTable } from '#web/parts/DataTable.tsx';
import { formatCount, formatDay } from '#web/parts/format.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import type { TargetSearch } from '#web/rooms/audience/search.ts';

const COMMENTS = [2, 3, 5, 10, 20] as const;
const ACCOUNTS = [1, 2, 3, 5] as const;
const ROW = 34;

interface ConsumersProps {
  search: TargetSearch;
  change: (part: TargetSearch) => void;
}

export function Consumers({ search, change }: ConsumersProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const leastComments = COMMENTS.find((x) => String(x) === search.leastComments) ?? 5;
  const leastAccounts = ACCOUNTS.find((x) => String(x) === search.leastAccounts) ?? 2;
  const query = useQuery(kocsQuery({ leastComments, leastAccounts }));
  const n = (x: number) => formatCount(x, { ...style, short: false });
  const number = (id: 'comments' | 'accounts' | 'replies' | 'likes'): Column<Koc> => ({
    id,
    title: t(`audience.koc.${id}`),
    width: 120,
    align: 'right',
    cell: (k) => n(k[id]),
    text: (k) => String(k[id]),
  });
  const perComment = (k: Koc) => ((k.replies + k.likes) / k.comments).toFixed(2);
  const columns: Column<Koc>[] = [
    {
      id: 'actor',
      title: t('audience.koc.person'),
      width: 200,
      cell: (k) => <code>{k.actor}</code>,
      text: (k) => k.actor,
    },
    {
      id: 'platform',
      title: t('audience.koc.platform'),
      width: 110,
      cell: (k) => platformName(k.platform),
      text: (k) => k.platform,
    },
    number('replies'),
    number('likes'),
    {
      id: 'perComment',
      title: t('audience.koc.perComment'),
      width: 150,
      align: 'right',
      cell: perComment,
      text: perComment,
    },
    number('comments'),
    number('accounts'),
  ];
  return (
    <section className="card" aria-label={t('audience.koc.title')}>
      <header className="reading-head">
        <h2>{t('audience.koc.title')}</h2>
        <Limit
          label={t('audience.koc.leastComments')}
          values={COMMENTS}
          value={leastComments}
          change={(x) => change({ leastComments: x })}
        />
        <Limit
          label={t('audience.koc.leastAccounts')}
          values={ACCOUNTS}
          value={leastAccounts}
          change={(x) => change({ leastAccounts: x })}
        />
      </header>
      <p className="muted">{t('audience.koc.hint')}</p>
      <Answer query={query} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('audience.koc.none')}</p>
          ) : (
            <>
              <p className="row">
                {t('audience.koc.count', { n: n(items.length) })}
                <Keep people={items} />
              </p>
              <div className="fixed-table" style={{ height: Math.min(items.length + 2, 18) * ROW }}>
                <DataTable
                  label={t('audience.koc.title')}
                  columns={columns}
                  rows={items}
                  rowKey={(k) => `${k.platform}${k.actor}`}
                />
              </div>
            </>
          )
        }
      </Answer>
    </section>
  );
}

interface LimitProps {
  label: string;
  values: readonly number[];
  value: number;
  change: (text: string) => void;
}
function Limit({ label, values, value, change }: LimitProps) {
  return (
    <label className="row">
      {label}
      <select
        className="field"
        style={{ width: 'auto' }}
        value={value}
        onChange={(e) => change(e.target.value)}
      >
        {values.map((x) => (
          <option key={x} value={x}>
            {x}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The people shown become a list that targets can name. */
function Keep({ people }: { people: readonly Koc[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: () =>
      addPeople({
        name: t('audience.koc.name', { day: formatDay(new Date().toISOString()) }),
        keys: people.map((k) => k.actor),
      }),
    onSuccess: (list) => {
      void message.success(t('audience.koc.kept', { name: list.name, n: list.people }));
      return client.invalidateQueries({ queryKey: ['library', 'people-lists'] });
    },
    onError: useComplain(),
  });
  return (
    <button type="button" className="button" disabled={keep.isPending} onClick={() => keep.mutate()}>
      {t('audience.koc.keep')}
    </button>
  );
}
