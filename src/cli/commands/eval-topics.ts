import type { Command } from 'commander';
import { evaluateLabels, labelOptions } from './eval-labels.ts';

/** `touchstone eval topics`: the text classifier on any classes. */
export function evalTopics(group: Command): void {
  labelOptions(group.command('topics'))
    .description('accuracy and macro-F1 of the text classifier on labelled texts, equal texts counted once')
    .action(evaluateLabels);
}
