/** Every detector of the room, in the order in which an audit runs and a page shows them. */
import { COMMENTS_DETECTORS } from './comments/detectors.ts';
import type { Detector } from './detector.ts';
import { followersDetectors } from './followers/detectors.ts';
import type { AccountModel } from './followers/measures/account-model.ts';
import { shippedModel } from './followers/shipped-model.ts';
import { GROWTH_DETECTORS } from './growth/detectors.ts';
import { LIVE_DETECTORS } from './live/detectors.ts';
import { RATIO_DETECTORS } from './ratios/detectors.ts';
import { RINGS_DETECTORS } from './rings/detectors.ts';

/** The detectors, with followers scored by the given model. */
export const detectorsWith = (model: () => AccountModel): readonly Detector[] => [
  ...followersDetectors(model),
  ...GROWTH_DETECTORS,
  ...RATIO_DETECTORS,
  ...COMMENTS_DETECTORS,
  ...RINGS_DETECTORS,
  ...LIVE_DETECTORS,
];

export const DETECTORS: readonly Detector[] = detectorsWith(shippedModel);
