/** The executable: one command a file in `commands/`. */
import { Command } from 'commander';
import { VERSION } from '#config/version.ts';
import { accountCommand } from './commands/account.ts';
import { agencyCommand } from './commands/agency.ts';
import { aspectsCommand } from './commands/aspects.ts';
import { auditCommand } from './commands/audit.ts';
import { benchCommand } from './commands/bench.ts';
import { brandsCommand } from './commands/brands.ts';
import { bundleCommand } from './commands/bundle.ts';
import { campaignCommand } from './commands/campaign.ts';
import { cascadeCommand } from './commands/cascade.ts';
import { completionCommand } from './commands/completion.ts';
import { configCommand } from './commands/config.ts';
import { dbCommand } from './commands/db.ts';
import { demoCommand } from './commands/demo.ts';
import { discoverCommand } from './commands/discover.ts';
import { doctorCommand } from './commands/doctor.ts';
import { evalCommand } from './commands/eval.ts';
import { evidenceCommand } from './commands/evidence.ts';
import { forecastsCommand } from './commands/forecasts.ts';
import { hotCommand } from './commands/hot.ts';
import { importCommand } from './commands/import.ts';
import { inhouseCommand } from './commands/inhouse.ts';
import { kolCommand } from './commands/kol.ts';
import { libraryCommand } from './commands/library.ts';
import { liftCommand } from './commands/lift.ts';
import { linksCommand } from './commands/links.ts';
import { membersCommand } from './commands/members.ts';
import { normsCommand } from './commands/norms.ts';
import { ordersCommand } from './commands/orders.ts';
import { overlapCommand } from './commands/overlap.ts';
import { planCommand } from './commands/plan.ts';
import { planCheckCommand } from './commands/plan-check.ts';
import { portraitCommand } from './commands/portrait.ts';
import { quotesCommand } from './commands/quotes.ts';
import { redteamCommand } from './commands/redteam.ts';
import { reportCommand } from './commands/report.ts';
import { rightsCommand } from './commands/rights.ts';
import { ringsCommand } from './commands/rings.ts';
import { rivalsCommand } from './commands/rivals.ts';
import { serveCommand } from './commands/serve.ts';
import { shortlistCommand } from './commands/shortlist.ts';
import { surveyCommand } from './commands/survey.ts';
import { tagsCommand } from './commands/tags.ts';
import { tiersCommand } from './commands/tiers.ts';
import { trainCommand } from './commands/train.ts';
import { valueCommand } from './commands/value.ts';
import { verifyCommand } from './commands/verify.ts';
import { voiceCommand } from './commands/voice.ts';
import { watchCommand } from './commands/watch.ts';
import { wordsCommand } from './commands/words.ts';
import { EXIT } from './output.ts';

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
for (const add of [
  serveCommand,
  demoCommand,
  importCommand,
  libraryCommand,
  accountCommand,
  auditCommand,
  portraitCommand,
  discoverCommand,
  overlapCommand,
  cascadeCommand,
  linksCommand,
  ordersCommand,
  liftCommand,
  reportCommand,
  evidenceCommand,
  forecastsCommand,
  inhouseCommand,
  brandsCommand,
  ringsCommand,
  tiersCommand,
  normsCommand,
  rivalsCommand,
  valueCommand,
  shortlistCommand,
  voiceCommand,
  wordsCommand,
  hotCommand,
  aspectsCommand,
  agencyCommand,
  membersCommand,
  surveyCommand,
  tagsCommand,
  evalCommand,
  benchCommand,
  trainCommand,
  dbCommand,
  doctorCommand,
  configCommand,
  bundleCommand,
  verifyCommand,
  planCommand,
  planCheckCommand,
  campaignCommand,
  watchCommand,
  kolCommand,
  quotesCommand,
  rightsCommand,
  redteamCommand,
  completionCommand,
])
  add(program);
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
