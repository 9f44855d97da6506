/** The account model that comes with the program: trained on invented profiles only, see train-model.ts. */
import { readFileSync } from 'node:fs';
import { refused } from '#basis/error.ts';
import { type AccountModel, modelFromFile } from './measures/account-model.ts';
import { accountModelSchema } from './schema.ts';

/** Reads a model file. Throws `refused` when it is not one, or damaged. */
export function parseModel(text: string, name: string): AccountModel {
  const bad = (what: string) =>
    refused(
      'bad-model',
      `${name} is not an account model: ${what}`,
      { file: name },
      'Write one with touchstone train accounts.',
    );
  try {
    return modelFromFile(accountModelSchema.parse(JSON.parse(text)));
  } catch (error) {
    throw bad(error instanceof Error ? error.message.slice(0, 200) : 'unreadable');
  }
}

export const SHIPPED_MODEL_URL = new URL('./shipped-accounts.model', import.meta.url);

let shipped: AccountModel | null = null;
export const shippedModel = (): AccountModel =>
  (shipped ??= parseModel(readFileSync(SHIPPED_MODEL_URL, 'utf8'), 'shipped-accounts.model'));

/** A model of the user's own, in the home folder; audits use it instead of the shipped one. */
export const OWN_MODEL = 'accounts.model';
