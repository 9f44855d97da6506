/** The report of a campaign as one model. Same material, same model; a number without a source fails. */
import { createHash } from 'node:crypto';
import { canonical } from '../bundle/canonical.ts';
import { analysisChapter } from './analysis-chapter.ts';
import { appendix, rawTables } from './appendix.ts';
import { Cells } from './cells.ts';
import type { Material } from './material.ts';
import { overviewChapter } from './overview-chapter.ts';
import { participantsChapter } from './participants-chapter.ts';
import { citedText } from './prose.ts';
import { type Block, type Chapter, LAYERS, type Layer, type ReportModel } from './schema.ts';

export function buildReport(m: Material): ReportModel {
  const cells = new Cells();
  const chapters = [
    overviewChapter(m, cells),
    analysisChapter(m, cells),
    participantsChapter(m, cells),
    appendix(m, cells),
  ];
  for (const block of blocksOf(chapters))
    if (block.kind === 'prose')
      for (const language of ['en', 'zh'] as const) citedText(block.text[language], cells.all, language);
  return {
    campaign: m.campaign,
    brand: m.effect.brand,
    asOf: m.effect.asOf,
    madeAt: m.madeAt,
    product: m.product,
    cells: cells.all,
    chapters,
    raw: rawTables(m),
    digest: createHash('sha256')
      .update(canonical([cells.all, chapters]))
      .digest('hex'),
  };
}

export const blocksOf = (chapters: readonly Chapter[]): Block[] =>
  chapters.flatMap((c) => c.sections.flatMap((s) => s.blocks));

/** The chapters as a reader of a layer gets them; sections left empty fall out. */
export function atLayer(model: ReportModel, layer: Layer): Chapter[] {
  const most = LAYERS.indexOf(layer);
  return model.chapters
    .map((c) => ({
      ...c,
      sections: c.sections
        .map((s) => ({ ...s, blocks: s.blocks.filter((b) => LAYERS.indexOf(b.layer) <= most) }))
        .filter((s) => s.blocks.length > 0),
    }))
    .filter((c) => c.sections.length > 0);
}
