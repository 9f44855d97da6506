import type { Command } from 'commander';
import { FAIR_PRICE, LEAST_QUOTES, NOMINAL } from '#domain/assets/rates/measures/fair-price.ts';
import { judgedBook } from '#domain/assets/rates/measures/judged-quotes.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { readQuotes } from '../quote-file.ts';
import { runAlone } from '../run-command.ts';

const money = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: n < 100 ? 2 : 0 });
const share = (n: number): string => `${(100 * n).toFixed(1)} %`;

/** `touchstone eval price --quotes FILE`: a fair price for every quote of a book, with measured coverage. */
export function evalPrice(group: Command): void {
  group
    .command('price')
    .description('a fair price interval and verdict for every quote of a book, with cross-validated coverage')
    .requiredOption(
      '--quotes <file>',
      'columns platform, tier or followers, format, category, engagement, price, kol (CSV, XLSX, JSON, Parquet); a row without a price asks for one',
    )
    .option('--seed <text>', 'of the folds', '1')
    .action((flags: { quotes: string; seed: string }, command: Command) =>
      runAlone(command, async ({ json }) => {
        const file = await readQuotes(flags.quotes);
        const started = performance.now();
        const book = judgedBook(file.rows, flags.seed);
        const ms = performance.now() - started;
        const priced = file.rows.filter((r) => r.price !== null).length;
        const head = {
          measure: FAIR_PRICE,
          file: { name: file.fileName, digest: file.digest, columns: file.columns, unused: file.unused },
          n: priced,
          asked: file.rows.length - priced,
          gate: LEAST_QUOTES,
          currency: file.currency,
          nominal: NOMINAL,
        };
        if (book.state === 'insufficient') {
          if (json)
            printJson({
              state: 'insufficient',
              ...head,
              need: book.need,
              have: book.have,
              why: book.why,
              rows: [],
            });
          else print(`insufficient: needs ${book.need.en}, has ${book.have.en}. ${book.why.en}`);
          return EXIT.fine;
        }
        const { model } = book;
        const rows = file.rows.map((row, i) => ({
          row: row.row,
          kol: row.name,
          platform: row.platform,
          format: row.format,
          category: row.category,
          tier: row.tier,
          followers: row.followers,
          engagement: row.engagement,
          ...(book.rows[i] as (typeof book.rows)[number]),
        }));
        const outside = rows.filter((r) => r.state === 'ok' && r.verdict !== null && r.verdict !== 'inside');
        if (json) {
          printJson({
            state: 'ok',
            ...head,
            model: {
              kind: 'hedonic ridge on log price with jackknife+ intervals',
              quotes: model.quoteCount,
              creators: model.creatorCount,
              ridge: model.strength,
              followerElasticity: model.followerElasticity,
            },
            coverage: { ...book.coverage, nominal: NOMINAL, folds: book.folds, n: priced },
            widthRatio: book.widthRatio,
            verdicts: {
              below: outside.filter((r) => r.state === 'ok' && r.verdict === 'below').length,
              inside: priced - outside.length,
              above: outside.filter((r) => r.state === 'ok' && r.verdict === 'above').length,
            },
            rows,
            ms,
          });
          return EXIT.fine;
        }
        const { coverage, followerElasticity: slope } = { ...book, ...model };
        print(
          `${priced} quotes of ${model.creatorCount} creators · ${share(NOMINAL)} intervals hold ${share(coverage.value)} of quotes held out (${share(coverage.low)}–${share(coverage.high)}) · high ÷ low ${book.widthRatio.toFixed(1)}`,
        );
        if (slope)
          print(
            `one per cent more followers, ${slope.value.toFixed(2)} % more price (${slope.low.toFixed(2)} to ${slope.high.toFixed(2)}); impressions rise by about 0.10 %`,
          );
        printTable(
          ['row', 'kol', 'platform', 'format', 'low', 'high', 'price', 'verdict'],
          rows.map((r) =>
            r.state === 'ok'
              ? [
                  String(r.row),
                  r.kol ?? '–',
                  r.platform,
                  r.format,
                  money(r.low),
                  money(r.high),
                  r.price === null ? '–' : money(r.price),
                  r.verdict ?? 'asked',
                ]
              : [
                  String(r.row),
                  r.kol ?? '–',
                  r.platform,
                  r.format,
                  '',
                  '',
                  '',
                  `insufficient: needs ${r.need.en}`,
                ],
          ),
        );
        return EXIT.fine;
      }),
    );
}
