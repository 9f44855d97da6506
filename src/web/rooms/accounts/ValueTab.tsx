/** What is this account worth to this brand? Total, three sub-scores with every part, growth, cost, traits. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Indicator, type Score, VALUES, type ValuePage } from '#domain/readings/value/schema.ts';
import { backTestQuery, valueQuery } from '#web/api/value.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatDay } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { usePlatformName } from '#web/parts/words.ts';
import { Reckoned } from '#web/rooms/accounts/Reckoned.tsx';
import { Checklist } from '#web/rooms/compare/Checklist.tsx';
import { Contributions } from '#web/rooms/compare/Contributions.tsx';
import { GoalBar, type GoalSearch, valueQueryOf } from '#web/rooms/compare/GoalBar.tsx';
import { PathCard } from '#web/rooms/compare/PathCard.tsx';
import { PercentileTable, useIndicatorName } from '#web/rooms/compare/PercentileTable.tsx';
import { ResultText } from '#web/rooms/compare/ResultText.tsx';
import '#web/rooms/audience/audience.css';

const COLOURS = ['var(--series-1)'];

export function ValueTab({ accountId }: { accountId: string }) {
  const search = useSearch({ from: '/accounts/$id' });
  const navigate = useNavigate({ from: '/accounts/$id' });
  const query = useQuery(valueQuery(accountId, valueQueryOf(search)));
  const change = (part: GoalSearch) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const used = query.data && { goal: query.data.goal.goal, map: query.data.map.map };
  return (
    <>
      <GoalBar search={search} used={used} change={change} />
      <Answer query={query} rows={10}>
        {(page) => (
          <>
            <Total page={page} />
            <div className="cards">
              {VALUES.map((name) => (
                <SubScore key={name} name={name} score={page.values[name]} />
              ))}
            </div>
            <PathCard pages={[page]} colours={COLOURS} />
            <Checklist pages={[page]} colours={COLOURS} />
            <div className="cards">
              <Reckoned of={page.costPerPerson} title="cost" platform={page.platform} />
              {page.costPerTarget ? (
                <Reckoned
                  of={page.costPerTarget}
                  title="target"
                  name={page.costPerTarget.name ?? page.costPerTarget.key}
                  platform={page.platform}
                />
              ) : null}
              <Reckoned of={page.fanEffect} title="fans" platform={page.platform} />
              <Reckoned of={page.expectedSales} title="sales" platform={page.platform} />
              <Growth page={page} />
              <Proximity page={page} />
              <Traits page={page} />
            </div>
            <PercentileTable pages={[page]} colours={COLOURS} />
          </>
        )}
      </Answer>
    </>
  );
}

function Total({ page }: { page: ValuePage }) {
  const { t } = useTranslation();
  const say = useSay();
  const platformName = usePlatformName();
  const { total, rank, peers } = page;
  return (
    <section className="card" aria-label={t('value.total')}>
      <h2>{t('value.totalFor', { goal: say(page.goal.name) })}</h2>
      <ResultText result={total.result} scale={[0, 100]} />
      <p className="muted">
        {[
          rank ? t('value.rank', { place: rank.place, of: rank.of }) : '',
          peers
            ? t('value.peers', {
                n: peers.n,
                platform: platformName(peers.platform),
                tiers: peers.names.map(say).join(t('list.comma')),
              })
            : t('value.noPeers'),
          peers?.scheme ? t('value.peersBy', { scheme: say(peers.scheme) }) : '',
          peers?.widened ? t('value.widened') : '',
          page.asOf ? t('authenticity.asOf', { day: formatDay(page.asOf) }) : '',
        ]
          .filter((x) => x !== '')
          .join(' · ')}
      </p>
      <Contributions score={total} mixed />
      <ul className="gate-list" aria-label={t('value.gates')}>
        {page.gates.map((g) => (
          <li key={g.gate}>
            <span className={g.open ? 'tag' : 'mark'}>
              {g.open ? t('value.gateOpen') : t('value.gateShut')}
            </span>{' '}
            {say(g.reason)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SubScore({ name, score }: { name: (typeof VALUES)[number]; score: Score }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-label={t(`value.name.${name}`)}>
      <h2>{t(`value.name.${name}`)}</h2>
      <ResultText result={score.result} scale={[0, 100]} />
      <Contributions score={score} />
    </section>
  );
}

function Growth({ page }: { page: ValuePage }) {
  const { t } = useTranslation();
  const say = useSay();
  const test = useQuery(backTestQuery);
  const { growth } = page;
  return (
    <section className="card">
      <h2>{t('value.growth')}</h2>
      <ResultText result={growth} scale={[0, 100]} />
      {growth.state === 'ok' ? <GrowthParts parts={growth.detail['parts']} /> : null}
      {growth.state === 'ok'
        ? growth.caveats.map((c) => (
            <p key={c.en} className="muted small">
              {say(c)}
            </p>
          ))
        : null}
      {test.data ? (
        <>
          <h3>{t('value.backTest', { day: formatDay(test.data.cutAt), days: test.data.horizonDays })}</h3>
          {test.data.difference.state === 'ok' ? (
            <p>
              <b>{(test.data.difference.low ?? 0) > 0 ? t('value.better') : t('value.notBetter')}</b>
            </p>
          ) : null}
          {test.data.difference.state === 'ok' ? (
            (['potential', 'momentum', 'difference'] as const).map((id) => (
              <div key={id}>
                <span className="muted">{t(`value.back.${id}`)}</span>
                {test.data ? <ResultText result={test.data[id]} scale={[-1, 1]} /> : null}
              </div>
            ))
          ) : (
            <ResultText result={test.data.difference} />
          )}
        </>
      ) : null}
    </section>
  );
}

/** What the potential is made of, as percentiles on one scale. */
function GrowthParts({ parts }: { parts: unknown }) {
  const { t } = useTranslation();
  const indicatorName = useIndicatorName();
  if (typeof parts !== 'object' || parts === null) return null;
  const listed = Object.entries(parts).filter((p): p is [Indicator, number] => typeof p[1] === 'number');
  return (
    <div className="contributions" role="img" aria-label={t('value.parts')}>
      {listed.map(([name, score]) => (
        <div key={name} className="contribution">
          <span>{indicatorName(name)}</span>
          <span className="contribution-bar" aria-hidden>
            <i style={{ width: `${score}%` }} data-value="fan" />
            <b style={{ width: '100%' }} />
          </span>
          <span className="right number">{t('value.percentile', { value: score.toFixed(0) })}</span>
        </div>
      ))}
    </div>
  );
}

function Proximity({ page }: { page: ValuePage }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>{page.brand ? t('value.proximity', { brand: page.brand }) : t('value.proximityNone')}</h2>
      {page.proximity ? (
        <ResultText result={page.proximity} />
      ) : (
        <p className="muted">{t('value.proximityHint')}</p>
      )}
    </section>
  );
}

function Traits({ page }: { page: ValuePage }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <section className="card">
      <h2>{t('value.traits')}</h2>
      {page.traits.map((trait) => (
        <div key={trait.trait}>
          <h3>{say(trait.name)}</h3>
          <p className="muted small">{t('value.proxy', { proxy: say(trait.proxy) })}</p>
          <ResultText result={trait.result} />
        </div>
      ))}
    </section>
  );
}
