/** The brand that is picked in the top bar, and which campaigns are its own. */
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { brandsQuery } from '#web/api/loop.ts';
import { usePreferences } from '#web/parts/preferences.ts';

/** `has` says whether a campaign is the picked brand's; of no picked brand, or one that is gone, every campaign is. */
export function usePickedBrand(): { brand: string | null; has: (campaign: string) => boolean } {
  const { brand } = usePreferences();
  const picked = useQuery({ ...brandsQuery, enabled: brand !== null }).data?.brands.find(
    (b) => b.name === brand,
  );
  const has = useCallback(
    (campaign: string) => picked === undefined || picked.campaigns.includes(campaign),
    [picked],
  );
  return { brand: picked?.name ?? null, has };
}
