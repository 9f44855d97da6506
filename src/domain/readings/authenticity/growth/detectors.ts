import type { Detector } from '../detector.ts';
import { FOLLOWER_SERIES_DETECTORS } from './follower-series-detectors.ts';
import { JOIN_BANDS } from './join-band-detector.ts';
import { POST_HISTORY } from './post-history-detector.ts';
import { POST_SHAPE } from './post-shape-detector.ts';

export const GROWTH_DETECTORS: Detector[] = [
  ...FOLLOWER_SERIES_DETECTORS,
  JOIN_BANDS,
  POST_SHAPE,
  POST_HISTORY,
];
