/** Brands against each other: share of voice, feeling, weeks, alerts. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { reputationQuery } from '#web/api/voice.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatCount } from '#web/parts/format.ts';
import { Sparkline } from '#web/parts/Sparkline.tsx';
import { useNumberStyle } from '#web/parts/words.ts';
import { ChecksLine } from '#web/rooms/voice/MarketTab.tsx';
import { FEELING_COLOURS, ShareLine } from '#web/rooms/voice/ShareLine.tsx';
import type { VoiceSearch } from '#web/rooms/voice/search.ts';

const WINDOWS = ['30', '90', '180', '365'];

interface BrandsTabProps {
  window: string | undefined;
  change: (part: VoiceSearch) => void;
}

export function BrandsTab({ window, change }: BrandsTabProps) {
  const { t, i18n } = useTranslation();
  const style = useNumberStyle();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const days = Number(window ?? 180);
  const query = useQuery(reputationQuery(days));
  return (
    <>
      <div className="voice-scope">
        <select
          className="field"
          aria-label={t('voice.window')}
          value={String(days)}
          onChange={(e) => change({ window: e.target.value })}
        >
          {WINDOWS.map((w) => (
            <option key={w} value={w}>
              {t('voice.days', { n: w })}
            </option>
          ))}
        </select>
      </div>
      <Answer query={query} rows={8}>
        {(found) =>
          found.brands.length === 0 ? (
            <EmptyState title={t('voice.noBrands')}>
              <Link to="/voice" search={{ tab: 'labels' }}>
                {t('voice.tab.labels')}
              </Link>
            </EmptyState>
          ) : (
            <>
              <section className="card scroll">
                <h2>{t('voice.shareOfVoice')}</h2>
                <table className="plain">
                  <thead>
                    <tr>
                      <th scope="col">{t('voice.scope.brand')}</th>
                      <th scope="col" className="right">
                        {t('voice.texts')}
                      </th>
                      <th scope="col">{t('voice.shareOfVoice')}</th>
                      <th scope="col">{t('voice.feeling.positive')}</th>
                      <th scope="col">{t('voice.feeling.negative')}</th>
                      <th scope="col">{t('voice.trend')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {found.brands.map((b) => (
                      <tr key={b.brand}>
                        <th scope="row">
                          <Link to="/voice" search={{ tab: 'market', brand: b.brand }}>
                            {b.brand}
                          </Link>{' '}
                          {b.own ? <span className="tag">{t('voice.own')}</span> : null}
                        </th>
                        <td className="right number">{formatCount(b.texts, { ...style, short: false })}</td>
                        <td>
                          <ShareLine share={b.voice} name={t('voice.shareOfVoice')} width={110} />
                        </td>
                        <td>
                          <ShareLine
                            share={b.feelings.share.positive}
                            name={t('voice.feeling.positive')}
                            width={110}
                          />
                        </td>
                        <td>
                          <ShareLine
                            share={b.feelings.share.negative}
                            name={t('voice.feeling.negative')}
                            colour={FEELING_COLOURS.negative}
                            width={110}
                          />
                        </td>
                        <td>
                          <Sparkline
                            at={b.weeks.map((w) => Date.parse(w.week))}
                            values={b.weeks.map((w) => w.n)}
                            title={t('voice.weeksLabel', { n: b.weeks.length })}
                          />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
              <section className="card">
                <h2>{t('voice.alerts')}</h2>
                {found.alerts.length === 0 ? (
                  <p className="muted">{t('voice.noAlerts')}</p>
                ) : (
                  <ul className="tight">
                    {found.alerts.map((a) => (
                      <li key={`${a.brand}${a.week}`}>
                        <Link
                          to="/voice"
                          search={{ tab: 'rows', brand: a.brand, feeling: 'negative', from: a.week }}
                        >
                          {a.words[language]}
                        </Link>
                      </li>
                    ))}
                  </ul>
                )}
              </section>
              <ChecksLine checks={found.checks} />
            </>
          )
        }
      </Answer>
    </>
  );
}
