/** How much of a file is read before it is taken for an attack or a mistake. */
export interface Limits {
  /** Bytes after decompression. */
  maxBytes: number;
  /** Decompressed over compressed bytes, looked at once `ratioFrom` bytes came out. */
  maxRatio: number;
  ratioFrom: number;
  /** Characters of one cell. */
  maxCell: number;
  /** Bytes of UTF-8 of one row of delimited text. A quote that never closes is given up here. */
  maxRow: number;
  /** Characters of one JSON value. */
  maxRecord: number;
  /** Characters of all texts that a workbook shares among its cells. */
  maxSharedText: number;
  maxColumns: number;
  /** Levels of nested JSON. */
  maxDepth: number;
}

export const LIMITS: Limits = {
  maxBytes: 64 * 2 ** 30,
  maxRatio: 200,
  ratioFrom: 16 * 2 ** 20,
  maxCell: 2 ** 20,
  maxRow: 2 ** 20,
  maxRecord: 32 * 2 ** 20,
  maxSharedText: 128 * 2 ** 20,
  maxColumns: 16_384,
  maxDepth: 64,
};
