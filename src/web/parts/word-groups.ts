/** Groups of the translation tables that are looked up by an id from the data. */
export const WORD_GROUPS = [
  'vendor',
  'namespace',
  'attribute',
  'dimension',
  'segment',
  'base',
  'format',
  'content',
  'unit',
  'quoteKind',
  'tax',
  'act',
  'sourceClass',
  'status',
  'fact',
  'evidenceKind',
  'field',
  'counted',
] as const;
export type WordGroup = (typeof WORD_GROUPS)[number];
