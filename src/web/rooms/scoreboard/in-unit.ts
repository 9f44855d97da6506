/** An assumption's value in its unit. */
import type { AssumptionsPage } from '#domain/assets/forecasts/schema.ts';

export const inUnit = (value: number, unit: AssumptionsPage['items'][number]['unit']): string =>
  unit === 'share'
    ? `${Number((100 * value).toPrecision(3))} %`
    : unit === 'ratio'
      ? `×${value.toFixed(2)}`
      : String(Number(value.toPrecision(3)));
