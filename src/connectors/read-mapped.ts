/** Turns one row into drafts by a mapping. Every cell ends in a draft or in a note. */

import { metricRow } from '#basis/metric.ts';
import type { PlatformId } from '#basis/platform.ts';
import { told } from '#basis/told.ts';
import type { AccountDraft, AccountRef } from '#domain/facts/accounts/schema.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import { type Binder, type Bound, binder, recogniseMapping } from './bind-headers.ts';
import type { Connector, Notes, ReadOptions, SourceRecord } from './contract.ts';
import { flattenRecord } from './flatten-json.ts';
import { type Mapping, PERSON_FIELDS } from './mapping.ts';
import { Figures, readFigure, readQuote, readShares, settleQuotes } from './read-account-cells.ts';
import { readCooperation, readOrder } from './read-commerce-cells.ts';
import { readActor, readEngagement, readFollow } from './read-engagement-cells.ts';
import { readPost } from './read-post-cells.ts';
import { accountRef, type Cell, platformOf, Rejected, type Row, RowFields, readTime } from './row-fields.ts';
import { isNothing, parseWords } from './values.ts';

/** A connector made of a mapping alone, which the import wizard can show. */
export interface MappedConnector extends Connector {
  mapping: Mapping;
}
export const isMapped = (connector: Connector): connector is MappedConnector => 'mapping' in connector;

export function mappedConnector(mapping: Mapping, platforms?: readonly PlatformId[]): MappedConnector {
  const bind = binder(mapping);
  return {
    id: mapping.id,
    version: mapping.version,
    vendor: mapping.vendor,
    en: mapping.en,
    zh: mapping.zh,
    sourceClass: mapping.sourceClass,
    platforms: platforms ?? (mapping.platform ? [mapping.platform] : ['other']),
    mapping,
    recognise: (sample) => recogniseMapping(mapping, bind, sample),
    read: (record, options, notes) => readRow(mapping, bind, record, options, notes),
  };
}

interface Placed extends Cell {
  bound: Bound;
}

function readRow(
  mapping: Mapping,
  bind: Binder,
  record: SourceRecord,
  options: ReadOptions,
  notes: Notes,
): Draft[] {
  const cells = flattenRecord(record, mapping.roots, (path, text) =>
    notes.unreadable(path, text, told`is a number too large to be read exactly; its text form is needed`),
  );
  const fields = new RowFields();
  const placed: Placed[] = [];
  for (const column in cells) {
    const cell = cells[column] ?? '';
    if (isNothing(cell)) continue;
    const bound = bind(column);
    if (!bound) notes.unknown(column, cell);
    else if (bound.target.to === 'withheld') notes.withheld(column);
    else if ('metric' in bound.target || 'attribute' in bound.target || isGroup(bound.target.to))
      placed.push({ bound, column, cell });
    else if (!fields.put(bound.target.to, cell.trim(), column))
      if (PERSON_FIELDS.has(bound.target.to)) notes.withheld(column);
      else notes.unknown(column, cell);
  }
  const row: Row = { mapping, fields, options, notes, platform: platformOf(mapping, fields, options, notes) };
  try {
    return draftsOf(row, placed, cells);
  } catch (thrown) {
    if (thrown instanceof Rejected) return [];
    throw thrown;
  }
}

const isGroup = (to: string) => to === 'quote' || to === 'audience' || to === 'tag';

