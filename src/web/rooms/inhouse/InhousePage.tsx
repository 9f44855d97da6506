/** Would a persona of one's own reach people cheaper than buying them, and who could be it? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS } from '#basis/platform.ts';
import {
  type Band,
  BUILD_INPUTS,
  type BuildInput,
  type Candidate,
  type OwnAccount,
  type Range,
  type Simulated,
  simulateSchema,
} from '#domain/assets/inhouse/schema.ts';
import { inhouseQuery, simulateQuery } from '#web/api/loop.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatMoney } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { Page } from '#web/parts/Page.tsx';
import { usePreferences } from '#web/parts/preferences.ts';
import { Sparkline } from '#web/parts/Sparkline.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import { short } from '#web/rooms/scoreboard/ScoreText.tsx';
import '#web/rooms/inhouse/inhouse.css';

export const inhouseRoute = createLazyRoute('/assets/inhouse')({ component: InhousePage });

/** `low:value:high` of the address. */
function rangeOf(text: string | undefined): Range | null {
  const [low, value, high] = (text ?? '').split(':').map(Number);
  return low !== undefined && value !== undefined && high !== undefined && low <= value && value <= high
    ? { low, value, high }
    : null;
}

function InhousePage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/assets/inhouse' });
  const { brand } = usePreferences();
  const asked = useMemo(
    () =>
      simulateSchema.parse({
        platform: PLATFORM_IDS.find((p) => p === search.platform) ?? 'xiaohongshu',
        months: Math.min(60, Math.max(6, Number(search.months ?? 24) || 24)),
        given: Object.fromEntries(
          BUILD_INPUTS.flatMap((i) => {
            const range = rangeOf(search[i]);
            return range ? [[i, range]] : [];
          }),
        ),
      }),
    [search],
  );
  const query = useQuery(simulateQuery(asked));
  const page = useQuery(inhouseQuery(brand ?? undefined));
  const r = query.data?.result;
  return (
    <Page
      title={t('loop.house.title')}
      answer={
        r?.state === 'ok'
          ? t(`loop.house.answer.${r.verdict}`, {
              chance: `${Math.round(100 * r.chance)} %`,
              months: asked.months,
            })
          : null
      }
      foot={t('loop.house.foot')}
    >
      <AssetsTabs />
      <Answer query={query} rows={10}>
        {(told) => (
          <div className="house">
            <Inputs told={told} />
            <Result told={told} />
          </div>
        )}
      </Answer>
      <Answer query={page} rows={6}>
        {(data) => (
          <>
            <Own items={data.own} />
            <Candidates items={data.candidates} />
          </>
        )}
      </Answer>
    </Page>
  );
}

const ENDS = ['low', 'value', 'high'] as const;
const isShare = (i: BuildInput): boolean =>
  ['growthPerMonth', 'feedShare', 'trueShare', 'feeGrowthPerYear'].includes(i);
const plain = (i: BuildInput, v: number): string => String(Number((isShare(i) ? 100 * v : v).toPrecision(4)));

