import { z } from 'zod';
import { useMetricName, useScope, useWord } from '#web/parts/words.ts';

const targetShape = z.object({
  to: z.string(),
  metric: z.string().optional(),
  attribute: z.string().optional(),
  format: z.string().optional(),
  kind: z.string().optional(),
  dimension: z.string().optional(),
  segment: z.string().optional(),
  windowDays: z.number().optional(),
  content: z.string().optional(),
});

/** A mapping target (as JSON) in the reader's language; null for a column without a meaning. */
export function useTargetName(): (json: string | null) => string | null {
  const metricName = useMetricName();
  const scope = useScope();
  const word = useWord();
  return (json) => {
    if (json === null) return null;
    const target = targetShape.parse(JSON.parse(json));
    const { to, metric, attribute, format = 'all', kind = 'list', dimension, segment = '' } = target;
    const parts =
      to === 'figure' && metric
        ? [
            metricName(metric),
            scope({ windowDays: target.windowDays ?? null, content: target.content ?? 'all', format }),
          ]
        : to === 'attribute' && attribute
          ? [word('attribute', attribute)]
          : to === 'quote'
            ? [word('quoteKind', kind), word('format', format)]
            : to === 'audience' && dimension
              ? [word('dimension', dimension), word('segment', segment)]
              : [word('field', to)];
    return parts.filter((part) => part !== '').join(' · ');
  };
}
