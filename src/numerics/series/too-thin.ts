/** What a measure of a series answers when there is too little to read; counts of observations. */
export interface TooThin {
  state: 'insufficient';
  need: number;
  have: number;
}

export const tooThin = (need: number, have: number): TooThin => ({ state: 'insufficient', need, have });
