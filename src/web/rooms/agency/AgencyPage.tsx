/** Is the agency's list any better than ours? Time and quality deltas, and a better peer for each name. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgencyCheck } from '#domain/readings/value/watch/schema.ts';
import { agencyQuery } from '#web/api/value.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatDay, formatMoney } from '#web/parts/format.ts';
import { namesInText } from '#web/parts/names-in-text.ts';
import { Page } from '#web/parts/Page.tsx';
import { csvOf, saveText } from '#web/parts/save.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { AssumptionField } from '#web/rooms/accounts/Reckoned.tsx';
import { GoalBar, type GoalSearch, valueQueryOf } from '#web/rooms/compare/GoalBar.tsx';
import { ResultText } from '#web/rooms/compare/ResultText.tsx';
import '#web/rooms/audience/audience.css';

export const agencyRoute = createLazyRoute('/agency')({ component: AgencyPage });

/** Best first: an id names one account, a name may name several. */
const HEADERS = [
  /^(account_?id|账号标识)$/i,
  /^(url|link|profile|主页链接|链接)$/i,
  /^(platform_key|id|账号 ?id|平台 ?id)$/i,
  /^(handle|账号|抖音号|小红书号)$/i,
  /^(kol|name|account|昵称|达人昵称|名称|达人)$/i,
];
const MOST = 500;

function AgencyPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/agency' });
  const navigate = useNavigate({ from: '/agency' });
  const change = (part: GoalSearch & { names?: string[] }) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const names = search.names ?? [];
  const query = useQuery(
    agencyQuery(names.length > 0 ? { candidates: names, ...valueQueryOf(search) } : null),
  );
  const found = query.data;
  return (
    <Page
      title={t('value.agency.title')}
      answer={found ? t('value.agency.answer', { n: found.given, known: found.items.length }) : undefined}
      foot={t('value.agency.foot')}
    >
      <Given names={names} check={(given) => change({ names: given.slice(0, MOST) })} />
      <GoalBar
        search={search}
        used={found && { goal: found.goal.goal, map: found.map.map }}
        change={change}
      />
      {names.length === 0 ? (
        <EmptyState title={t('value.agency.empty')}>
          <p>{t('value.agency.emptyHint')}</p>
        </EmptyState>
      ) : (
        <Answer query={query} rows={8}>
          {(checked) => (
            <>
              <Deltas found={checked} />
              <Names found={checked} />
            </>
          )}
        </Answer>
      )}
    </Page>
  );
}

function Given({ names, check }: { names: readonly string[]; check: (names: string[]) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [text, setText] = useState(names.join('\n'));
  const take = (given: string) => {
    const found = namesInText(given, HEADERS);
    if (found === null) void message.error(t('value.agency.noColumn'));
    else {
      setText(found.join('\n'));
      check(found);
    }
  };
  return (
    <section className="card">
      <h2>{t('value.agency.give')}</h2>
      <textarea
        className="field"
        rows={Math.min(Math.max(text.split('\n').length, 4), 10)}
        aria-label={t('value.agency.give')}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <p className="muted small">{t('value.agency.paste')}</p>
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={text.trim() === ''}
          onClick={() => take(text)}
        >
          {t('value.agency.check')}
        </button>
        <label className="row">
          <span className="muted">{t('value.agency.file')}</span>
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            onChange={async (event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) take(await file.text());
            }}
          />
        </label>
      </div>
    </section>
  );
}

const points = (x: number | null): string => (x === null ? '—' : x.toFixed(1));

