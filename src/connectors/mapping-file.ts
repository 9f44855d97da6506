/** Mappings as files that people share: YAML or JSON, checked on the way in. */
import { parseDocument, stringify } from 'yaml';
import { refused } from '#basis/error.ts';
import { type Mapping, mappingSchema } from './mapping.ts';

const MOST_CHARACTERS = 1_000_000;

/**
 * Reads a mapping from YAML or JSON text.
 * @throws TouchstoneError `refused` that names the field, e.g. `columns.3.target.metric`.
 */
export function parseMappingFile(text: string): Mapping {
  if (text.length > MOST_CHARACTERS)
    throw refused(
      'mapping-too-large',
      `The mapping has ${text.length} characters; ${MOST_CHARACTERS} is the limit.`,
    );
  const document = parseDocument(text, { uniqueKeys: true });
  const broken = document.errors[0];
  if (broken)
    throw refused(
      'mapping-unreadable',
      `The mapping is neither YAML nor JSON: ${broken.message.split('\n')[0]}`,
      { row: broken.linePos?.[0].line ?? 1 },
      'Correct the line, or export the mapping again.',
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 });
  } catch (thrown) {
    throw refused('mapping-unreadable', `The mapping cannot be expanded: ${String(thrown)}`);
  }
  const read = mappingSchema.safeParse(value);
  if (read.success) return read.data;
  const issues = read.error.issues.map((issue) => {
    const path = issue.path.map(String).join('.') || '(top)';
    return { path, text: `${path}: ${describe(issue)}` };
  });
  throw refused(
    'mapping-invalid',
    `The mapping is not valid. ${issues.map((i) => i.text).join('; ')}`,
    issues[0] ? { column: issues[0].path } : undefined,
    'Each column needs headers and a target; docs/guide lists the targets.',
  );
}

type Issue = { message: string; code?: string; errors?: { message: string; path: PropertyKey[] }[][] };
/** A target is one of several kinds: the complaint of the kind its `to` names, else of fields. */
function describe(issue: Issue): string {
  if (issue.code !== 'invalid_union' || !issue.errors) return issue.message;
  const knowsItsKind = (branch: { path: PropertyKey[] }[]) => !branch.some((b) => b.path[0] === 'to');
  const branch = issue.errors.find(knowsItsKind) ?? issue.errors[0];
  const closest = branch?.[0];
  return closest
    ? [closest.path.map(String).join('.'), closest.message].filter(Boolean).join(': ')
    : issue.message;
}

/** The mapping as YAML text. */
export const formatMappingFile = (mapping: Mapping): string => stringify(mapping, { lineWidth: 0 });
