/** Where it is said: the map, and the provinces with overseas and unknown beside it, each opening to its rows. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MarketVoice } from '#domain/readings/voice/schema.ts';
import { mapQuery } from '#web/api/campaigns.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { ProvinceMap } from '#web/parts/ProvinceMap.tsx';
import { useNumberStyle } from '#web/parts/words.ts';
import { ShareLine } from '#web/rooms/voice/ShareLine.tsx';

interface ProvincesProps {
  provinces: MarketVoice['provinces'];
  open: (province: string) => void;
}
const MOST = 10;

export function Provinces({ provinces, open }: ProvincesProps) {
  const { t, i18n } = useTranslation();
  const style = useNumberStyle();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const outlines = useQuery(mapQuery);
  const named = provinces.filter((p) => p.province !== null && p.province !== 'overseas');
  const beside = provinces.filter((p) => p.province === null || p.province === 'overseas');
  const all = provinces.reduce((n, p) => n + p.n, 0);
  const unknown = provinces.find((p) => p.province === null)?.n ?? 0;
  return (
    <>
      <Answer query={outlines} rows={6}>
        {(map) => (
          <ProvinceMap
            outlines={map}
            values={named.map((p) => ({ province: p.province ?? '', value: p.n }))}
            label={t('voice.mapLabel', { n: named.length })}
            unit={t('voice.texts')}
            height={320}
          />
        )}
      </Answer>
      <table className="plain">
        <tbody>
          {[...beside, ...named.slice(0, MOST)].map((p) => (
            <tr key={p.province ?? 'unknown'}>
              <th scope="row">
                <button type="button" className="plain-button" onClick={() => open(p.province ?? 'unknown')}>
                  {p.name[language]}
                </button>
              </th>
              <td className="right number">{formatCount(p.n, { ...style, short: false })}</td>
              <td>
                <ShareLine share={p.positive} name={t('voice.feeling.positive')} width={90} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">
        {t('voice.mapNote', { share: formatShare(all === 0 ? 0 : unknown / all, style) })}
      </p>
    </>
  );
}
