/**
 * How many of those asked answered, and how many broke off?
 * Method: dispositions of the personal links: complete (I), partial (P: agreed and answered, not to the end), refused (R: said
 *   no), no answer (NC: never agreed). RR1 = I/(I+P+R+NC); RR2 = (I+P)/(I+P+R+NC); COOP1 = I/(I+P+R); break-off P/(I+P).
 *   Wilson intervals.
 * Source: AAPOR, Standard Definitions, 10th edition 2023 (RR1, RR2, COOP1; internet surveys of named persons).
 * Differs: every link counts as eligible: nobody says that a message was not delivered.
 * Limits: an open link has no denominator: its answers have a completion share, and no response rate.
 * Verified: raking.test.ts by hand.
 */
import { type Interval, wilson } from '#numerics/stats/intervals.ts';

export interface Dispositions {
  complete: number;
  partial: number;
  refused: number;
  noAnswer: number;
}

export interface ResponseRates extends Dispositions {
  asked: number;
  /** Null where the denominator is 0. */
  rr1: Interval | null;
  rr2: Interval | null;
  coop1: Interval | null;
  breakOffShare: Interval | null;
}

export function responseRates(d: Dispositions): ResponseRates {
  const asked = d.complete + d.partial + d.refused + d.noAnswer;
  const share = (part: number, whole: number) => (whole > 0 ? wilson(part, whole) : null);
  return {
    ...d,
    asked,
    rr1: share(d.complete, asked),
    rr2: share(d.complete + d.partial, asked),
    coop1: share(d.complete, d.complete + d.partial + d.refused),
    breakOffShare: share(d.partial, d.complete + d.partial),
  };
}
