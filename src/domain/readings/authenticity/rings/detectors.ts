import type { Detector } from '../detector.ts';
import { coEngagementDetector, denseBlockDetector } from './group-detectors.ts';
import { reciprocalDetector } from './reciprocal-detector.ts';

export const RINGS_DETECTORS: Detector[] = [reciprocalDetector, coEngagementDetector, denseBlockDetector];
