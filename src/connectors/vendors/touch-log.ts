/** Visits of tracked links as the redirect endpoint writes them down, one JSON value a visit. */
import { told } from '#basis/told.ts';
import { touchDraftSchema } from '#domain/facts/commerce/schema.ts';
import type { Connector, FileSample } from '../contract.ts';
import { isObject, outline } from '../platforms/payload.ts';

const looksRight = (value: unknown): boolean =>
  isObject(value) && value['touchstoneTouch'] === 1 && typeof value['code'] === 'string';

export const touchLog: Connector = {
  id: 'touch-log',
  version: 1,
  vendor: 'touchstone',
  en: 'Visits of tracked links',
  zh: '追踪链接访问',
  sourceClass: 'first_party',
  platforms: ['other'],
  recognise(sample: FileSample) {
    const share =
      sample.records.filter((r) => r.shape === 'json' && looksRight(r.value)).length /
      Math.max(1, sample.records.length);
    return share < 0.5
      ? null
      : { confidence: 0.99, platform: 'other', reasons: [told`records are visits of tracked links`] };
  },
  read(record, _options, notes) {
    const value = record.shape === 'json' ? record.value : null;
    if (!isObject(value) || !looksRight(value)) {
      notes.reject('', outline(value), told`is no visit of a tracked link`);
      return [];
    }
    const { touchstoneTouch: _, ...fields } = value;
    const read = touchDraftSchema.safeParse({ kind: 'touch', ...fields });
    if (!read.success) {
      notes.reject('', outline(value), told`is no visit of a tracked link`);
      return [];
    }
    for (const [name, cell] of Object.entries(fields))
      if (!(name in read.data)) notes.unknown(name, outline(cell));
    return [read.data];
  },
};
