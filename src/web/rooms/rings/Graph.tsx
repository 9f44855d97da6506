/** The graph, drawn by WebGL. Positions come from the rings: each ring is a circle, circles stand side by side. */
import { MultiGraph } from 'graphology';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Sigma } from 'sigma';
import type { RingGraph } from '#domain/readings/authenticity/rings/schema.ts';
import { FONT, PALETTES, SERIES } from '#web/parts/palette.ts';
import { useTheme } from '#web/parts/preferences.ts';

interface GraphProps {
  graph: RingGraph;
  chosen: string | undefined;
  onChoose: (ring: string | undefined) => void;
}

interface Place {
  x: number;
  y: number;
}

/** Rings on circles whose size grows with the root of their members, in a spiral; the rest on an outer ring. */
function placesOf(graph: RingGraph): Map<string, Place> {
  const places = new Map<string, Place>();
  const groups = [...graph.rings].sort((a, b) => b.members.length - a.members.length);
  const inRing = new Map(graph.nodes.flatMap((n) => (n.ring ? [[n.id, n.ring] as const] : [])));
  let reach = 0;
  groups.forEach((ring, i) => {
    const members = ring.members.filter((id) => inRing.get(id) === ring.id && !places.has(id));
    const radius = Math.sqrt(members.length) + 0.5;
    // Sunflower: equal area for each circle.
    const away = i === 0 ? 0 : reach + radius * 0.7;
    const turn = i * 2.399963;
    const [cx, cy] = [away * Math.cos(turn), away * Math.sin(turn)];
    members.forEach((id, j) => {
      const angle = (2 * Math.PI * j) / members.length;
      places.set(id, { x: cx + radius * Math.cos(angle), y: cy + radius * Math.sin(angle) });
    });
    reach = Math.max(reach, away + radius * (i === 0 ? 1 : 0.35));
  });
  const rest = graph.nodes.filter((n) => !places.has(n.id));
  rest.forEach(({ id }, j) => {
    const angle = (2 * Math.PI * j) / rest.length;
    const away = reach + 3 + (j % 3);
    places.set(id, { x: away * Math.cos(angle), y: away * Math.sin(angle) });
  });
  return places;
}

export function Graph({ graph, chosen, onChoose }: GraphProps) {
  const { t } = useTranslation();
  const theme = useTheme();
  const holder = useRef<HTMLDivElement>(null);
  const choose = useEffectEvent(onChoose);
  useEffect(() => {
    if (!holder.current) return undefined;
    const palette = PALETTES[theme];
    const colours = SERIES[theme];
    const colourOf = new Map(graph.rings.map((r, i) => [r.id, colours[i % colours.length] as string]));
    const places = placesOf(graph);
    const ringOf = new Map(graph.nodes.map((n) => [n.id, n.ring]));
    const drawn = new MultiGraph();
    for (const n of graph.nodes)
      drawn.addNode(n.id, {
        ...places.get(n.id),
        size: 3 + Math.min(9, Math.sqrt(n.degree)),
        label: n.name ?? (n.kind === 'person' ? `${n.id.slice(6, 14)}…` : n.id),
        color: n.ring ? colourOf.get(n.ring) : palette.muted,
      });
    for (const e of graph.edges) {
      if (!drawn.hasNode(e.a) || !drawn.hasNode(e.b)) continue;
      const same = ringOf.get(e.a) !== null && ringOf.get(e.a) === ringOf.get(e.b);
      drawn.addEdge(e.a, e.b, {
        size: same ? 1.2 : 0.4,
        color: same ? palette.muted : palette.line,
      });
    }
    const sigma = new Sigma(drawn, holder.current, {
      labelFont: FONT,
      labelColor: { color: palette.text },
      labelDensity: 0.6,
      labelRenderedSizeThreshold: 6,
      nodeReducer: (id, data) =>
        chosen && ringOf.get(id) !== chosen
          ? { ...data, color: palette.line, label: null }
          : { ...data, forceLabel: Boolean(chosen) },
      edgeReducer: (edge, data) =>
        chosen && ringOf.get(drawn.source(edge)) !== chosen ? { ...data, hidden: true } : data,
    });
    sigma.on('clickNode', ({ node }) => choose(ringOf.get(node) ?? undefined));
    sigma.on('clickStage', () => choose(undefined));
    let gone = false;
    // A canvas does not wait for the parts of a font that hold its characters.
    void document.fonts.load(`14px ${FONT}`, graph.nodes.map((n) => n.name ?? '').join('')).then(() => {
      if (!gone) sigma.refresh();
    });
    return () => {
      gone = true;
      sigma.kill();
    };
  }, [graph, theme, chosen]);
  return (
    <div
      ref={holder}
      className="ring-graph card"
      role="img"
      aria-label={t('authenticity.rings.graph', { nodes: graph.nodes.length, edges: graph.edges.length })}
    />
  );
}
