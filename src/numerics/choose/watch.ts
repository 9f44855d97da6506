/** What a long search is told from outside; it reads no clock of its own. */
export interface Watch {
  /** Milliseconds spent since the work began. */
  spentMs(): number;
  /** True once somebody wants it to end. */
  cancelled?(): boolean;
  progress?(state: { phase: 'search' | 'bound' | 'branch'; value: number; bound: number | null }): void;
}
