/** A chart with a name that screen readers say. The drawing library is loaded when the first chart is shown. */
import { lazy, Suspense } from 'react';
import type { ChartOption } from '#web/parts/EChart.tsx';

const EChart = lazy(() => import('#web/parts/EChart.tsx').then((m) => ({ default: m.EChart })));

interface ChartProps {
  option: ChartOption;
  /** What the chart shows, in words. */
  label: string;
  height?: number;
  /** Series are ordered classes: colours go from little to much. */
  ordered?: boolean;
}

export function Chart({ option, label, height = 240, ordered = false }: ChartProps) {
  return (
    <div className="chart" style={{ height }} role="img" aria-label={label}>
      <Suspense fallback={null}>
        <EChart option={option} ordered={ordered} />
      </Suspense>
    </div>
  );
}
