import type { Detector } from '../detector.ts';
import { duplicateDetector, emptyDetector, hoursDetector } from './accusing.ts';
import { disclosureDetector, junkAdDetector } from './ads.ts';
import { repliesDetector, returningDetector, warmthDetector } from './quantities.ts';

export const COMMENTS_DETECTORS: Detector[] = [
  duplicateDetector,
  emptyDetector,
  hoursDetector,
  returningDetector,
  repliesDetector,
  warmthDetector,
  junkAdDetector,
  disclosureDetector,
];
