/** Visits of the demo campaigns' short links: each booked name with a code has a link, and people, bots and previews came. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { actorKey } from '#basis/id.ts';
import { type Rng, rng } from '#basis/rng.ts';
import { newRedirectSchema } from '#domain/decisions/redirects/schema.ts';
import { addRedirect } from '#domain/decisions/redirects/service.ts';
import { drainTouches } from '#domain/facts/touches/drain.ts';
import { SEALED } from '#domain/facts/touches/journal.ts';
import type { Store } from '#store/open-store.ts';
import { DAY_MS, DEMO_AS_OF, dayMs } from './frame.ts';
import type { Truth } from './truth.ts';

const SHOP = 'https://shop.example/cy/cream';
/** Visits of a link: median and spread of the whole campaign. */
const VISITS = { median: 90, sigma: 0.8 };
/** Visits fade after the post: days until a share 1/e is left. */
const FADING_DAYS = 4;
const AGENTS = [
  ['person', 0.9],
  ['bot', 0.07],
  ['prefetch', 0.03],
] as const;

function agentOf(random: Rng): string {
  let left = random.next();
  for (const [agent, share] of AGENTS) if ((left -= share) < 0) return agent;
  return 'person';
}

export async function seedTouches(store: Store, truth: Truth): Promise<void> {
  const random = rng(truth.seed).fork('touches');
  const lines: string[] = [];
  for (const [round, { name, startsOn, endsOn, codes }] of truth.campaigns.entries()) {
    const until = Math.min(dayMs(endsOn) + 7 * DAY_MS, Date.parse(DEMO_AS_OF));
    for (const [i, { accountId }] of codes.entries()) {
      const code = `cy${round + 1}-${String(i + 1).padStart(2, '0')}`;
      const remembers = i % 2 === 0;
      await addRedirect(
        store,
        newRedirectSchema.parse({ code, target: `${SHOP}?c=${code}`, campaign: name, accountId, remembers }),
        'demo',
      );
      const from = dayMs(startsOn) + random.next() * 5 * DAY_MS;
      const visits = Math.round(random.logNormal(VISITS.median, VISITS.sigma));
      for (let v = 0; v < visits; v++) {
        const at = from - Math.log(1 - random.next()) * FADING_DAYS * DAY_MS;
        if (at >= until) continue;
        const agent = agentOf(random);
        const browser = `${code}/${Math.floor(random.next() * 0.8 * visits)}`;
        lines.push(
          JSON.stringify({
            touchstoneTouch: 1,
            touchKey: `${code.replace('-', '')}${v.toString(16).padStart(6, '0')}`,
            code,
            campaign: name,
            accountId,
            at: new Date(at).toISOString(),
            agent,
            ...(remembers && agent === 'person'
              ? { visitorKey: actorKey(store.actorKey, 'touch', browser) }
              : {}),
          }),
        );
      }
    }
  }
  await writeFile(join(await store.folder('spool'), `demo${SEALED}`), `${lines.join('\n')}\n`);
  await drainTouches(store, new AbortController().signal);
}