function draftsOf(row: Row, placed: readonly Placed[], cells: Readonly<Record<string, string>>): Draft[] {
  const { fields, notes, mapping } = row;
  const observedAt = readTime(row, 'observedAt');
  const when = observedAt ? { observedAt } : {};
  const account = accountRef(row);
  const hasPost =
    (mapping.rowsArePosts ?? false) ||
    (['post.key', 'post.link', 'post.title', 'post.text'] as const).some((f) => fields.has(f));
  const about = readPlaced(row, placed, account !== undefined, hasPost);
  const drafts: Draft[] = [];

  if (hasPost) {
    const post = readPost(row, about.postFigures.all, account, cells);
    const tags = [...(post.tags ?? []), ...about.tags];
    drafts.push({ ...post, ...(tags.length > 0 ? { tags } : {}), ...when });
  }
  if (fields.has('engagement.actor')) drafts.push(readEngagement(row));
  if (fields.has('follow.follower') && account) drafts.push({ ...readFollow(row, account), ...when });
  if (fields.hasAny('actor.')) {
    const actor = fields.text('follow.follower') ?? fields.text('engagement.actor');
    if (actor) drafts.push(readActor(row, actor));
  }
  if (account && (fields.has('cooperation.brand') || fields.has('cooperation.campaign')))
    drafts.push(readCooperation(row, account));
  if (fields.has('order.key')) drafts.push(readOrder(row));

  if (account) {
    const draft = accountDraft(row, account, about);
    const says =
      draft.attributes?.length || draft.figures?.length || draft.audience?.length || draft.quotes?.length;
    if (says || drafts.length === 0) drafts.unshift({ ...draft, ...when });
  }
  for (const { column, cell } of fields.unused()) notes.unknown(column, cell);
  if (drafts.length === 0) {
    const [column = '', value = ''] = Object.entries(cells).find(([, v]) => !isNothing(v)) ?? [];
    notes.reject(
      column,
      value,
      told`the row names no account, post or person`,
      told`Map a column that holds an id, a link or a name.`,
    );
  } else if (mapping.columns.length === 0) notes.warn(told`The mapping has no columns.`);
  return drafts;
}

interface About {
  accountFigures: Figures;
  postFigures: Figures;
  tags: string[];
  attributes: NonNullable<AccountDraft['attributes']>;
  audience: NonNullable<AccountDraft['audience']>;
  quotes: NonNullable<AccountDraft['quotes']>;
}

/** Reads figures, attributes, shares and quotes; those without an account or post to belong to are kept aside. */
function readPlaced(row: Row, placed: readonly Placed[], hasAccount: boolean, hasPost: boolean): About {
  const about: About = {
    accountFigures: new Figures(row.notes),
    postFigures: new Figures(row.notes),
    tags: [],
    attributes: [],
    audience: [],
    quotes: [],
  };
  for (const { bound, column, cell } of placed) {
    const { target } = bound;
    const ofPost =
      target.to === 'tag' || (target.to === 'figure' && metricRow(target.metric).subject === 'post');
    if (ofPost ? !hasPost : !hasAccount) {
      row.notes.unknown(column, cell);
      row.notes.warn(
        ofPost
          ? told`Column ${column} describes a post, but some rows name none; it is kept aside there.`
          : told`Column ${column} describes an account, but some rows name none; it is kept aside there.`,
      );
    } else if (target.to === 'tag') about.tags.push(`${target.name}:${cell.trim()}`);
    else if (target.to === 'attribute')
      for (const value of target.list ? parseWords(cell) : [cell.trim()])
        about.attributes.push({ attribute: target.attribute, value, column });
    else if (target.to === 'figure')
      (ofPost ? about.postFigures : about.accountFigures).add(
        readFigure(row, target, bound, column, cell),
        cell,
      );
    else if (target.to === 'quote') {
      const quote = readQuote(row, target, bound, column, cell);
      if (quote) about.quotes.push(quote);
    } else if (target.to === 'audience') about.audience.push(...readShares(row, target, bound, column, cell));
  }
  return about;
}

function accountDraft(row: Row, account: AccountRef, about: About): AccountDraft {
  const { fields } = row;
  const attributes = [...about.attributes];
  if (account.name)
    attributes.unshift({
      attribute: 'name',
      value: account.name,
      column: fields.get('account.name')?.column ?? '',
    });
  const links = [fields.get('account.link'), ...fields.furtherLinks];
  for (const link of links)
    if (link) attributes.push({ attribute: 'url', value: link.cell, column: link.column });
  settleQuotes(row, about.quotes, attributes);
  return {
    kind: 'account',
    account,
    attributes,
    figures: about.accountFigures.all,
    audience: about.audience,
    quotes: about.quotes,
  };
}
