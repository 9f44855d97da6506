/** Before the money is spent: the least effect that would be seen. */
import { useTranslation } from 'react-i18next';
import type { LiftPlan } from '#domain/assets/lift/schema.ts';
import { EChart } from '#web/parts/EChart.tsx';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';

export function PlanResult({ plan, everyDays }: { plan: LiftPlan; everyDays: number }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = { ...useNumberStyle(), short: false };
  if (plan.state === 'insufficient')
    return (
      <p className="thin">
        <span className="level level-insufficient">{t('lift.verdict.cannot_tell')}</span>{' '}
        {t('lift.thin', { need: say(plan.need), have: say(plan.have) })} {say(plan.why)}
      </p>
    );
  const share = (v: number) => formatShare(v, style);
  return (
    <>
      <p>
        {plan.verdict === 'told' ? null : (
          <span className={`level level-${plan.verdict === 'can_tell' ? 'none' : 'insufficient'}`}>
            {t(`lift.verdict.${plan.verdict}`)}
          </span>
        )}{' '}
        {t('lift.least', { share: share(plan.leastRelative) })}
        {plan.power === null || plan.expected === null
          ? null
          : ` ${t('lift.power', { expected: share(plan.expected), power: share(plan.power) })}`}
        {plan.need ? ` ${say(plan.need)}` : null}
      </p>
      <p className="muted">
        {t('lift.planFoot', {
          units: plan.treated.join(', '),
          chosen: plan.chosen ? t('lift.chosen') : '',
          starts: plan.starts,
          alarms: share(plan.falseAlarm.share),
          low: share(plan.falseAlarm.low),
          high: share(plan.falseAlarm.high),
        })}
      </p>
      <div className="lift-charts">
        <div>
          <h3>{t('lift.curve')}</h3>
          <EChart
            ordered={false}
            option={{
              xAxis: {
                type: 'value',
                name: t('lift.rise'),
                nameLocation: 'middle',
                nameGap: 28,
                axisLabel: { formatter: (v: number) => `${Math.round(v * 100)}%` },
              },
              yAxis: {
                type: 'value',
                max: 1,
                axisLabel: { formatter: (v: number) => `${Math.round(v * 100)}%` },
              },
              grid: { bottom: 28 },
              series: [
                {
                  type: 'line',
                  name: t('lift.curve'),
                  showSymbol: false,
                  step: 'end',
                  data: plan.curve.map((c) => [c.effect, c.power]),
                },
              ],
            }}
          />
        </div>
        <div className="scroll">
          <h3>{t('lift.others')}</h3>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col" className="right">
                  {t('lift.unitCount')}
                </th>
                <th scope="col" className="right">
                  {t('lift.length')}
                </th>
                <th scope="col" className="right">
                  {t('lift.leastRise')}
                </th>
              </tr>
            </thead>
            <tbody>
              {plan.options.map((o) => (
                <tr key={`${o.count}-${o.duration}`}>
                  <td className="right number">{formatCount(o.count, style)}</td>
                  <td className="right number">{t('lift.days', { n: o.duration * everyDays })}</td>
                  <td className="right number">{share(o.least)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </>
  );
}
