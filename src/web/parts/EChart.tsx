import {
  BarChart,
  type BarSeriesOption,
  LineChart,
  type LineSeriesOption,
  ScatterChart,
  type ScatterSeriesOption,
} from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  MarkAreaComponent,
  type MarkAreaComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components';
import { type ComposeOption, type ECharts, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { FONT, ORDERED, PALETTES, SERIES } from '#web/parts/palette.ts';
import { useTheme } from '#web/parts/preferences.ts';

use([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  TooltipComponent,
  SVGRenderer,
]);

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | MarkAreaComponentOption
  | TooltipComponentOption
>;

const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The option with the theme's colours and the house's axes under it. */
function themed(option: ChartOption, theme: 'light' | 'dark', ordered: boolean): ChartOption {
  const p = PALETTES[theme];
  const axis = {
    axisLine: { lineStyle: { color: p.line } },
    axisTick: { show: false },
    axisLabel: { color: p.muted, fontSize: 12, fontFamily: FONT },
    splitLine: { lineStyle: { color: p.line, opacity: 0.6 } },
    nameTextStyle: { color: p.muted },
  };
  const dress = (given: unknown): unknown =>
    Array.isArray(given)
      ? given.map(dress)
      : given === undefined
        ? undefined
        : {
            ...axis,
            ...(given as object),
            axisLabel: { ...axis.axisLabel, ...(given as { axisLabel?: object }).axisLabel },
          };
  return {
    color: [...(ordered ? ORDERED : SERIES)[theme]],
    backgroundColor: 'transparent',
    textStyle: { fontFamily: FONT, color: p.text },
    animation: !still,
    animationDuration: 200,
    ...option,
    grid: {
      left: 8,
      right: 16,
      top: 32,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
      ...(option.grid as object | undefined),
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: p.raised,
      borderColor: p.line,
      textStyle: { color: p.text, fontSize: 12 },
      ...(option.tooltip as object | undefined),
    },
    legend: option.legend
      ? { top: 0, left: 0, textStyle: { color: p.text }, ...(option.legend as object) }
      : undefined,
    xAxis: dress(option.xAxis),
    yAxis: dress(option.yAxis),
  } as ChartOption;
}

interface EChartProps {
  option: ChartOption;
  /** Series are ordered classes: colours go from little to much. */
  ordered: boolean;
}

export function EChart({ option, ordered }: EChartProps) {
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, null, { renderer: 'svg' });
    chart.current = made;
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(box.current);
    return () => {
      watcher.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(themed(option, theme, ordered), { notMerge: true });
  }, [option, theme, ordered]);
  return <div ref={box} className="chart-box" aria-hidden />;
}
