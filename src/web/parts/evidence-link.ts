/** The open evidence row lives in the address of any page: `evidence=12:345:粉丝数`. */
import { useNavigate } from '@tanstack/react-router';

export interface EvidencePlace {
  sourceId: number;
  row: number;
  column: string | null;
}

export const writeEvidence = (place: EvidencePlace): string =>
  `${place.sourceId}:${place.row}${place.column ? `:${place.column}` : ''}`;

/** The place an address names, or null when it names none. */
export function readEvidence(text: string | undefined): EvidencePlace | null {
  const found = /^(\d+):(\d+)(?::(.*))?$/s.exec(text ?? '');
  return found ? { sourceId: Number(found[1]), row: Number(found[2]), column: found[3] ?? null } : null;
}

export function useEvidence(): (place: EvidencePlace | null) => void {
  const navigate = useNavigate();
  return (place) =>
    void navigate({
      to: '.',
      search: ((old: Record<string, unknown>) => ({
        ...old,
        evidence: place ? writeEvidence(place) : undefined,
      })) as never,
      resetScroll: false,
    });
}
