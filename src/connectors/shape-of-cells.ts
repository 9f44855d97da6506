/** What the cells of a column look like, whatever its header says. */

import { accountIdInLink, platformNamed, platformOfLink } from '#basis/platform.ts';
import { type Told, told } from '#basis/told.ts';
import type { Noun } from './aliases.ts';
import type { Target } from './mapping.ts';
import { keyInLink } from './read-post-cells.ts';
import { parseMoment, parseQuantity } from './values.ts';

export interface Suggestion {
  target: Target;
  confidence: number;
  reason: Told;
}
export interface CellShape {
  /** What the cells alone suggest, or null. */
  suggests(noun: Noun): Suggestion | null;
  /** Why these cells cannot be what the header says, or null. */
  contradicts(target: Target): string | null;
}

const FEW = 0.2;
const MOST = 0.8;

/** Dates beside an account can be a birthday or the end of a contract, so they suggest nothing there. */
const WHEN: Partial<Record<Noun, Target>> = {
  post: { to: 'post.publishedAt' },
  engagement: { to: 'engagement.at' },
  order: { to: 'order.at' },
};

/** Looks at up to 50 cells; an empty column suggests and contradicts nothing. */
export function shapeOf(all: readonly string[]): CellShape {
  const cells = all.slice(0, 50);
  const share = (test: (cell: string) => boolean): number =>
    cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
  const numbers = share((c) => 'ok' in parseQuantity(c));
  const dates = share((c) => {
    const read = parseMoment(c, { dateOrder: null, utcOffsetMinutes: 480 });
    return 'at' in read || 'ambiguous' in read;
  });
  const written = share((c) => /[-/:年T]/.test(c));
  const profiles = share((c) => platformOfLink(c) !== null && accountIdInLink(c) !== null && !keyInLink(c));
  const posts = share((c) => platformOfLink(c) !== null && keyInLink(c) !== undefined);
  const platforms = share((c) => platformNamed(c) !== null);
  const emails = share((c) => /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(c));
  const phones = share((c) => /^(?:\+?86[- ]?)?1[3-9]\d{9}$/.test(c.trim()));

  const suggests = (noun: Noun): Suggestion | null => {
    if (cells.length === 0) return null;
    if (Math.max(emails, phones) > FEW)
      return {
        target: { to: 'withheld' },
        confidence: 0.8,
        reason: told`the cells look like mail addresses or phone numbers`,
      };
    if (posts > MOST && noun !== 'account')
      return { target: { to: 'post.link' }, confidence: 0.7, reason: told`the cells are links to posts` };
    if (profiles > MOST)
      return {
        target: { to: 'account.link' },
        confidence: 0.7,
        reason: told`the cells are links to profile pages`,
      };
    if (platforms > MOST)
      return { target: { to: 'platform' }, confidence: 0.65, reason: told`the cells name platforms` };
    const when = WHEN[noun];
    if (when && dates > MOST && written > MOST)
      return { target: when, confidence: 0.5, reason: told`the cells are dates` };
    return null;
  };

  const contradicts = (target: Target): Told | null => {
    if (cells.length < 3) return null;
    if ((target.to === 'figure' || target.to === 'quote') && numbers < FEW)
      return told`hardly any cell is a number`;
    if (target.to === 'figure' && numbers < MOST && dates > MOST && written > MOST)
      return told`the cells are dates`;
    if (
      (target.to === 'account.link' || target.to === 'post.link') &&
      share((c) => /^(?:https?:)?\/\/|^www\./i.test(c)) < FEW
    )
      return told`the cells are no links`;
    if (target.to.endsWith('At') && dates < FEW) return told`hardly any cell is a date`;
    if (target.to === 'account.name' && numbers > MOST && share((c) => /^[\d.,]+$/.test(c)) > MOST)
      return told`the cells are numbers`;
    return null;
  };
  return { suggests, contradicts };
}
