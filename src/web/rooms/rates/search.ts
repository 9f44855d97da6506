/** The state of the prices page in its address. */
import { useNavigate, useSearch } from '@tanstack/react-router';

export const RATE_KEYS = [
  'tab',
  'platform',
  'metric',
  'basis',
  'category',
  'currency',
  /** The open cell. */
  'tier',
  'format',
  /** Whose negotiation card is open, for which format and price. */
  'account',
  'priced',
  'price',
  'outcome',
  'by',
] as const;
export type RateSearch = Partial<Record<(typeof RATE_KEYS)[number], string | undefined>>;

export function useRateSearch(): [RateSearch, (part: RateSearch) => void] {
  const search: RateSearch = useSearch({ from: '/assets/prices' });
  const navigate = useNavigate({ from: '/assets/prices' });
  return [
    search,
    (part) =>
      void navigate({
        search: ((old: RateSearch) => ({ ...old, ...part })) as never,
        replace: true,
        resetScroll: false,
      }),
  ];
}