function Deltas({ found }: { found: AgencyCheck }) {
  const { t } = useTranslation();
  const say = useSay();
  const { quality: q, time } = found;
  const rows = [
    ['listMean', q.listMean],
    ['peerMean', q.peerMean],
    ['insteadMean', q.insteadMean],
  ] as const;
  return (
    <div className="cards">
      <section className="card" aria-label={t('value.agency.quality')}>
        <h2>{t('value.agency.quality')}</h2>
        <p>{say(found.words)}</p>
        <div className="contributions">
          {rows.map(([name, value]) => (
            <div key={name} className="contribution">
              <span>{t(`value.agency.${name}`)}</span>
              <span className="contribution-bar" aria-hidden>
                <i
                  style={{ width: `${value ?? 0}%` }}
                  data-value={name === 'listMean' ? 'conversion' : 'fan'}
                />
                <b style={{ width: '100%' }} />
              </span>
              <span className="right number">{points(value)}</span>
            </div>
          ))}
        </div>
        <h3>{t('value.agency.difference')}</h3>
        <ResultText result={q.difference} scale={[0, 100]} />
        {q.difference.state === 'ok'
          ? q.difference.caveats.map((c) => (
              <p key={c.en} className="muted small">
                {say(c)}
              </p>
            ))
          : null}
        <p className="muted">
          {t('value.agency.shut')}: {q.listShut} / {found.items.length}
          {found.asOf ? ` · ${t('authenticity.asOf', { day: formatDay(found.asOf) })}` : ''}
        </p>
      </section>
      <section className="card" aria-label={t('value.agency.time')}>
        <h2>{t('value.agency.time')}</h2>
        <dl className="stats">
          {(
            [
              ['here', t('value.agency.seconds', { n: (time.ms / 1000).toFixed(2) })],
              ['byHand', t('value.agency.minutes', { n: time.byHandMinutes })],
              ['saved', t('value.agency.minutes', { n: time.savedMinutes.toFixed(1) })],
            ] as const
          ).map(([name, text]) => (
            <div key={name}>
              <dt>{t(`value.agency.${name}`)}</dt>
              <dd className="number">{text}</dd>
            </div>
          ))}
        </dl>
        <AssumptionField key={time.assumption.value} assumption={time.assumption} platform={null} />
      </section>
    </div>
  );
}

function Names({ found }: { found: AgencyCheck }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const money = (minor: number | null, currency: string | null) =>
    minor === null ? '—' : formatMoney(minor, currency, style);
  const head = [
    'board.account',
    'agency.total',
    'board.price',
    'agency.gates',
    'agency.peer',
    'agency.instead',
  ] as const;
  const save = () =>
    saveText(
      'agency-list.csv',
      csvOf([
        [
          'account',
          'name',
          'total',
          'price_minor',
          'currency',
          'gates',
          'median_peer',
          'instead',
          'instead_total',
          'instead_price_minor',
        ],
        ...found.items.map((i) => [
          i.accountId,
          i.name ?? '',
          points(i.total),
          String(i.price ?? ''),
          i.currency ?? '',
          i.gates.map(say).join(' '),
          points(i.peerMedian),
          i.instead?.accountId ?? '',
          points(i.instead?.total ?? null),
          String(i.instead?.price ?? ''),
        ]),
        ...found.unknown.map((u) => [u.given, '', '', '', '', say(u.reason), '', '', '', '']),
      ]),
      'text/csv',
    );
  return (
    <section className="card scroll">
      <header className="reading-head">
        <h2>{t('value.agency.each')}</h2>
        <Link
          to="/compare"
          search={{ ids: found.items.slice(0, 10).map((i) => i.accountId), tab: 'shortlist' }}
          className="button"
        >
          {t('value.agency.compare')}
        </Link>
        <button type="button" className="button" onClick={save}>
          {t('value.agency.save')}
        </button>
      </header>
      <table className="plain agency">
        <thead>
          <tr>
            {head.map((h, i) => (
              <th key={h} scope="col" className={i === 1 || i === 2 || i === 4 ? 'right' : undefined}>
                {t(`value.${h}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.items.map((i) => (
            <tr key={i.accountId}>
              <th scope="row">
                <Link to="/accounts/$id" params={{ id: i.accountId }} search={{ tab: 'value' }}>
                  {i.name ?? i.accountId}
                </Link>
                <div className="muted small">{platformName(i.platform)}</div>
              </th>
              <td className="right number">{points(i.total)}</td>
              <td className="right number">{money(i.price, i.currency)}</td>
              <td>
                {i.gates.length === 0 ? (
                  <span className="tag">{t('value.agency.open')}</span>
                ) : (
                  <span className="mark">{i.gates.map(say).join(' ')}</span>
                )}
              </td>
              <td className="right number">{points(i.peerMedian)}</td>
              <td>
                {i.instead ? (
                  <>
                    <Link to="/accounts/$id" params={{ id: i.instead.accountId }} search={{ tab: 'value' }}>
                      {i.instead.name ?? i.instead.accountId}
                    </Link>
                    <div className="muted small number">
                      {points(i.instead.total)} (+{((i.instead.total ?? 0) - (i.total ?? 0)).toFixed(1)}) ·{' '}
                      {money(i.instead.price, i.instead.currency)}
                    </div>
                  </>
                ) : (
                  <span className="muted">{t('value.agency.nobody')}</span>
                )}
              </td>
            </tr>
          ))}
          {found.unknown.map((u) => (
            <tr key={u.given}>
              <th scope="row">{u.given}</th>
              <td colSpan={5} className="muted">
                {t('value.agency.unknown')}: {say(u.reason)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
