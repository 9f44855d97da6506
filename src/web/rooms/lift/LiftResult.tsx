/** After it: treated against synthetic, the gap with its placebos, and the verdict. */
import { useTranslation } from 'react-i18next';
import type { Lift } from '#domain/assets/lift/schema.ts';
import { EChart } from '#web/parts/EChart.tsx';
import { formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';

export function LiftResult({ lift }: { lift: Lift }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = { ...useNumberStyle(), short: false };
  const share = (v: number | null) => (v === null ? '—' : formatShare(v, style));
  const p = (v: number | null | undefined) => (v === null || v === undefined ? '—' : v.toFixed(3));
  const cohort = lift.cohorts[0];
  const relative = lift.relative;
  return (
    <>
      <p className="row wrap">
        <span className={`level level-${lift.verdict === 'cannot_tell' ? 'insufficient' : 'none'}`}>
          {t(`lift.verdict.${lift.verdict}`)}
        </span>{' '}
        {relative ? (
          <>
            <b className="number">
              {share(relative.low)} – {share(relative.high)}
            </b>{' '}
            <IntervalBar
              quantity={relative}
              from={Math.min(0, relative.low ?? 0)}
              to={Math.max(0, relative.high ?? 0)}
              label={`${share(relative.low)}–${share(relative.high)}`}
            />{' '}
            {t('lift.point', { value: share(relative.value) })}
          </>
        ) : null}{' '}
        {lift.why ? say(lift.why) : null} {lift.need && lift.verdict === 'cannot_tell' ? leastOf(lift) : null}
      </p>
      <div className="lift-charts">
        <div>
          <h3>{t('lift.treatedAndSynthetic')}</h3>
          {cohort ? <Lines cohort={cohort} /> : null}
        </div>
        <div>
          <h3>{t('lift.gap')}</h3>
          {cohort ? <Gap cohort={cohort} /> : null}
        </div>
      </div>
      <table className="plain">
        <tbody>
          <tr>
            <th scope="row">{t('lift.p')}</th>
            <td className="number">
              {t('lift.ps', {
                placebo: p(lift.placebo.p),
                ratio: p(lift.placebo.ratioP),
                conformal: p(lift.conformal?.p),
              })}
            </td>
          </tr>
          <tr>
            <th scope="row">{t('lift.fit')}</th>
            <td className="number">
              {t('lift.fits', {
                rmse: lift.fit.preRmse.toPrecision(3),
                p: p(lift.fit.p),
                start: p(lift.fit.falseStart?.p),
              })}
            </td>
          </tr>
          <tr>
            <th scope="row">{t('lift.weights')}</th>
            <td>
              {cohort?.unitWeights
                .slice(0, 10)
                .map((w) => `${w.unit} ${w.weight.toFixed(2)}`)
                .join(' · ')}
            </td>
          </tr>
        </tbody>
      </table>
      <p className="muted">
        {t('lift.base', {
          version: lift.version,
          treated: lift.treatedUnits,
          controls: lift.controlUnits,
          before: cohort?.before ?? 0,
          after: cohort?.after ?? 0,
        })}
      </p>
    </>
  );

  function leastOf(of: Lift) {
    return of.least?.relative ? t('lift.leastAfter', { share: share(of.least.relative) }) : null;
  }
}

type Cohort = Lift['cohorts'][number];

function Lines({ cohort }: { cohort: Cohort }) {
  const { t } = useTranslation();
  const line = (name: string, of: 'treated' | 'synthetic', dashed: boolean) => ({
    type: 'line' as const,
    name,
    showSymbol: false,
    lineStyle: { type: dashed ? ('dashed' as const) : ('solid' as const), width: 2 },
    data: cohort.series.map((s) => [s.time, s[of]]),
    ...(dashed ? {} : { markArea: after(cohort) }),
  });
  return (
    <EChart
      ordered={false}
      option={{
        legend: {},
        xAxis: { type: 'category' },
        yAxis: { type: 'value', scale: true },
        series: [
          line(t('lift.withCampaign'), 'treated', false),
          line(t('lift.withoutCampaign'), 'synthetic', true),
        ],
      }}
    />
  );
}

/** The time from the start on. */
const after = (cohort: Cohort) => ({
  silent: true,
  itemStyle: { opacity: 0.12 },
  data: [[{ xAxis: cohort.start }, { xAxis: cohort.series.at(-1)?.time }]] as [
    { xAxis: string },
    { xAxis: string | undefined },
  ][],
});

function Gap({ cohort }: { cohort: Cohort }) {
  const { t } = useTranslation();
  return (
    <EChart
      ordered={false}
      option={{
        legend: { data: [t('lift.gap'), t('lift.placebos')] },
        tooltip: { show: false },
        xAxis: { type: 'category', data: cohort.series.map((s) => s.time) },
        yAxis: { type: 'value' },
        series: [
          ...cohort.fan.slice(0, 40).map((gap) => ({
            type: 'line' as const,
            name: t('lift.placebos'),
            showSymbol: false,
            silent: true,
            itemStyle: { color: '#8a9696' },
            lineStyle: { width: 1, opacity: 0.35, color: '#8a9696' },
            data: gap,
          })),
          {
            type: 'line',
            name: t('lift.gap'),
            showSymbol: false,
            lineStyle: { width: 2.5 },
            data: cohort.series.map((s) => s.gap),
            markArea: after(cohort),
          },
        ],
      }}
    />
  );
}
