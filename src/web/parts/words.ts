/** Names of things that are data: vendors, attributes, formats … Unnamed ones show as the source wrote them. */
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isMetric, type MetricId, metricRow } from '#basis/metric.ts';
import { PLATFORM_IDS, platformRow } from '#basis/platform.ts';
import type { NumberStyle } from '#web/parts/format.ts';
import { usePreferences } from '#web/parts/preferences.ts';
import type { WordGroup } from '#web/parts/word-groups.ts';

/** `word('vendor', 'xingtu')` → `Xingtu` or `星图`. The function changes only with the language. */
export function useWord(): (group: WordGroup, id: string) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (group, id) => {
      const key = `${group}.${id.replaceAll(/[.:]/g, '_')}`;
      return i18n.exists(key) ? (t as unknown as (key: string) => string)(key) : id.replaceAll('_', ' ');
    },
    [t, i18n],
  );
}

export function useNumberStyle(): NumberStyle {
  const { language, numbers } = usePreferences();
  return useMemo(
    () => ({ language, short: numbers === 'short' || (numbers === 'auto' && language === 'zh') }),
    [language, numbers],
  );
}

export function useMetricName(): (id: string) => string {
  const { language } = usePreferences();
  return useCallback((id) => (isMetric(id) ? metricRow(id)[language] : id), [language]);
}

/** What a metric counts, and what that is divided by: `engagements / followers`. */
export function useCounted(): (id: MetricId) => string {
  const { language } = usePreferences();
  return useCallback(
    (id) => {
      const { numerator, denominator } = metricRow(id);
      return denominator ? `${numerator[language]} / ${denominator[language]}` : numerator[language];
    },
    [language],
  );
}

export function usePlatformName(): (id: string) => string {
  const { language } = usePreferences();
  return useCallback(
    (id) => {
      const known = PLATFORM_IDS.find((p) => p === id);
      return known ? platformRow(known)[language] : id;
    },
    [language],
  );
}

interface Scope {
  windowDays: number | null;
  content: string;
  format: string;
}
/** What a figure covers, in words: `30 days · sponsored · video`; empty for a counter of everything. */
export function useScope(): (scope: Scope) => string {
  const { t } = useTranslation();
  const word = useWord();
  return useCallback(
    ({ windowDays, content, format }) =>
      [
        windowDays === null ? '' : t('figure.window', { days: windowDays }),
        content === 'all' ? '' : word('content', content),
        format === 'all' ? '' : word('format', format),
      ]
        .filter((part) => part !== '')
        .join(' · '),
    [t, word],
  );
}

/** The columns a metric's groups are shown under on the account page. */
export type MetricGroup = 'audience' | 'reach' | 'engagement' | 'quality' | 'price' | 'commerce' | 'index';
export function metricGroup(id: MetricId): MetricGroup {
  const { unit } = metricRow(id);
  if (unit === 'index') return 'index';
  if (/^(gmv|gpm|video_sale|live_|basket|value_per|sold|store_visitor)/.test(id)) return 'commerce';
  if (unit === 'money') return 'price';
  if (
    /^(completion|three_second|hundred|thousand|viral|finish|five_second|vendor_|reply|likes_comments)/.test(
      id,
    )
  )
    return 'quality';
  if (/(follower|following)_/.test(id) && !id.startsWith('engagement')) return 'audience';
  if (/^(exposure|read|view|expected|total_view|reach|traffic|peak)/.test(id)) return 'reach';
  return 'engagement';
}
