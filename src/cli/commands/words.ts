import type { Command } from 'commander';
import type { KeywordsAnswer, NewWordsAnswer, TopicsAnswer } from '#domain/readings/voice/words/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { bounds, type ScopeFlags, scopeOf, withScope } from './voice.ts';

/** `touchstone words`: new words, hot topics, keywords of a group. */
export function wordsCommand(program: Command): void {
  const group = program
    .command('words')
    .description('words new to the newest 90 days, with first-seen dates')
    .option('--limit <n>', 'default 40', '40')
    .action((flags: { limit: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<NewWordsAnswer>('/voice/words', { limit: flags.limit });
        if (json) printJson(found);
        else {
          print(`${found.from ?? '–'} – ${found.until ?? '–'} · ${found.method}`);
          printTable(
            ['word', 'first seen', 'last seen', 'texts', 'before', 'burst'],
            found.words.map((w) => [
              w.word,
              w.firstSeenOn,
              w.lastSeenOn,
              String(w.texts),
              String(w.backgroundTexts),
              w.burst.toFixed(1),
            ]),
          );
        }
        return EXIT.fine;
      }),
    );
  group
    .command('topics')
    .description('words said more in the newest 14 days than in the 8 weeks before')
    .action((_flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<TopicsAnswer>('/voice/topics');
        if (json) printJson(found);
        else
          printTable(
            ['word', `last ${found.recentDays} d`, `${found.beforeDays} d before`, 'ratio'],
            found.topics.map((t) => [
              t.word,
              String(t.recent),
              String(t.before),
              bounds(t.ratio, (x) => x.toFixed(2)),
            ]),
          );
        return EXIT.fine;
      }),
    );
  withScope(group.command('keywords').description('words that a group uses more than the rest'))
    .option('--kind <kind>', 'post or comment')
    .option('--feeling <feeling>')
    .option('--intent <intent>')
    .action((flags: ScopeFlags & Record<string, string | undefined>, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<KeywordsAnswer>('/voice/keywords', {
          ...scopeOf(flags),
          kind: flags['kind'],
          feeling: flags['feeling'],
          intent: flags['intent'],
        });
        if (json) printJson(found);
        else {
          print(`${found.groupTexts} texts against ${found.restTexts}`);
          printTable(
            ['word', 'group', 'rest', 'log odds', 'z'],
            found.keywords
              .slice(0, 40)
              .map((k) => [
                k.word,
                String(k.group),
                String(k.rest),
                bounds({ value: k.logOdds, low: k.low, high: k.high }, (x) => x.toFixed(2)),
                k.z.toFixed(1),
              ]),
          );
        }
        return EXIT.fine;
      }),
    );
}
