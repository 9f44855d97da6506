/** Writes staged rows to NDJSON files, one a stage, through large buffers. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { STAGE_NAMES, type StageName, type StageRow } from './stages.ts';

const FLUSH_AT = 1 << 20;

export class StageWriter {
  readonly counts: Partial<Record<StageName, number>> = {};
  private readonly folder: string;
  private readonly files = new Map<StageName, { fd: number; text: string }>();

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  put<S extends StageName>(stage: S, row: StageRow<S>): void {
    let file = this.files.get(stage);
    if (!file) {
      file = { fd: openSync(stagePath(this.folder, stage), 'w'), text: '' };
      this.files.set(stage, file);
    }
    file.text += `${JSON.stringify(row)}\n`;
    this.counts[stage] = (this.counts[stage] ?? 0) + 1;
    if (file.text.length > FLUSH_AT) {
      writeSync(file.fd, file.text);
      file.text = '';
    }
  }

  /** Flushes and closes; the stages that hold rows. */
  close(): StageName[] {
    for (const file of this.files.values()) {
      if (file.text) writeSync(file.fd, file.text);
      closeSync(file.fd);
    }
    const written = STAGE_NAMES.filter((name) => this.files.has(name));
    this.files.clear();
    return written;
  }
}

export const stagePath = (folder: string, stage: StageName): string => join(folder, `${stage}.ndjson`);
