/** A chart of the report as an SVG picture, for HTML and PDF. Its numbers are cells; a table beside or in the workbook holds them. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { cellText, shownNumber } from './cell-text.ts';
import { type Block, type Cell, type Language } from './schema.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

/** Colours that stay apart for colour-blind readers (Okabe and Ito 2008), as in the app. */
export const COLOURS = ['#0072b2', '#c25700', '#00795a', '#b0478a', '#7a6a00', '#5b4bb0'] as const;
const FONT = "'Noto Sans SC', 'Noto Sans SC Variable', 'PingFang SC', 'Microsoft YaHei', sans-serif";

export type ChartBlock = Extract<Block, { kind: 'chart' }>;

/** Values in the unit that is shown; null where there is too little to say. */
export const chartValues = (cells: Record<string, Cell>, ids: readonly string[]): (number | null)[] =>
  ids.map((id) => {
    const cell = cells[id];
    return cell?.value == null ? null : shownNumber(cell.unit, cell.value);
  });

export function chartSvg(chart: ChartBlock, cells: Record<string, Cell>, language: Language): string {
  const bars = chart.shape === 'bar';
  const names = chart.categories.map((id) => cellText(cells[id] as Cell, language));
  const percent = cells[chart.series[0]?.cells[0] ?? '']?.unit === 'share';
  const height = bars ? 60 + names.length * (chart.series.length > 1 ? 34 : 26) : 260;
  const text = { fontFamily: FONT, fontSize: 12, color: '#1a2222' };
  const category = {
    type: 'category' as const,
    data: names,
    inverse: bars,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: '#9fadad' } },
    axisLabel: {
      ...text,
      width: bars ? 150 : 90,
      overflow: 'truncate' as const,
      interval: names.length > 14 ? 1 : 0,
    },
  };
  const value = {
    type: 'value' as const,
    axisLabel: { ...text, color: '#566262', formatter: percent ? '{value}%' : undefined },
    splitLine: { lineStyle: { color: '#dfe4e4' } },
    splitNumber: 4,
  };
  const drawn = init(null, null, { renderer: 'svg', ssr: true, width: 720, height });
  drawn.setOption({
    animation: false,
    color: [...COLOURS],
    textStyle: { fontFamily: FONT },
    grid: { left: bars ? 165 : 60, right: 30, top: chart.series.length > 1 ? 34 : 14, bottom: 28 },
    ...(chart.series.length > 1 ? { legend: { top: 0, left: 0, textStyle: text } } : {}),
    xAxis: bars ? value : category,
    yAxis: bars ? category : value,
    series: chart.series.map((s) => ({
      type: chart.shape === 'line' ? ('line' as const) : ('bar' as const),
      name: s.name[language],
      data: chartValues(cells, s.cells),
      barMaxWidth: 22,
      symbolSize: 5,
    })),
  });
  const svg = drawn.renderToSVGString();
  drawn.dispose();
  return svg;
}
