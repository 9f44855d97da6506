import { theme as antdTheme, type ThemeConfig } from 'antd';
import { FONT, PALETTES, type Theme } from '#web/parts/palette.ts';

/** antd's tokens from our palette: dense, 4-px grid, one accent. */
export function antdThemeOf(theme: Theme): ThemeConfig {
  const p = PALETTES[theme];
  const dark = theme === 'dark';
  return {
    algorithm: dark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: p.accent,
      colorInfo: p.accent,
      colorLink: p.accent,
      colorError: p.alarm,
      colorWarning: p.warn,
      colorSuccess: p.good,
      colorBgBase: p.surface,
      colorBgContainer: p.surface,
      colorBgElevated: p.raised,
      colorBgLayout: p.background,
      colorText: p.text,
      colorTextSecondary: p.muted,
      colorTextTertiary: p.muted,
      colorTextDescription: p.muted,
      colorTextPlaceholder: p.muted,
      colorBorder: dark ? '#4a5858' : '#b9c4c4',
      colorBorderSecondary: p.line,
      colorTextLightSolid: p.onAccent,
      colorBgSpotlight: dark ? '#dfe6e6' : '#1f2a2a',
      fontFamily: FONT,
      fontSize: 13,
      controlHeight: 28,
      padding: 12,
      paddingLG: 16,
      borderRadius: 4,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      motionDurationSlow: '0.15s',
      motionDurationMid: '0.1s',
    },
    components: {
      Button: { primaryColor: p.onAccent, primaryShadow: 'none', defaultShadow: 'none' },
      Tabs: { horizontalMargin: '0 0 12px 0' },
    },
  };
}
