/** What turns texts into vectors: built in, from the texts themselves, or a model that a user brings. */

export interface Encoder {
  /** Said beside every figure that rests on it. */
  name: string;
  /** texts × dimensions, each of unit length (or all 0 where the text holds nothing known). */
  encode(texts: readonly string[]): Promise<{ values: Float32Array; dimensions: number }>;
}

/** In place: rows of `dimensions` numbers are brought to unit length. */
export function unitRows(values: Float32Array, dimensions: number): Float32Array {
  for (let first = 0; first < values.length; first += dimensions) {
    let squares = 0;
    for (let d = 0; d < dimensions; d++) squares += (values[first + d] as number) ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let d = 0; d < dimensions; d++) values[first + d] = (values[first + d] as number) * scale;
  }
  return values;
}
