/** The whole verification of a bundle's bytes, without a server or a library. */
import { DETECTORS } from '#domain/readings/authenticity/registry.ts';
import { checkBundle } from './check-bundle.ts';
import { rerun } from './rerun.ts';
import type { Verification } from './schema.ts';

export async function verifyBundle(bytes: Buffer, detectors = DETECTORS): Promise<Verification> {
  const { verification, opened } = checkBundle(bytes);
  if (!opened) return verification;
  const outcome = await rerun(opened, detectors);
  return { ...verification, ...outcome, message: `${verification.message} ${outcome.message}` };
}
