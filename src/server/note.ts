/** The note a running server leaves in its home folder, so that commands find it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a command needs to talk to the server of a home folder. */
export interface ServerNote {
  pid: number;
  address: string;
  key: string;
  startedAt: string;
}

export const notePath = (home: string): string => join(home, 'server.json');

/** The note of a server that may be running; null when there is none. */
export function readNote(home: string): ServerNote | null {
  try {
    return JSON.parse(readFileSync(notePath(home), 'utf8')) as ServerNote;
  } catch {
    return null;
  }
}
