/** Provinces by depth of colour. The outlines come from the server, which lets a user replace them. */
import { MapChart } from 'echarts/charts';
import { TooltipComponent, VisualMapComponent } from 'echarts/components';
import { type ECharts, init, registerMap, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { FONT, ORDERED, PALETTES } from '#web/parts/palette.ts';
import { useTheme } from '#web/parts/preferences.ts';

use([MapChart, TooltipComponent, VisualMapComponent, SVGRenderer]);

interface ProvinceMapProps {
  outlines: Record<string, unknown>;
  values: readonly { province: string; value: number }[];
  /** What the map shows, in words. */
  label: string;
  height?: number | string;
  unit: string;
}

/** 浙江省, 内蒙古自治区 and 浙江 are one name on the map. */
const shortName = (name: string): string => name.replace(/(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$/, '');

export function ProvinceMap({ outlines, values, label, height = 360, unit }: ProvinceMapProps) {
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  useEffect(() => {
    if (!box.current) return;
    registerMap('provinces', outlines as never);
    const made = init(box.current, null, { renderer: 'svg' });
    chart.current = made;
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(box.current);
    return () => {
      watcher.disconnect();
      made.dispose();
    };
  }, [outlines]);
  useEffect(() => {
    const p = PALETTES[theme];
    const tones = ORDERED[theme].slice(0, -1);
    chart.current?.setOption(
      {
        textStyle: { fontFamily: FONT },
        tooltip: {
          trigger: 'item',
          backgroundColor: p.raised,
          borderColor: p.line,
          textStyle: { color: p.text },
          formatter: (d: { name: string; value: number }) =>
            `${d.name} ${Number.isNaN(d.value) ? '—' : d.value} ${unit}`,
        },
        visualMap: {
          show: false,
          min: 0,
          max: Math.max(1, ...values.map((v) => v.value)),
          inRange: { color: tones },
        },
        series: [
          {
            type: 'map',
            map: 'provinces',
            layoutCenter: ['50%', '54%'],
            layoutSize: '118%',
            itemStyle: { areaColor: p.surface, borderColor: p.muted, borderWidth: 0.6 },
            emphasis: { label: { color: p.text }, itemStyle: { areaColor: p.accentSoft } },
            select: { disabled: true },
            data: values.map((v) => ({ name: shortName(v.province), value: v.value })),
          },
        ],
      },
      { notMerge: true },
    );
  }, [values, theme, unit]);
  return (
    <div className="chart" style={{ height }} role="img" aria-label={label}>
      <div ref={box} className="chart-box" aria-hidden />
    </div>
  );
}
