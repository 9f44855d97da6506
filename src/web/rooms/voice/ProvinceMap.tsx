/** Provinces as equal tiles in their places, with overseas and unknown beside them. No outline, so no border is drawn. */
import { useTranslation } from 'react-i18next';
import type { MarketVoice } from '#domain/readings/voice/schema.ts';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

/** Column and row of each tile. */
const PLACES: Record<string, readonly [number, number]> = {
  黑龙江: [8, 0],
  内蒙古: [6, 1],
  辽宁: [7, 1],
  吉林: [8, 1],
  新疆: [0, 2],
  甘肃: [2, 2],
  宁夏: [3, 2],
  山西: [4, 2],
  河北: [5, 2],
  北京: [6, 2],
  天津: [7, 2],
  西藏: [0, 3],
  青海: [1, 3],
  陕西: [3, 3],
  河南: [4, 3],
  山东: [6, 3],
  四川: [2, 4],
  重庆: [3, 4],
  湖北: [4, 4],
  安徽: [5, 4],
  江苏: [6, 4],
  上海: [7, 4],
  云南: [1, 5],
  贵州: [2, 5],
  湖南: [3, 5],
  江西: [4, 5],
  浙江: [6, 5],
  广西: [3, 6],
  广东: [4, 6],
  福建: [5, 6],
  台湾: [7, 6],
  海南: [3, 7],
  澳门: [4, 7],
  香港: [5, 7],
};
const [STEP, SIZE] = [46, 42];
const SIDE: Record<string, readonly [number, number]> = { overseas: [0, 6], unknown: [0, 7] };

interface ProvinceMapProps {
  provinces: MarketVoice['provinces'];
  open: (province: string) => void;
}

export function ProvinceMap({ provinces, open }: ProvinceMapProps) {
  const { t, i18n } = useTranslation();
  const style = useNumberStyle();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const byName = new Map(provinces.map((p) => [p.province ?? 'unknown', p]));
  const known = provinces.filter((p) => p.province !== null);
  const most = Math.max(1, ...known.map((p) => p.n));
  const all = provinces.reduce((n, p) => n + p.n, 0);
  const unknown = byName.get('unknown')?.n ?? 0;
  return (
    <>
      <div className="province-map" style={{ width: 9 * STEP, height: 8 * STEP }}>
        {Object.entries({ ...PLACES, ...SIDE }).map(([id, [x, y]]) => {
          const p = byName.get(id);
          const name =
            p?.name[language] ??
            (id === 'unknown' ? t('voice.unknown') : id === 'overseas' ? t('voice.overseas') : id);
          const label = p
            ? t('voice.provinceLabel', {
                name,
                n: formatCount(p.n, { ...style, short: false }),
                positive: formatShare(p.positive.value, style),
                low: formatShare(p.positive.low, style),
                high: formatShare(p.positive.high, style),
              })
            : `${name}: 0`;
          return (
            <button
              key={id}
              type="button"
              title={label}
              aria-label={label}
              className={id in SIDE ? 'tile side' : 'tile'}
              disabled={!p}
              style={{
                left: x * STEP,
                top: y * STEP,
                width: id in SIDE ? 2 * STEP : SIZE,
                height: SIZE,
                ['--depth' as string]:
                  p && !(id in SIDE) ? `${Math.round(12 + 58 * Math.sqrt(p.n / most))}%` : '0%',
              }}
              onClick={() => open(id)}
            >
              <b>{id in SIDE ? name : id}</b>
              <small>{p ? formatCount(p.n, { ...style, short: true }) : '0'}</small>
            </button>
          );
        })}
      </div>
      <p className="muted">
        {t('voice.mapNote', { share: formatShare(all === 0 ? 0 : unknown / all, style) })}
      </p>
    </>
  );
}
