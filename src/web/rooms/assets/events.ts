/** Everything of a record on one line of time, newest first. */
import type { KolRecord } from '#domain/assets/relations/schema.ts';
import type { Right } from '#domain/assets/rights/schema.ts';

export const EVENTS = [
  'cooperation',
  'quote',
  'log',
  'gift',
  'step',
  'mark',
  'right',
  'expiry',
  'bots',
] as const;
export interface RecordEvent {
  key: string;
  /** ISO day or moment. */
  at: string;
  event: (typeof EVENTS)[number];
  /** What is said, in the words it was written in. */
  text: string;
  /** The row it came from, for words of the reader's language. */
  quote?: KolRecord['quotes'][number];
  entry?: KolRecord['log'][number];
  step?: KolRecord['deliverables'][number]['steps'][number]['step'];
  colour?: KolRecord['marks'][number]['colour'];
  campaign?: string;
}

export function eventsOf(record: KolRecord, rights: readonly Right[]): RecordEvent[] {
  const events: RecordEvent[] = [
    ...record.cooperations.flatMap((c, i): RecordEvent[] => {
      const at = c.publishedAt ?? c.publishOn;
      return at === null
        ? []
        : [
            {
              key: `c${i}`,
              at,
              event: 'cooperation',
              text: c.postTitle ?? c.product ?? '',
              campaign: c.campaign,
            },
          ];
    }),
    ...record.quotes.map(
      (q): RecordEvent => ({ key: q.quoteId, at: q.quotedOn, event: 'quote', text: q.note, quote: q }),
    ),
    ...record.log.map(
      (e): RecordEvent => ({ key: e.entryId, at: e.saidAt, event: 'log', text: e.text, entry: e }),
    ),
    ...record.gifts.map((g): RecordEvent => ({ key: g.giftId, at: g.sentOn, event: 'gift', text: g.what })),
    ...record.deliverables.flatMap((d) =>
      d.steps.map(
        (s): RecordEvent => ({
          key: s.stepId,
          at: s.saidAt,
          event: 'step',
          text: [d.what, s.note].filter((w) => w !== '').join('：'),
          step: s.step,
        }),
      ),
    ),
    ...record.marks.map(
      (m): RecordEvent => ({
        key: m.markId,
        at: m.markedAt,
        event: 'mark',
        text: m.reason,
        colour: m.colour,
      }),
    ),
    ...record.disclosures.map(
      (d): RecordEvent => ({ key: d.disclosureId, at: d.disclosedOn, event: 'bots', text: d.text }),
    ),
    ...rights.flatMap((r): RecordEvent[] => [
      ...(r.startsOn === null
        ? []
        : [{ key: `${r.rightId}a`, at: r.startsOn, event: 'right', text: r.what } as const]),
      ...(r.expiresOn === null
        ? []
        : [{ key: `${r.rightId}z`, at: r.expiresOn, event: 'expiry', text: r.what } as const]),
    ]),
  ];
  return events.sort((a, b) => b.at.localeCompare(a.at) || a.key.localeCompare(b.key));
}
