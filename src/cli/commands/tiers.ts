import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { refused, usage } from '#basis/error.ts';
import { type TiersResult, tierSchemeSchema } from '#domain/readings/market/schema.ts';
import type { PeerTiers } from '#domain/readings/value/schema.ts';
import { EXIT, print, printJson, printTable, readGiven } from '../output.ts';
import { runCommand } from '../run-command.ts';

interface Flags {
  platform?: string;
  k?: string;
  scheme?: string;
  out?: string;
  use?: boolean;
  keep?: string;
}
const HEAD = ['platform', 'tier', 'from', '95 % low', '95 % high', 'accounts', 'centre'];

const rowsOf = (found: TiersResult): string[][] =>
  found.platforms.flatMap((p) =>
    p.state === 'insufficient'
      ? [[p.platform, 'insufficient', `needs ${p.need.en}`, '', '', p.have.en, '']]
      : p.tiers.map((t) => [
          p.platform,
          t.tier,
          String(t.from.value),
          String(t.from.low),
          String(t.from.high),
          String(t.accounts),
          t.centre === null ? '–' : String(t.centre),
        ]),
  );

/** A scheme file of the user's. */
function schemeIn(path: string): unknown {
  const text = readGiven(path);
  try {
    return tierSchemeSchema.parse(JSON.parse(text));
  } catch (error) {
    throw refused(
      'bad-scheme',
      `${path} is not a tier scheme: ${error instanceof Error ? error.message : String(error)}`,
      { file: path },
      'See docs/methods/tiers.md for the shape.',
    );
  }
}

/** Cut-offs as value scores take them; platforms that are insufficient keep the bands of the library. */
const peerTiersOf = (found: TiersResult): PeerTiers => ({
  tiers: found.scheme,
  name:
    found.scheme === 'exact-clusters'
      ? { en: 'exact clusters', zh: '精确聚类' }
      : { en: found.scheme, zh: found.scheme },
  source: found.source,
  asOf: found.asOf,
  platforms: Object.fromEntries(
    found.platforms.flatMap((p) =>
      p.state === 'ok'
        ? [[p.platform, p.tiers.map((t) => ({ tier: t.tier, name: t.name, from: t.from.value }))]]
        : [],
    ),
  ),
});

/** `touchstone tiers`: exact clusters of the library on log followers, or named bands. */
export function tiersCommand(program: Command): void {
  program
    .command('tiers')
    .description('tiers of each platform: exact clusters of this library, or a named scheme')
    .option('--platform <id>')
    .option('--k <n>', 'how many tiers, 2 to 6; chosen when absent')
    .option(
      '--scheme <name>',
      'touchstone-bands-1, kas-data-2020, qiangua-xiaohongshu, one you kept, or a JSON file',
    )
    .option('--use', 'make them the peer groups of value scores')
    .option(
      '--keep <file>',
      'keep a scheme file under its name, so that it can be chosen here and in the app',
    )
    .option('--out <file>', 'write them as CSV or JSON')
    .action((flags: Flags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { platform, k, scheme, out } = flags;
        if (out && !/\.(csv|json)$/i.test(out))
          throw usage('bad-format', `“${out}” does not end in .csv or .json.`);
        if (flags.keep) await door.send('POST', '/tier-schemes', schemeIn(flags.keep));
        const found = scheme?.toLowerCase().endsWith('.json')
          ? await door.send<TiersResult>('POST', '/tiers', { platform, scheme: schemeIn(scheme) })
          : await door.get<TiersResult>('/tiers', { platform, k, scheme });
        if (out)
          writeFileSync(
            out,
            out.toLowerCase().endsWith('.json')
              ? `${JSON.stringify(found, null, 2)}\n`
              : `\uFEFF${[HEAD, ...rowsOf(found)].map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`,
          );
        if (flags.use) await door.send('POST', '/value/settings', { tiers: peerTiersOf(found) });
        if (json) printJson(found);
        else {
          if (flags.use) print('These cut-offs now make the peer groups of value scores.');
          print(`${found.scheme} · as of ${found.asOf ?? 'never'} · ${found.source}`);
          printTable(HEAD, rowsOf(found));
          for (const p of found.platforms)
            if (p.state === 'ok' && p.stableShare !== null)
              print(
                `${p.platform}: ${(100 * p.stableShare).toFixed(1)} % of ${p.n} accounts keep their tier in a bootstrap sample`,
              );
          if (out) print(`wrote ${out}`);
        }
        return EXIT.fine;
      }),
    );
}
