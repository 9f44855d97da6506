/** The executable: one command a file in `commands/`, which has its name. */
import { Command } from 'commander';
import { VERSION } from '#config/version.ts';
import { EXIT } from './output.ts';

/** In the order help shows. A command's file is loaded when it is asked for. */
const COMMANDS = {
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  demo: async () => (await import('./commands/demo.ts')).demoCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  library: async () => (await import('./commands/library.ts')).libraryCommand,
  account: async () => (await import('./commands/account.ts')).accountCommand,
  audit: async () => (await import('./commands/audit.ts')).auditCommand,
  portrait: async () => (await import('./commands/portrait.ts')).portraitCommand,
  discover: async () => (await import('./commands/discover.ts')).discoverCommand,
  overlap: async () => (await import('./commands/overlap.ts')).overlapCommand,
  cascade: async () => (await import('./commands/cascade.ts')).cascadeCommand,
  links: async () => (await import('./commands/links.ts')).linksCommand,
  orders: async () => (await import('./commands/orders.ts')).ordersCommand,
  lift: async () => (await import('./commands/lift.ts')).liftCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
  evidence: async () => (await import('./commands/evidence.ts')).evidenceCommand,
  forecasts: async () => (await import('./commands/forecasts.ts')).forecastsCommand,
  inhouse: async () => (await import('./commands/inhouse.ts')).inhouseCommand,
  brands: async () => (await import('./commands/brands.ts')).brandsCommand,
  rings: async () => (await import('./commands/rings.ts')).ringsCommand,
  tiers: async () => (await import('./commands/tiers.ts')).tiersCommand,
  norms: async () => (await import('./commands/norms.ts')).normsCommand,
  rivals: async () => (await import('./commands/rivals.ts')).rivalsCommand,
  value: async () => (await import('./commands/value.ts')).valueCommand,
  shortlist: async () => (await import('./commands/shortlist.ts')).shortlistCommand,
  voice: async () => (await import('./commands/voice.ts')).voiceCommand,
  words: async () => (await import('./commands/words.ts')).wordsCommand,
  hot: async () => (await import('./commands/hot.ts')).hotCommand,
  aspects: async () => (await import('./commands/aspects.ts')).aspectsCommand,
  agency: async () => (await import('./commands/agency.ts')).agencyCommand,
  members: async () => (await import('./commands/members.ts')).membersCommand,
  survey: async () => (await import('./commands/survey.ts')).surveyCommand,
  tags: async () => (await import('./commands/tags.ts')).tagsCommand,
  eval: async () => (await import('./commands/eval.ts')).evalCommand,
  bench: async () => (await import('./commands/bench.ts')).benchCommand,
  train: async () => (await import('./commands/train.ts')).trainCommand,
  db: async () => (await import('./commands/db.ts')).dbCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  config: async () => (await import('./commands/config.ts')).configCommand,
  bundle: async () => (await import('./commands/bundle.ts')).bundleCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  'plan-check': async () => (await import('./commands/plan-check.ts')).planCheckCommand,
  campaign: async () => (await import('./commands/campaign.ts')).campaignCommand,
  watch: async () => (await import('./commands/watch.ts')).watchCommand,
  kol: async () => (await import('./commands/kol.ts')).kolCommand,
  quotes: async () => (await import('./commands/quotes.ts')).quotesCommand,
  rights: async () => (await import('./commands/rights.ts')).rightsCommand,
  redteam: async () => (await import('./commands/redteam.ts')).redteamCommand,
  completion: async () => (await import('./commands/completion.ts')).completionCommand,
};

/** The one command that is named; null where all are needed: help, completion, a word that is none. */
function asked(): Partial<typeof COMMANDS> | null {
  const words = process.argv.slice(2);
  const at = words.findIndex((word, k) => !word.startsWith('-') && words[k - 1] !== '--home');
  const name = words[at];
  const load = Object.entries(COMMANDS).find(([known]) => known === name);
  return load && name !== 'completion' ? { [load[0]]: load[1] } : null;
}

// A reader such as `head` may close the pipe early; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.fine);
});

const program = new Command('touchstone')
  .description('Touchstone 试金石: choose, check, run and remember KOL marketing')
  .version(VERSION)
  .option('--json', 'print one JSON value')
  .option('--home <folder>', 'home folder, over TOUCHSTONE_HOME')
  .option('--quiet', 'no progress on stderr')
  .addHelpText(
    'after',
    '\nExit codes: 0 fine · 1 findings (rejected rows, failed checks) · 2 usage · 3 data refused · 70 internal error',
  );

program.configureHelp({ showGlobalOptions: true });
for (const load of Object.values(asked() ?? COMMANDS)) (await load())(program);
/** `--json` and the others work before and after the command. */
function everywhere(command: Command): void {
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.fine : EXIT.usage));
  for (const child of command.commands) {
    child
      .option('--json', 'print one JSON value')
      .option('--home <folder>', 'home folder')
      .option('--quiet', 'no progress');
    everywhere(child);
  }
}
everywhere(program);

await program.parseAsync();
