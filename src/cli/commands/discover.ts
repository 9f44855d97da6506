import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { messageOf, usage } from '#basis/error.ts';
import {
  BASES,
  type Discovery,
  type DiscoveryRequest,
  discoveryRequestSchema,
  RANKINGS,
  type SavedTarget,
  targetSchema,
} from '#domain/readings/audience/schema.ts';
import { EXIT, print, printJson, printTable, readGiven } from '../output.ts';
import { runCommand } from '../run-command.ts';

interface Flags {
  target: string;
  basis: string;
  rank: string;
  out?: string;
  lang: string;
  limit: string;
  allPrices?: true;
  anyAffinity?: true;
  trouble: string;
  keepTarget?: true;
}

/** A target file, or a whole request with `target` in it. */
function requestOf(flags: Flags): DiscoveryRequest {
  let given: unknown;
  try {
    given = JSON.parse(readGiven(flags.target));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw usage('bad-target', `${flags.target} is no JSON: ${messageOf(error)}`, 'Correct the file.');
    throw error;
  }
  const whole = typeof given === 'object' && given !== null && 'target' in given;
  const body = whole
    ? given
    : {
        target: given,
        basis: flags.basis,
        rank: flags.rank,
        limit: Number(flags.limit),
        gates: {
          ...(flags.allPrices ? { commercial: false } : {}),
          ...(flags.anyAffinity ? { falseShare: null } : {}),
          trouble: flags.trouble === 'off' ? null : flags.trouble,
        },
      };
  const read = (
    whole ? discoveryRequestSchema : discoveryRequestSchema.extend({ target: targetSchema })
  ).safeParse(body);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw usage(
    'bad-target',
    `${flags.target}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    'See docs/methods/affinity.md for the form of a target.',
  );
}

/** Exit 1 when the target is too small to say anything. */
export function discoverCommand(program: Command): void {
  program
    .command('discover')
    .description('target first: whom the people of a target follow or engage with beyond the base rate')
    .requiredOption('--target <file>', 'the target as JSON')
    .option('--basis <basis>', BASES.join(' or '), 'engagers')
    .option('--rank <rank>', RANKINGS.join(' or '), 'affinity')
    .option('--limit <n>', 'accounts kept at most', '500')
    .option('--all-prices', 'keep accounts without a price or cooperation')
    .option('--any-affinity', 'keep accounts that are not beyond the base rate')
    .option(
      '--trouble <level>',
      'drop accounts with authenticity readings from this level on: moderate, strong or off',
      'moderate',
    )
    .option(
      '--keep-target',
      'keep the target: its share in every audience, for the cost of one true person of it',
    )
    .option('--out <file>', 'write the longlist: .xlsx or .csv')
    .option('--lang <language>', 'of the file: en or zh', 'en')
    .action((flags: Flags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const request = requestOf(flags);
        const format = flags.out?.endsWith('.csv') ? 'csv' : 'xlsx';
        if (flags.out !== undefined && !/\.(csv|xlsx)$/.test(flags.out))
          throw usage('bad-out', `${flags.out} is neither .xlsx nor .csv.`, 'Choose one of the two.');
        const found = await door.send<Discovery>('POST', '/audience/discoveries', request);
        const kept = flags.keepTarget
          ? await door.send<SavedTarget>('POST', '/audience/targets', {
              target: request.target,
              basis: request.basis,
            })
          : null;
        if (flags.out !== undefined) {
          const file = await door.post(
            `/audience/discoveries/longlist?format=${format}&language=${flags.lang}`,
            request,
          );
          await writeFile(flags.out, Buffer.from(await file.arrayBuffer()));
        }
        if (json) {
          printJson(found);
          return found.state === 'ok' ? EXIT.fine : EXIT.findings;
        }
        print(
          `${found.target.name}: ${found.targetPeople} people, ${found.targetSeen} of them seen with accounts; base ${found.basePeople} (${found.basis})`,
        );
        if (found.why) {
          print(`insufficient: needs ${found.why.need.en}; has ${found.why.have.en}. ${found.why.why.en}`);
          return EXIT.findings;
        }
        printTable(
          ['gate', 'left', 'dropped'],
          found.funnel.map((g) => [g.label.en, String(g.left), String(g.dropped)]),
        );
        printTable(
          ['account', 'name', 'target people', 'share of target', 'TGI', 'G²', 'price'],
          found.kept
            .slice(0, 50)
            .map((a) => [
              a.accountId,
              a.name ?? '–',
              `${a.targetPeople} of ${a.basePeople}`,
              `${(100 * a.targetShare.value).toFixed(1)} % (${(100 * a.targetShare.low).toFixed(1)} – ${(100 * a.targetShare.high).toFixed(1)})`,
              `${a.tgi.value.toFixed(0)} (${a.tgi.low.toFixed(0)} – ${a.tgi.high.toFixed(0)})`,
              a.logLikelihood.toFixed(1),
              a.priceMinor === null ? '–' : `${a.priceMinor / 100} ${a.priceCurrency ?? ''}`,
            ]),
        );
        print(
          `${found.keptCount} kept, ${found.droppedCount} dropped, as of ${found.asOf ?? '–'}${flags.out ? ` · ${flags.out}` : ''}`,
        );
        if (kept)
          print(
            `kept as ${kept.key}: its share is known for ${kept.measured} accounts, ${kept.thin} have too few people; \`touchstone value ID --target ${kept.key}\``,
          );
        for (const caveat of found.caveats) print(`note: ${caveat.en}`);
        return EXIT.fine;
      }),
    );
}