function Inputs({ told }: { told: Simulated }) {
  const { t } = useTranslation();
  const say = useSay();
  const platformName = usePlatformName();
  const navigate = useNavigate({ from: '/assets/inhouse' });
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const put = (i: BuildInput, now: Range, end: (typeof ENDS)[number], text: string) => {
    const value = Number(text) / (isShare(i) ? 100 : 1);
    if (text === '' || !Number.isFinite(value)) return set({ [i]: undefined });
    const next = { ...now, [end]: value };
    // The middle carries an end along that it passes.
    const low = end === 'value' ? Math.min(next.low, value) : next.low;
    const high = end === 'value' ? Math.max(next.high, value) : next.high;
    const middle = Math.min(Math.max(next.value, low), high);
    return set({ [i]: `${Math.min(low, high)}:${middle}:${Math.max(low, high)}` });
  };
  return (
    <section className="card">
      <h2>{t('loop.house.inputs')}</h2>
      <p className="muted">{t('loop.house.inputsHint')}</p>
      <div className="row">
        <label>
          {t('loop.house.platform')}{' '}
          <select
            className="field"
            value={told.asked.platform}
            onChange={(e) => set({ platform: e.target.value })}
          >
            {PLATFORM_IDS.slice(0, 9).map((p) => (
              <option key={p} value={p}>
                {platformName(p)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('loop.house.months')}{' '}
          <select
            className="field"
            value={String(told.asked.months)}
            onChange={(e) => set({ months: e.target.value })}
          >
            {[12, 18, 24, 36].map((m) => (
              <option key={m} value={m}>
                {m}
              </option>
            ))}
          </select>
        </label>
      </div>
      <table className="plain inputs">
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden">{t('loop.house.inputs')}</span>
            </th>
            {ENDS.map((end) => (
              <th key={end} scope="col" className="right">
                {t(`loop.house.${end === 'value' ? 'mid' : end}`)}
              </th>
            ))}
            <th scope="col">
              <span className="hidden">{t(`loop.house.source.history`)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {BUILD_INPUTS.map((i) => {
            const line = told.inputs.find((x) => x.input === i);
            const now = line ?? { low: 0, value: 0, high: 0 };
            return (
              <tr key={i}>
                <th scope="row">
                  {t(`loop.house.input.${i}`)}
                  {isShare(i) ? ' %' : ''}
                </th>
                {ENDS.map((end) => (
                  <td key={end}>
                    <input
                      key={`${end}${now[end]}`}
                      className="field number"
                      type="number"
                      step="any"
                      aria-label={`${t(`loop.house.input.${i}`)} ${t(`loop.house.${end === 'value' ? 'mid' : end}`)}`}
                      defaultValue={line ? plain(i, now[end]) : ''}
                      onBlur={(e) => {
                        if (e.target.value !== (line ? plain(i, now[end]) : ''))
                          put(i, now, end, e.target.value);
                      }}
                    />
                  </td>
                ))}
                <td>
                  <span className="tag" title={line ? say(line.words) : ''}>
                    {t(`loop.house.source.${line?.source ?? 'assumption'}`)}
                    {line?.n ? ` n ${line.n}` : ''}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Result({ told }: { told: Simulated }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const r = told.result;
  const option = useMemo<ChartOption | null>(
    () => (r.state === 'ok' ? curves(r.build, r.buy, (k) => t(`loop.house.${k}`)) : null),
    [r, t],
  );
  if (r.state !== 'ok')
    return (
      <section className="card">
        <p>
          <span className="level level-insufficient">{t('loop.insufficient')}</span>
        </p>
        <p>
          {say(r.need)} · {say(r.have)}. {say(r.why)}
        </p>
      </section>
    );
  const money = (v: number) => formatMoney(Math.round(v * 100), told.asked.currency, style);
  const span = (x: { value: number; low: number; high: number }, f: (v: number) => string) => (
    <b className="number">
      {f(x.value)}{' '}
      <small className="muted">
        [{f(x.low)}–{f(x.high)}]
      </small>
    </b>
  );
  const ends = r.tornado.flatMap((x) => [x.atLow, x.atHigh]);
  const [from, to] = [Math.min(...ends, 0), Math.max(...ends, 0)];
  return (
    <div>
      <section className="card">
        <dl className="stats">
          <div>
            <dt>{t('loop.house.saving')}</dt>
            <dd>{span(r.saving, money)}</dd>
          </div>
          <div>
            <dt>{t('loop.house.even')}</dt>
            <dd>
              {r.breakEven ? span(r.breakEven, (v) => String(Math.round(v))) : null}{' '}
              {r.neverShare > 0 ? (
                <span className="muted">
                  {t('loop.house.never', { share: `${Math.round(100 * r.neverShare)} %` })}
                </span>
              ) : null}
            </dd>
          </div>
          <div>
            <dt>{t('loop.house.ownCost')}</dt>
            <dd>{span(r.ownPerThousand, money)}</dd>
          </div>
          <div>
            <dt>{t('loop.house.boughtCost')}</dt>
            <dd>{span(r.boughtPerThousand, money)}</dd>
          </div>
        </dl>
        <h2>{t('loop.house.chart')}</h2>
        {option ? (
          <Chart
            option={option}
            height={260}
            label={t('loop.house.chartLabel', { months: told.asked.months })}
          />
        ) : null}
      </section>
      <section className="card scroll">
        <h2>{t('loop.house.tornado')}</h2>
        <p className="muted">{t('loop.house.tornadoHint')}</p>
        <table className="plain">
          <tbody>
            {r.tornado.map((x) => (
              <tr key={x.input}>
                <th scope="row">{t(`loop.house.input.${x.input}`)}</th>
                <td>
                  <IntervalBar
                    quantity={{
                      value: null,
                      low: Math.min(x.atLow, x.atHigh),
                      high: Math.max(x.atLow, x.atHigh),
                    }}
                    from={from}
                    to={to}
                    width={260}
                    label={`${money(x.atLow)} – ${money(x.atHigh)}`}
                  />
                </td>
                <td className="right number">{money(x.atLow)}</td>
                <td className="right number">{money(x.atHigh)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Two lines, each with its band: a clear base below, the width of the range on top. */
function curves(
  build: readonly Band[],
  buy: readonly Band[],
  say: (k: 'build' | 'buy' | 'range' | 'month') => string,
): ChartOption {
  const months = build.map((b) => String(b.month));
  const band = (name: 'build' | 'buy', data: readonly Band[], colour: number) => [
    {
      type: 'line' as const,
      name: `${name}-low`,
      stack: name,
      symbol: 'none',
      lineStyle: { opacity: 0 },
      tooltip: { show: false },
      data: data.map((d) => d.low),
      silent: true,
    },
    {
      type: 'line' as const,
      name: `${say(name)} · ${say('range')}`,
      stack: name,
      symbol: 'none',
      lineStyle: { opacity: 0 },
      areaStyle: { opacity: 0.15, color: `var(--series-${colour})` },
      tooltip: { show: false },
      data: data.map((d) => d.high - d.low),
      silent: true,
    },
    {
      type: 'line' as const,
      name: say(name),
      symbol: 'none',
      lineStyle: { width: 2, color: `var(--series-${colour})` },
      itemStyle: { color: `var(--series-${colour})` },
      data: data.map((d) => Math.round(d.value)),
    },
  ];
  return {
    legend: { data: [say('build'), say('buy')] },
    grid: { left: 8, right: 16, top: 32, bottom: 4 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: months, name: say('month') },
    yAxis: { type: 'value' },
    series: [...band('build', build, 1), ...band('buy', buy, 2)],
  };
}

function Own({ items }: { items: readonly OwnAccount[] }) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  return (
    <section className="card scroll">
      <h2>{t('loop.house.own')}</h2>
      {items.length === 0 ? (
        <p className="muted">{t('loop.house.ownNone')}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('find.account')}</th>
              <th scope="col">{t('loop.house.persona')}</th>
              <th scope="col">{t('loop.house.since')}</th>
              <th scope="col" className="right">
                {t('loop.house.followers')}
              </th>
              <th scope="col">{t('loop.house.growth')}</th>
              <th scope="col">{t('loop.house.evidence')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((o) => (
              <tr key={o.ownId}>
                <th scope="row">
                  <Link
                    to="/accounts/$id"
                    params={{ id: o.accountId }}
                    style={{ textDecoration: 'underline' }}
                  >
                    {o.name ?? o.accountId}
                  </Link>{' '}
                  <span className="muted">{o.platform ? platformName(o.platform) : ''}</span>
                </th>
                <td>{o.persona}</td>
                <td className="number">{o.since}</td>
                <td className="right number">{o.followers === null ? '—' : short(o.followers)}</td>
                <td>
                  {o.series.length > 1 ? (
                    <Sparkline
                      at={o.series.map((s) => Date.parse(s.day))}
                      values={o.series.map((s) => s.value)}
                      title={t('loop.house.followers')}
                    />
                  ) : null}{' '}
                  {o.growth
                    ? t('loop.house.perMonth', {
                        share: `${(100 * o.growth.perMonth).toFixed(1)} %`,
                        days: o.growth.days,
                      })
                    : t('loop.house.noGrowth')}
                </td>
                <td>
                  <Link to="/accounts/$id" params={{ id: o.accountId }} search={{ tab: 'authenticity' }}>
                    {o.evidence ? (
                      <span className={`level level-${o.evidence}`}>
                        {t(`authenticity.level.${o.evidence as 'none'}`)}
                      </span>
                    ) : (
                      t('loop.house.notAudited')
                    )}
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Candidates({ items }: { items: readonly Candidate[] }) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('loop.house.candidates')} tabIndex={0}>
      <h2>{t('loop.house.candidates')}</h2>
      <p className="muted">{t('loop.house.candidatesHint')}</p>
      {items.length === 0 ? (
        <p className="muted">{t('loop.house.noCandidates')}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('loop.house.person')}</th>
              <th scope="col">{t('loop.house.platform')}</th>
              {(['acts', 'posts', 'elsewhere', 'accounts', 'replies', 'likes', 'bought'] as const).map(
                (k) => (
                  <th key={k} scope="col" className="right">
                    {t(`loop.house.${k}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {items.map((c) => (
              <tr key={`${c.platform}${c.actor}`}>
                <th scope="row">
                  {c.accountId ? (
                    <Link to="/accounts/$id" params={{ id: c.accountId }}>
                      {c.name ?? c.accountId}
                    </Link>
                  ) : (
                    <code>{c.actor.slice(0, 10)}…</code>
                  )}
                </th>
                <td>{platformName(c.platform)}</td>
                {[c.acts, c.posts, c.comments, c.accounts, c.replies, c.likes, c.bought].map((n, i) => (
                  // oxlint-disable-next-line react/no-array-index-key -- the place is the column
                  <td key={i} className="right number">
                    {short(n)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
