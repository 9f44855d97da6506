/** Every colour of the app, for both themes: antd, charts and our own style sheet read them here. */

export type Theme = 'light' | 'dark';

export const FONT =
  "'Noto Sans SC Variable', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif";

export interface Palette {
  background: string;
  surface: string;
  raised: string;
  line: string;
  text: string;
  muted: string;
  accent: string;
  onAccent: string;
  accentSoft: string;
  mark: string;
  alarm: string;
  warn: string;
  good: string;
}

export const PALETTES: Record<Theme, Palette> = {
  light: {
    background: '#f5f6f6',
    surface: '#ffffff',
    raised: '#ffffff',
    line: '#dfe4e4',
    text: '#1a2222',
    muted: '#566262',
    accent: '#0d6a63',
    onAccent: '#ffffff',
    accentSoft: '#e2f0ee',
    mark: '#fff3c9',
    alarm: '#b3261e',
    warn: '#8a5300',
    good: '#0b5cad',
  },
  dark: {
    background: '#101515',
    surface: '#171d1d',
    raised: '#1e2626',
    line: '#303b3b',
    text: '#e4eaea',
    muted: '#9fadad',
    accent: '#5cc8bc',
    onAccent: '#06201e',
    accentSoft: '#1c3633',
    mark: '#4a3f16',
    alarm: '#ff8a80',
    warn: '#e6b35c',
    good: '#7db8f5',
  },
};

/** Eight colours that stay apart for colour-blind readers (Okabe and Ito 2008, darkened or lightened for AA on each ground). */
export const SERIES: Record<Theme, readonly string[]> = {
  light: ['#0072b2', '#c25700', '#00795a', '#b0478a', '#7a6a00', '#3f7fb5', '#5b4bb0', '#4d4d4d'],
  dark: ['#56b4e9', '#e69f00', '#35c196', '#e08cc0', '#d9cf4a', '#8fb8ff', '#b0a3ff', '#c0c0c0'],
};

/** From little to much, for ordered classes such as tiers; the last is for “unknown”. */
export const ORDERED: Record<Theme, readonly string[]> = {
  light: ['#b9d8ec', '#7db6d9', '#3f8fc0', '#0f659c', '#0a3f66', '#b5bcbc'],
  dark: ['#1d4560', '#2b6d97', '#4594c6', '#7fbde4', '#c4e2f6', '#5d6868'],
};

/** The palette as CSS variables: `--accent` … */
export const paletteVariables = (theme: Theme): (readonly [name: string, value: string])[] => [
  ...Object.entries(PALETTES[theme]).map(
    ([name, value]) => [`--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, value] as const,
  ),
  ...SERIES[theme].map((value, i) => [`--series-${i + 1}`, value] as const),
];

export function applyPalette(theme: Theme): void {
  const root = document.documentElement;
  root.dataset['theme'] = theme;
  root.style.colorScheme = theme;
  for (const [name, value] of paletteVariables(theme)) root.style.setProperty(name, value);
}
