/** The portrait of everybody who engaged with the accounts of a list, or with posts that name a brand. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Who } from '#domain/readings/audience/schema.ts';
import { targetFieldsQuery } from '#web/api/audience.ts';
import { listsQuery } from '#web/api/endpoints.ts';
import { EmptyState } from '#web/parts/Answer.tsx';
import { Portrait } from '#web/rooms/audience/Portrait.tsx';
import type { TargetSearch } from '#web/rooms/audience/search.ts';
import { basisOf } from '#web/rooms/audience/target-search.ts';

interface PortraitViewProps {
  search: TargetSearch;
  change: (part: TargetSearch) => void;
}

/** `list:12` or `brand:Aurora`, as it stands in the address. */
function whoOf(text: string | undefined): Who | null {
  const [, kind, id] = /^(list|brand):(.+)$/.exec(text ?? '') ?? [];
  return id ? { kind: kind === 'list' ? 'list' : 'brand', id } : null;
}

export function PortraitView({ search, change }: PortraitViewProps) {
  const { t } = useTranslation();
  const { data: lists } = useQuery(listsQuery);
  const { data: fields } = useQuery(targetFieldsQuery);
  const who = whoOf(search.who);
  return (
    <>
      <label className="row" style={{ marginBottom: 12 }}>
        {t('audience.portrait.choose')}
        <select
          className="field"
          style={{ width: 'auto' }}
          value={search.who ?? ''}
          onChange={(e) => change({ who: e.target.value })}
        >
          <option value="">{t('audience.portrait.none')}</option>
          <optgroup label={t('audience.portrait.lists')}>
            {lists?.map((l) => (
              <option key={l.listId} value={`list:${l.listId}`}>
                {l.name} ({l.size})
              </option>
            ))}
          </optgroup>
          <optgroup label={t('audience.portrait.brands')}>
            {fields?.brands.map((b) => (
              <option key={b.value} value={`brand:${b.value}`}>
                {b.value}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      {who ? (
        <Portrait who={who} basis={basisOf(search)} ringFree={search.ringFree === '1'} change={change} />
      ) : (
        <EmptyState title={t('audience.portrait.none')} />
      )}
    </>
  );
}
