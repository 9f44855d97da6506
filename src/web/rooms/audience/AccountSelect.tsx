/** Chooses accounts by name; the address keeps their ids. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { accountsQuery, compareQuery } from '#web/api/endpoints.ts';
import { usePlatformName } from '#web/parts/words.ts';

interface AccountSelectProps {
  label: string;
  value: readonly string[];
  change: (accountIds: string[]) => void;
}

const OFFERED = 20;
/** Ids whose names are asked for at once. */
const NAMED = 10;

export function AccountSelect({ label, value, change }: AccountSelectProps) {
  const [text, setText] = useState('');
  const platformName = usePlatformName();
  const q = useDeferredValue(text.trim());
  const found = useInfiniteQuery(
    accountsQuery({ ...(q ? { q } : {}), sort: 'followers', order: 'desc' }, OFFERED),
  );
  const chosen = useQuery(compareQuery(value.slice(0, NAMED)));
  const names = new Map<string, string>();
  for (const { card } of value.length > 0 ? (chosen.data?.items ?? []) : [])
    names.set(card.accountId, card.name ?? card.handle ?? card.accountId);
  const offered = (found.data?.pages[0]?.items ?? []).map((a) => {
    const name = a.name ?? a.handle ?? a.accountId;
    names.set(a.accountId, name);
    return { value: a.accountId, label: `${name} · ${platformName(a.platform)}` };
  });
  const missing = value.filter((id) => !offered.some((o) => o.value === id));
  return (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder={label}
      value={[...value]}
      onChange={change}
      onSearch={setText}
      filterOption={false}
      options={[...missing.map((id) => ({ value: id, label: names.get(id) ?? id })), ...offered]}
      style={{ width: '100%' }}
    />
  );
}
