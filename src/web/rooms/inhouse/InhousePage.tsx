/** Would a persona of one's own reach people cheaper than buying them, and who could be it? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { BUILD_INPUTS, type Range, simulateSchema } from '#domain/assets/inhouse/schema.ts';
import { inhouseQuery, simulateQuery } from '#web/api/loop.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { Page } from '#web/parts/Page.tsx';
import { usePreferences } from '#web/parts/preferences.ts';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import { BuildInputs } from '#web/rooms/inhouse/BuildInputs.tsx';
import { BuildOrBuy } from '#web/rooms/inhouse/BuildOrBuy.tsx';
import { OwnAccounts, PersonaCandidates } from '#web/rooms/inhouse/InhousePeople.tsx';
import '#web/rooms/inhouse/inhouse.css';

export const inhouseRoute = createLazyRoute('/assets/inhouse')({ component: InhousePage });

/** `low:value:high` of the address. */
function rangeOf(text: string | undefined): Range | null {
  const [low, value, high] = (text ?? '').split(':').map(Number);
  return low !== undefined && value !== undefined && high !== undefined && low <= value && value <= high
    ? { low, value, high }
    : null;
}

function InhousePage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/assets/inhouse' });
  const { brand } = usePreferences();
  const asked = useMemo(
    () =>
      simulateSchema.parse({
        platform: PLATFORM_IDS.find((p) => p === search.platform) ?? 'xiaohongshu',
        months: Math.min(60, Math.max(6, Number(search.months ?? 24) || 24)),
        given: Object.fromEntries(
          BUILD_INPUTS.flatMap((i) => {
            const range = rangeOf(search[i]);
            return range ? [[i, range]] : [];
          }),
        ),
      }),
    [search],
  );
  const query = useQuery(simulateQuery(asked));
  const page = useQuery(inhouseQuery(brand ?? undefined));
  const r = query.data?.result;
  return (
    <Page
      title={t('loop.house.title')}
      answer={
        r?.state === 'ok'
          ? t(`loop.house.answer.${r.verdict}`, {
              chance: `${Math.round(100 * r.chance)} %`,
              months: asked.months,
            })
          : null
      }
      foot={t('loop.house.foot')}
    >
      <AssetsTabs />
      <Answer query={query} rows={10}>
        {(told) => (
          <div className="house">
            <BuildInputs told={told} />
            <BuildOrBuy told={told} />
          </div>
        )}
      </Answer>
      <Answer query={page} rows={6}>
        {(data) => (
          <>
            <OwnAccounts items={data.own} />
            <PersonaCandidates items={data.candidates} />
          </>
        )}
      </Answer>
    </Page>
  );
}
