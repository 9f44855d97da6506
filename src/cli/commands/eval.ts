import type { Command } from 'commander';
import { evalAccounts } from './eval-accounts.ts';
import { evalAnomalies } from './eval-anomalies.ts';
import { evalAspects } from './eval-aspects.ts';
import { evalBlocks } from './eval-blocks.ts';
import { evalCascade } from './eval-cascade.ts';
import { evalComments } from './eval-comments.ts';
import { evalCoordination } from './eval-coordination.ts';
import { evalCurvesCommand } from './eval-curves.ts';
import { evalEntities } from './eval-entities.ts';
import { evalForecast } from './eval-forecast.ts';
import { evalInfluence } from './eval-influence.ts';
import { evalLift } from './eval-lift.ts';
import { evalMix } from './eval-mix.ts';
import { evalOverlap } from './eval-overlap.ts';
import { evalPrice } from './eval-price.ts';
import { evalRake } from './eval-rake.ts';
import { evalSentiment } from './eval-sentiment.ts';
import { evalTiers } from './eval-tiers.ts';
import { evalTopics } from './eval-topics.ts';
import { evalTrueShare } from './eval-true-share.ts';
import { evalWatch } from './eval-watch.ts';
import { evalWords } from './eval-words.ts';

/** `touchstone eval …`: the product's own measures on any labelled file, with their figures. */
export function evalCommand(program: Command): void {
  const group = program
    .command('eval')
    .description('measure the detectors on a file of yours: accuracy, coverage, false alarms, speed');
  for (const add of EVALUATIONS) add(group);
}

const EVALUATIONS: ((group: Command) => void)[] = [
  evalAccounts,
  evalTrueShare,
  evalCurvesCommand,
  evalBlocks,
  evalComments,
  evalCoordination,
  evalTiers,
  evalOverlap,
  evalPrice,
  evalSentiment,
  evalTopics,
  evalAspects,
  evalEntities,
  evalWords,
  evalLift,
  evalMix,
  evalInfluence,
  evalAnomalies,
  evalCascade,
  evalForecast,
  evalWatch,
  evalRake,
];
