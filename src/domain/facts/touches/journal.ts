/**
 * Visits of tracked links, durable before they are answered. Lines that arrive while the disk works are written together
 * (group commit) to a file opened for synchronous data: one call to the disk a group, so the rate does not hang on the
 * time of one sync. A file is sealed by renaming when it is old or large; a process that is killed leaves an unsealed
 * file, whose whole lines are kept at the next start.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '#basis/id.ts';

const OPEN = '.journal';
export const SEALED = '.touches.ndjson';
const SEAL_BYTES = 32 * 2 ** 20;

/** Called once: with null when what it waits for is on disk, else with the reason. */
export type Settled = (error: unknown) => void;

export class TouchJournal {
  readonly #folder: string;
  #file: FileHandle | null = null;
  #path = '';
  #bytes = 0;
  #lines: string[] = [];
  #waiting: Settled[] = [];
  #sealing: Settled[] = [];
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

  /** `line` is one JSON object and its line end. */
  append(line: string, settled: Settled): void {
    this.#lines.push(line);
    this.#waiting.push(settled);
    this.#start();
  }

  /** Closes the file in use, so that it can be stored; later visits go to a new one. */
  seal(): Promise<void> {
    return new Promise((done, failed) => {
      this.#sealing.push((error) => (error === null ? done() : failed(error)));
      this.#start();
    });
  }

  #start(): void {
    if (this.#busy) return;
    this.#busy = true;
    // What comes in the same turn of the loop is taken together.
    setImmediate(() => void this.#work());
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0 || this.#sealing.length > 0) {
      const [text, waiting] = [this.#lines.join(''), this.#waiting];
      [this.#lines, this.#waiting] = [[], []];
      if (waiting.length > 0) await settle(waiting, () => this.#write(text));
      const sealing = this.#sealing;
      this.#sealing = [];
      if (sealing.length > 0 || this.#bytes > SEAL_BYTES) await settle(sealing, () => this.#close());
    }
    // In the same turn as the look at what waits: whoever comes next starts anew.
    this.#busy = false;
  }

  async #write(text: string): Promise<void> {
    const file = this.#file ?? (await this.#begin());
    const bytes = Buffer.from(text, 'utf8');
    try {
      for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
    } catch (error) {
      // A line may be cut off: nothing is written behind it. The next start keeps what is whole.
      this.#file = null;
      await file.close().catch(() => {});
      throw error;
    }
    this.#bytes += bytes.length;
  }

  async #begin(): Promise<FileHandle> {
    this.#path = join(this.#folder, `${newId()}${OPEN}`);
    const { O_APPEND, O_CREAT, O_DSYNC, O_WRONLY } = constants;
    const file = await open(this.#path, O_APPEND | O_CREAT | O_DSYNC | O_WRONLY);
    const folder = await open(this.#folder);
    // The name is to outlive a power cut too.
    await folder.sync().finally(() => folder.close());
    this.#bytes = 0;
    return (this.#file = file);
  }

  async #close(): Promise<void> {
    if (!this.#file) return;
    await this.#file.close();
    this.#file = null;
    this.#bytes = 0;
    await rename(this.#path, this.#path.replace(OPEN, SEALED));
  }
}

async function settle(all: readonly Settled[], work: () => Promise<void>): Promise<void> {
  let reason: unknown = null;
  try {
    await work();
  } catch (error) {
    reason = error ?? new Error('not written');
  }
  for (const settled of all) settled(reason);
}
