/**
 * `npm run bench [import|search|start|curves|first-paint|redteam]`: every comparison, one after another; ends with 1 when a
 * bound is missed. `npm run bench voice food topics`: those parts of one.
 */
/** `npm run bench [name…]`, `npm run bench mix PART`: every comparison, one after another; ends with 1 when a bound is missed. */

import { benchAccounts } from './accounts.ts';
import { benchAffinity } from './affinity.ts';
import { benchBlocks } from './blocks.ts';
import { benchCampaignWatch } from './campaign-watch.ts';
import { benchCoEngagement } from './co-engagement.ts';
import { benchComments } from './comments.ts';
import { benchCoordination } from './coordination.ts';
import { benchCurves } from './curves.ts';
import { benchFirstPaint } from './first-paint.ts';
import { benchImport } from './import.ts';
import { benchInfluence } from './influence.ts';
import { benchIngest } from './ingest.ts';
import { benchLift } from './lift.ts';
import { benchMix } from './mix.ts';
import { benchMonitor } from './monitor.ts';
import { benchOverlap } from './overlap.ts';
import { benchPrice } from './price.ts';
import { benchRaking } from './raking.ts';
import { benchRedteam } from './redteam.ts';
import { benchSearch } from './search.ts';
import { benchStart } from './start.ts';
import { benchTouches } from './touches.ts';
import { benchTrueShare } from './true-share.ts';
import { benchValue } from './value.ts';
import { benchVoice } from './voice.ts';
import { benchVoiceStart } from './voice-start.ts';

export interface Line {
  name: string;
  value: number;
  unit: 'ratio' | 'ms' | 's' | 'MB';
  /** At most this; null where there is no promise. */
  bound: number | null;
  note: string;
}

/** `parts`: what a bench of several parts is asked for. */
const BENCHES: Record<string, (parts: readonly string[]) => Line[] | Promise<Line[]>> = {
  import: () => benchImport(5_000_000, 3),
  search: () => benchSearch(1_000_000, 300),
  start: benchStart,
  comments: benchComments,
  'first-paint': benchFirstPaint,
  blocks: benchBlocks,
  coordination: benchCoordination,
  'co-engagement': benchCoEngagement,
  mix: benchMix,
  lift: benchLift,
  raking: benchRaking,
  influence: benchInfluence,
  price: benchPrice,
  redteam: () => benchRedteam(50),
  curves: benchCurves,
  accounts: benchAccounts,
  'true-share': benchTrueShare,
  value: () => benchValue(100_000),
  overlap: benchOverlap,
  affinity: benchAffinity,
  monitor: benchMonitor,
  'campaign-watch': benchCampaignWatch,
  ingest: () => benchIngest(),
  touches: () => benchTouches(),
  voice: benchVoice,
  'voice-start': benchVoiceStart,
};

/** Takes far longer than the others. */
const WHEN_NAMED = new Set(['voice', 'voice-start']);

const asked = process.argv.slice(2);
const chosen = asked.filter((word) => word in BENCHES);
/** `npm run bench mix ceilings`: parts of a bench that is cut in parts. */
const parts = asked.filter((word) => !(word in BENCHES));
if (parts.length > 0 && chosen.length !== 1) throw new Error(`There is no bench ${parts.join(', ')}.`);
let missed = 0;
for (const [name, bench] of Object.entries(BENCHES)) {
  if (chosen.length === 0 ? WHEN_NAMED.has(name) : !chosen.includes(name)) continue;
  for (const line of await bench(parts)) {
    // Not `>`: a measure that gave NaN is a miss too.
    const over = line.bound !== null && !(line.value <= line.bound);
    if (over) missed++;
    console.log(
      `${over ? 'MISS' : 'ok  '} ${line.name}: ${line.value.toFixed(2)} ${line.unit}${line.bound === null ? '' : ` (at most ${line.bound})`}${line.note ? ` — ${line.note}` : ''}`,
    );
  }
}
process.exit(missed === 0 ? 0 : 1);
