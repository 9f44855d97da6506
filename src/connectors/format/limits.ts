/** How much of a file is read before it is taken for an attack or a mistake. */
export interface Limits {
  /** Bytes after decompression. */
  maxBytes: number;
  /** Decompressed over compressed bytes, looked at once `ratioFrom` bytes came out. */
  maxRatio: number;
  ratioFrom: number;
  /** Characters of one cell. */
  maxCell: number;
  /** Characters of one row or JSON value. */
  maxRecord: number;
  maxColumns: number;
  /** Levels of nested JSON. */
  maxDepth: number;
}

export const LIMITS: Limits = {
  maxBytes: 64 * 2 ** 30,
  maxRatio: 200,
  ratioFrom: 64 * 2 ** 20,
  maxCell: 2 ** 20,
  maxRecord: 32 * 2 ** 20,
  maxColumns: 16_384,
  maxDepth: 64,
};
