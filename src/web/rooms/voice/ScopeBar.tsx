/** Which texts are meant: brand, campaign, platform, days; what else the address narrows to, as chips. */
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS } from '#basis/platform.ts';
import type { VoiceStatus } from '#domain/readings/voice/schema.ts';
import { usePlatformName } from '#web/parts/words.ts';
import type { VoiceSearch } from '#web/rooms/voice/search.ts';

interface ScopeBarProps {
  status: VoiceStatus;
  search: VoiceSearch;
  change: (part: VoiceSearch) => void;
}
const CHIPS = ['product', 'province', 'aspect', 'word'] as const;

export function ScopeBar({ status, search, change }: ScopeBarProps) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const select = (
    key: 'brand' | 'campaign' | 'platform',
    all: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <select
      className="field"
      aria-label={t(`voice.scope.${key}`)}
      value={search[key] ?? ''}
      onChange={(e) => change({ [key]: e.target.value || undefined })}
    >
      <option value="">{all}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
  return (
    <div className="voice-scope">
      {select(
        'brand',
        t('voice.scope.allBrands'),
        status.brands.map((b) => [b, b]),
      )}
      {select(
        'campaign',
        t('voice.scope.allCampaigns'),
        status.campaigns.map((c) => [c, c]),
      )}
      {select(
        'platform',
        t('voice.scope.allPlatforms'),
        PLATFORM_IDS.map((p) => [p, platformName(p)]),
      )}
      {(['from', 'until'] as const).map((key) => (
        <input
          key={key}
          className="field"
          type="date"
          aria-label={t(`voice.scope.${key}`)}
          value={search[key] ?? ''}
          onChange={(e) => change({ [key]: e.target.value || undefined })}
        />
      ))}
      {CHIPS.map((key) =>
        search[key] ? (
          <button key={key} type="button" className="chip" onClick={() => change({ [key]: undefined })}>
            {t(`voice.scope.${key}`)}: {search[key]} ×
          </button>
        ) : null,
      )}
    </div>
  );
}
