/** How shares and means of a survey are written and drawn: interval first. */
import { useTranslation } from 'react-i18next';
import type { SurveyFigure } from '#domain/assets/surveys/schema.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';

export const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
export const whole = (x: number): string => `${(100 * x).toFixed(0)} %`;
export const plainNumber = (x: number): string => x.toFixed(2);

interface BarProps {
  figure: SurveyFigure;
  from: number;
  to: number;
  show: (x: number) => string;
  label: string;
  width?: number;
}
export function SurveyBar({ figure, from, to, show, label, width = 200 }: BarProps) {
  return (
    <IntervalBar
      quantity={figure}
      from={from}
      to={to}
      width={width}
      label={`${label}: ${show(figure.low)} – ${show(figure.value)} – ${show(figure.high)}`}
    />
  );
}

/** “41.2 % (36.0 % – 46.5 %)” with n and effective n in its title. */
export function SurveyText({
  figure,
  show = percent,
}: {
  figure: SurveyFigure;
  show?: (x: number) => string;
}) {
  const { t } = useTranslation();
  return (
    <span
      className="number"
      title={`${t('surveys.n', { n: figure.n })} · ${t('surveys.effective', { n: figure.effectiveN.toFixed(0) })}`}
    >
      {show(figure.low)} – {show(figure.high)} · <b>{show(figure.value)}</b>
    </span>
  );
}
