/** Least and most names and money by tier and by chosen platform; empty cells bind nothing. */
import { useTranslation } from 'react-i18next';
import { TIERS } from '#domain/facts/library/schema.ts';
import { usePlatformName } from '#web/parts/words.ts';
import { QUOTA_FIELDS, quotasOf } from '#web/rooms/plan/brief-of.ts';
import type { BriefSearch } from '#web/rooms/plan/search.ts';

interface QuotaProps {
  search: BriefSearch;
  change: (part: BriefSearch) => void;
}

export function QuotaTable({ search, change }: QuotaProps) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const rows = [
    ...TIERS.map((name) => ({ kind: 'tier' as const, name, label: t(`tier.${name}`) })),
    ...(search.on ?? []).map((name) => ({ kind: 'platform' as const, name, label: platformName(name) })),
  ];
  const set = (kind: string, name: string, field: string, value: string) => {
    const start = `${kind}:${name}:${field}:`;
    const others = (search.quotas ?? []).filter((q) => !q.startsWith(start));
    change({ quotas: value === '' ? others : [...others, `${start}${value}`] });
  };
  return (
    <details open={(search.quotas ?? []).length > 0}>
      <summary>{t('plan.brief.quotas')}</summary>
      <table className="plain quota">
        <thead>
          <tr>
            <th scope="col">{t('plan.brief.part')}</th>
            {QUOTA_FIELDS.map((field) => (
              <th key={field} scope="col">
                {t(`plan.quota.${field}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, name, label }) => (
            <tr key={`${kind}:${name}`}>
              <th scope="row">{label}</th>
              {QUOTA_FIELDS.map((field) => (
                <td key={field}>
                  <input
                    className="field"
                    type="number"
                    min={0}
                    aria-label={`${label} · ${t(`plan.quota.${field}`)}`}
                    defaultValue={quotasOf(search, kind)[name]?.[field] ?? ''}
                    onBlur={(e) => set(kind, name, field, e.target.value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
