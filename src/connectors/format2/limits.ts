/** What one file may ask of the machine. Sizes are bytes or UTF-16 characters, as named. */
export interface Limits {
  /** Refused beyond this many bytes after decompression. */
  maxUncompressedBytes: number;
  /** Refused when output ÷ input is above this, once `ratioFloorBytes` have come out. */
  maxRatio: number;
  ratioFloorBytes: number;
  /** A longer cell makes its row a problem; the rest of the cell is never held in memory. */
  maxCellChars: number;
  maxRowChars: number;
  maxColumns: number;
  /** One JSON value (a record). */
  maxJsonBytes: number;
  maxJsonDepth: number;
  /** All shared strings of a workbook together: they have to be in memory. */
  maxSharedStringChars: number;
}

const MB = 1024 * 1024;

export const LIMITS: Limits = {
  maxUncompressedBytes: 8 * 1024 * MB,
  maxRatio: 200,
  ratioFloorBytes: 64 * MB,
  maxCellChars: MB,
  maxRowChars: 16 * MB,
  maxColumns: 16_384,
  maxJsonBytes: 64 * MB,
  maxJsonDepth: 64,
  maxSharedStringChars: 256 * MB,
};
