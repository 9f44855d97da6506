/** A spread that plays: the tree on a canvas, a timeline below. Handles tens of thousands of nodes. */
import { Button, Slider } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PALETTES, SERIES } from '#web/parts/palette.ts';
import { useTheme } from '#web/parts/preferences.ts';
import { treePlaces } from '#web/rooms/spread/tree-layout.ts';

interface TreePlayerProps {
  parent: readonly number[];
  minutes: readonly number[];
  /** Nodes to mark, in order of rank. */
  marked: readonly { node: number; name: string }[];
  label: string;
}

const HEIGHT = 460;
const PLAY_MS = 8000;
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

const clock = (minutes: number): string => {
  const days = Math.floor(minutes / 1440);
  const rest = Math.round(minutes % 1440);
  const time = `${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`;
  return days > 0 ? `+${days} d ${time}` : `+${time}`;
};

export function TreePlayer({ parent, minutes, marked, label }: TreePlayerProps) {
  const { t } = useTranslation();
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const places = useMemo(() => treePlaces(parent), [parent]);
  const sorted = useMemo(() => Float64Array.from(minutes).sort(), [minutes]);
  const last = sorted.at(-1) ?? 0;
  const [width, setWidth] = useState(800);
  const [share, setShare] = useState(1);
  const [playing, setPlaying] = useState(false);
  // Moments are spaced by acts, so that a long tail does not take most of the play.
  const at = share >= 1 ? last : (sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  const shown = useMemo(() => {
    let n = 0;
    for (const m of minutes) if (m <= at) n++;
    return n;
  }, [minutes, at]);

  useEffect(() => {
    if (!box.current) return;
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.max(320, entry?.contentRect.width ?? 800)));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);

  useEffect(() => {
    if (!playing) return;
    let frame = 0;
    let before = performance.now();
    const step = (now: number) => {
      const passed = now - before;
      before = now;
      setShare((old) => {
        const moved = still ? 1 : Math.min(1, old + passed / PLAY_MS);
        if (moved >= 1) setPlaying(false);
        return moved;
      });
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [playing]);

  useEffect(() => {
    const surface = canvas.current;
    const pen = surface?.getContext('2d');
    if (!surface || !pen) return;
    const ratio = devicePixelRatio || 1;
    surface.width = width * ratio;
    surface.height = HEIGHT * ratio;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, HEIGHT);
    const palette = PALETTES[theme];
    const colours = SERIES[theme];
    const radius = Math.min(width, HEIGHT) / 2 - 18;
    const px = (row: number) => width / 2 + (places.x[row] as number) * radius;
    const py = (row: number) => HEIGHT / 2 + (places.y[row] as number) * radius;
    pen.strokeStyle = palette.line;
    for (let ring = 1; ring <= Math.min(places.depth, 12); ring++) {
      pen.beginPath();
      pen.arc(width / 2, HEIGHT / 2, (radius * ring) / Math.max(1, places.depth), 0, 2 * Math.PI);
      pen.stroke();
    }
    pen.strokeStyle = palette.muted;
    pen.globalAlpha = parent.length > 3000 ? 0.12 : 0.35;
    pen.beginPath();
    for (let row = 1; row < parent.length; row++) {
      if ((minutes[row] as number) > at) continue;
      const from = parent[row] as number;
      if (from < 0) continue;
      pen.moveTo(px(from), py(from));
      pen.lineTo(px(row), py(row));
    }
    pen.stroke();
    pen.globalAlpha = 1;
    const dot = parent.length > 3000 ? 1.4 : parent.length > 500 ? 2.2 : 3.2;
    for (let g = Math.min(places.depth, 7); g >= 0; g--) {
      pen.fillStyle = colours[g % colours.length] as string;
      pen.beginPath();
      for (let row = 0; row < parent.length; row++) {
        if (Math.min(places.generation[row] as number, 7) !== g || (minutes[row] as number) > at) continue;
        const size = row === 0 ? 6 : dot;
        pen.moveTo(px(row) + size, py(row));
        pen.arc(px(row), py(row), size, 0, 2 * Math.PI);
      }
      pen.fill();
    }
    pen.font = '12px sans-serif';
    pen.textBaseline = 'middle';
    for (const { node, name } of marked.slice(0, 5)) {
      if ((minutes[node] as number) > at) continue;
      pen.strokeStyle = palette.text;
      pen.lineWidth = 1.5;
      pen.beginPath();
      pen.arc(px(node), py(node), 7, 0, 2 * Math.PI);
      pen.stroke();
      pen.lineWidth = 4;
      pen.strokeStyle = palette.surface;
      pen.fillStyle = palette.text;
      const right = px(node) > width / 2;
      pen.textAlign = right ? 'left' : 'right';
      const x = px(node) + (right ? 11 : -11);
      pen.strokeText(name, x, py(node));
      pen.fillText(name, x, py(node));
      pen.lineWidth = 1;
    }
  }, [places, parent, minutes, marked, at, width, theme]);

  return (
    <div ref={box} className="tree-player">
      <canvas ref={canvas} role="img" aria-label={label} style={{ width: '100%', height: HEIGHT }} />
      <div className="row" style={{ alignItems: 'center', gap: 12 }}>
        <Button
          onClick={() => {
            if (!playing && share >= 1) setShare(0);
            setPlaying(!playing);
          }}
        >
          {playing ? t('spread.pause') : t('spread.play')}
        </Button>
        <div style={{ flex: 1 }}>
          <Slider
            min={0}
            max={1}
            step={0.001}
            value={share}
            tooltip={{ formatter: () => clock(at) }}
            ariaLabelForHandle={t('spread.timeline')}
            onChange={(value) => {
              setPlaying(false);
              setShare(value);
            }}
          />
        </div>
        <span className="number muted" data-shown={shown}>
          {clock(at)} · {t('spread.acts', { count: shown })}
        </span>
      </div>
    </div>
  );
}
