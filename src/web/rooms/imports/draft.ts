/** The files of the wizard before they are imported. */
import type { ImportOptions, ImportRequest, Preview } from '#domain/facts/imports/schema.ts';
import type { Upload } from '#web/api/changes.ts';
import type { EditableMapping } from '#web/rooms/imports/targets.ts';

export interface DraftFile {
  upload: Upload;
  /** Read with this connector instead of the recognised one. */
  connector?: string;
  /** Read with this mapping. */
  mapping?: EditableMapping;
  preview?: Preview;
}

export const requestOf = (files: readonly DraftFile[], options: ImportOptions): ImportRequest => ({
  ...options,
  files: files.map(({ upload, connector, mapping }) => ({
    uploadId: upload.uploadId,
    ...(connector ? { connector } : {}),
    ...(mapping ? { mapping } : {}),
  })),
});
