/**
 * Visits of tracked links, durable before they are answered. Lines that arrive while the disk works are written and
 * synced together (group commit), so the rate does not hang on the time of one sync. A file is sealed by renaming when it
 * is old or large; a process that is killed leaves an unsealed file, whose whole lines are kept at the next start.
 */
import { type FileHandle, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '#basis/id.ts';

const OPEN = '.journal';
export const SEALED = '.touches.ndjson';
const SEAL_BYTES = 32 * 2 ** 20;

interface Promised {
  done: () => void;
  failed: (error: unknown) => void;
}
interface Waiting extends Promised {
  line: string;
}

export class TouchJournal {
  readonly #folder: string;
  #file: FileHandle | null = null;
  #path = '';
  #bytes = 0;
  #waiting: Waiting[] = [];
  #sealing: Promised[] = [];
  #busy = false;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Seals what an earlier process left: a last line that was cut off was never answered and goes. */
  static async open(folder: string): Promise<TouchJournal> {
    for (const name of await readdir(folder)) {
      if (!name.endsWith(OPEN)) continue;
      const path = join(folder, name);
      const bytes = await readFile(path);
      const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
      if (whole.length === 0) await rm(path);
      else {
        if (whole.length < bytes.length) await writeFile(path, whole, { flush: true });
        await rename(path, path.replace(OPEN, SEALED));
      }
    }
    return new TouchJournal(folder);
  }

  /** Resolves when the value is on disk. */
  add(value: unknown): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ line: `${JSON.stringify(value)}\n`, done, failed });
      this.#start();
    });
  }

  /** Closes the file in use, so that it can be stored; later visits go to a new one. */
  seal(): Promise<void> {
    return new Promise((done, failed) => {
      this.#sealing.push({ done, failed });
      this.#start();
    });
  }

  #start(): void {
    if (this.#busy) return;
    this.#busy = true;
    void this.#work();
  }

  async #work(): Promise<void> {
    // What came in the same turn of the loop is taken together.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0 || this.#sealing.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await settle(batch, () => this.#write(batch));
      const sealing = this.#sealing;
      this.#sealing = [];
      if (sealing.length > 0 || this.#bytes > SEAL_BYTES) await settle(sealing, () => this.#close());
    }
    // In the same turn as the look at what waits: whoever comes next starts anew.
    this.#busy = false;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return;
    if (!this.#file) {
      this.#path = join(this.#folder, `${newId()}${OPEN}`);
      this.#file = await open(this.#path, 'a');
      this.#bytes = 0;
    }
    const bytes = Buffer.from(batch.map((w) => w.line).join(''));
    await this.#file.write(bytes);
    await this.#file.datasync();
    this.#bytes += bytes.length;
  }

  async #close(): Promise<void> {
    if (!this.#file) return;
    await this.#file.close();
    this.#file = null;
    this.#bytes = 0;
    await rename(this.#path, this.#path.replace(OPEN, SEALED));
  }
}

async function settle(all: readonly Promised[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
    for (const one of all) one.done();
  } catch (error) {
    for (const one of all) one.failed(error);
  }
}
