/** Exchanges of planned placements that are likely to bring more. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Suggestions } from '#domain/decisions/campaigns/schema.ts';
import { suggestionsQuery } from '#web/api/campaigns.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount, formatMoney, formatShare } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

export function SuggestionCard({ campaign }: { campaign: string }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-label={t('live.suggestions')}>
      <h2>{t('live.suggestions')}</h2>
      <p className="muted">{t('live.suggestionsHint')}</p>
      <Answer query={useQuery(suggestionsQuery(campaign))} rows={2}>
        {(found) => <Exchanges found={found} />}
      </Answer>
    </section>
  );
}

function Exchanges({ found }: { found: Suggestions }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  if (found.state === 'insufficient')
    return <p className="muted">{t('live.suggestionThin', { need: found.need, have: found.have })}</p>;
  if (found.exchanges.length === 0) return <p className="muted">{t('live.suggestionNone')}</p>;
  return (
    <ul className="plain-list">
      {found.exchanges.map((e) => (
        <li key={`${e.from.accountId} ${e.to.accountId}`}>
          <Link to="/accounts/$id" params={{ id: e.from.accountId }}>
            {e.from.name ?? e.from.accountId}
          </Link>
          {' → '}
          <Link to="/accounts/$id" params={{ id: e.to.accountId }}>
            {e.to.name ?? e.to.accountId}
          </Link>{' '}
          <span className="number">
            {t('live.suggestionGain', {
              value: formatCount(Math.round(e.gain), style),
              low: formatCount(Math.round(e.low), style),
              high: formatCount(Math.round(e.high), style),
              chance: formatShare(e.chance, style),
            })}
          </span>{' '}
          <span className="muted">
            {t('live.suggestionMoney', {
              price: formatMoney(e.to.priceMinor, e.to.currency, style),
              instead: formatMoney(e.from.priceMinor, e.from.currency, style),
            })}{' '}
            {found.method}
          </span>
        </li>
      ))}
    </ul>
  );
}
