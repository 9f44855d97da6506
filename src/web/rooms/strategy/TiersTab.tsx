/** Where do tiers begin? From this library's own accounts, or by a published convention. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tierSchemesQuery, tiersQuery } from '#web/api/market.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatDay } from '#web/parts/format.ts';
import { csvOf, saveText } from '#web/parts/save.ts';
import { useSay } from '#web/parts/say.ts';
import { PeerGroups } from '#web/rooms/strategy/PeerGroups.tsx';
import { SchemeFile } from '#web/rooms/strategy/SchemeFile.tsx';
import { TierTable } from '#web/rooms/strategy/TierTable.tsx';

interface TiersTabProps {
  scheme: string | undefined;
  k: string | undefined;
  change: (part: { scheme?: string; k?: string }) => void;
}

const COUNTS = [2, 3, 4, 5, 6] as const;

export function TiersTab({ scheme, k, change }: TiersTabProps) {
  const { t } = useTranslation();
  const say = useSay();
  const schemes = useQuery(tierSchemesQuery);
  const count = COUNTS.find((c) => String(c) === k);
  const query = useQuery(tiersQuery(scheme, scheme ? undefined : count));
  return (
    <section className="card scroll">
      <header className="reading-head">
        <h2>{t('value.tiers.title')}</h2>
        <label className="row">
          {t('value.tiers.scheme')}
          <select
            className="field"
            style={{ width: 'auto' }}
            value={scheme ?? ''}
            onChange={(e) => change({ scheme: e.target.value })}
          >
            <option value="">{t('value.tiers.own')}</option>
            {schemes.data?.items.map((s) => (
              <option key={s.scheme} value={s.scheme}>
                {say(s.name)}
              </option>
            ))}
          </select>
        </label>
        {scheme ? null : (
          <label className="row">
            {t('value.tiers.count')}
            <select
              className="field"
              style={{ width: 'auto' }}
              value={count ?? ''}
              onChange={(e) => change({ k: e.target.value })}
            >
              <option value="">{t('value.tiers.chosen')}</option>
              {COUNTS.map((c) => (
                <option key={c} value={c}>
                  {c}
                </option>
              ))}
            </select>
          </label>
        )}
        <SchemeFile
          own={schemes.data?.items.find((s) => s.own && s.scheme === scheme)?.scheme}
          change={(name) => change({ scheme: name })}
        />
        <button
          type="button"
          className="button"
          disabled={!query.data}
          onClick={() => {
            const rows = (query.data?.platforms ?? []).flatMap((p) =>
              p.state === 'ok'
                ? p.tiers.map((tier) =>
                    [
                      p.platform,
                      tier.tier,
                      say(tier.name),
                      tier.from.value,
                      tier.from.low,
                      tier.from.high,
                      tier.accounts,
                      tier.centre ?? '',
                      query.data?.scheme ?? '',
                    ].map(String),
                  )
                : [],
            );
            const head = [
              'platform',
              'tier',
              'name',
              'from',
              'from_low',
              'from_high',
              'accounts',
              'centre',
              'scheme',
            ];
            saveText('tiers.csv', csvOf([head, ...rows]), 'text/csv');
          }}
        >
          {t('value.tiers.save')}
        </button>
      </header>
      <Answer query={query} rows={8}>
        {(tiers) => (
          <>
            <p className="muted">
              {t('value.tiers.source', {
                source: tiers.scheme === 'exact-clusters' ? t('value.tiers.clusters') : tiers.source,
                day: tiers.asOf ? formatDay(tiers.asOf) : '—',
              })}
            </p>
            <PeerGroups
              tiers={tiers}
              name={
                schemes.data?.items.find((s) => s.scheme === tiers.scheme)?.name ?? {
                  en: 'exact clusters of this library',
                  zh: '本库精确聚类',
                }
              }
            />
            <TierTable platforms={tiers.platforms} />
          </>
        )}
      </Answer>
    </section>
  );
}
