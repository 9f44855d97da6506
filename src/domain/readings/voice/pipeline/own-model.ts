/** Which model this home reads texts by. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOfModel, OWN_VOICE_MODEL } from './model-file.ts';

/** Path of the home's own model; null where there is none. */
export const ownModelPath = (home: string): string | null => {
  const path = join(home, OWN_VOICE_MODEL);
  return existsSync(path) ? path : null;
};

/** Name@version of the model that texts are read by. */
export function modelNameOf(home: string): string {
  const path = ownModelPath(home);
  return nameOfModel(path === null ? null : readFileSync(path));
}
