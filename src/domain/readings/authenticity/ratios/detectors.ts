import type { Detector } from '../detector.ts';
import { REVIEWS, TRAFFIC } from './outcome-detectors.ts';
import { POST_RATIO_DETECTORS } from './post-ratio-detectors.ts';
import { SALES } from './sales-detector.ts';

export const RATIO_DETECTORS: Detector[] = [...POST_RATIO_DETECTORS, TRAFFIC, SALES, REVIEWS];
