/** What building costs and brings, each input with its range; what is changed stands in the address. */
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { BUILD_INPUTS, type BuildInput, type Range, type Simulated } from '#domain/assets/inhouse/schema.ts';
import { PlatformOptions } from '#web/parts/PlatformOptions.tsx';
import { useSay } from '#web/parts/say.ts';

const ENDS = ['low', 'value', 'high'] as const;
const isShare = (i: BuildInput): boolean =>
  ['growthPerMonth', 'feedShare', 'trueShare', 'feeGrowthPerYear'].includes(i);
const plain = (i: BuildInput, v: number): string => String(Number((isShare(i) ? 100 * v : v).toPrecision(4)));

export function BuildInputs({ told }: { told: Simulated }) {
  const { t } = useTranslation();
  const say = useSay();
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
            <PlatformOptions of={PLATFORM_IDS.slice(0, 9)} />
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
