/** Which connector reads a table. */
import { refused } from '#basis/error.ts';
import type { Connector } from '#connectors/contract.ts';
import type { OpenedFile } from '#connectors/format/open.ts';
import { connectorFromMapping, guessMapping } from '#connectors/generic.ts';
import { type Mapping, mappingSchema } from '#connectors/mapping.ts';
import { connectorById, recognise } from '#connectors/registry.ts';

export interface Chosen {
  connector: Connector;
  confidence: number | null;
  platform: string | null;
  mapping: Mapping | null;
}

/** Below this a file is not taken for a vendor's layout without the user saying so. */
const SURE = 0.6;

/** The connector of a table: the named one, the given mapping, the recognised vendor, else a confident guess. */
export async function chooseConnector(
  file: OpenedFile,
  sheet: string | null,
  connector: string | null,
  mapping: unknown,
): Promise<Chosen | null> {
  if (mapping !== null && mapping !== undefined) {
    const read = mappingSchema.parse(mapping);
    return {
      connector: connectorFromMapping(read),
      confidence: null,
      platform: read.platform ?? null,
      mapping: read,
    };
  }
  if (connector) {
    const named = connectorById(connector);
    if (!named)
      throw refused(
        'unknown-connector',
        `There is no connector “${connector}”.`,
        { file: file.fileName },
        'List them with `touchstone import --connectors`.',
      );
    return {
      connector: named,
      confidence: null,
      platform: named.platforms.length === 1 ? (named.platforms[0] ?? null) : null,
      mapping: null,
    };
  }
  const sample = await file.sample(sheet);
  const best = recognise(sample)[0];
  if (best && best.recognition.confidence >= SURE)
    return {
      connector: best.connector,
      confidence: best.recognition.confidence,
      platform: best.recognition.platform,
      mapping: null,
    };
  const guess = guessMapping(sample);
  const known = guess.columns.filter((c) => c.target !== null);
  const sure = known.length > 0 && known.reduce((sum, c) => sum + c.confidence, 0) / known.length >= SURE;
  if (!sure || guess.mapping.requires.length === 0) return null;
  return {
    connector: connectorFromMapping(guess.mapping),
    confidence: SURE,
    platform: guess.mapping.platform ?? null,
    mapping: guess.mapping,
  };
}
