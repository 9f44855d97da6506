/** The platforms as options of a select, by their names in the page's language. */
import { PLATFORM_IDS, type PlatformId } from '#basis/platform.ts';
import { usePlatformName } from '#web/parts/words.ts';

export function PlatformOptions({ of = PLATFORM_IDS }: { of?: readonly PlatformId[] }) {
  const platformName = usePlatformName();
  return of.map((p) => (
    <option key={p} value={p}>
      {platformName(p)}
    </option>
  ));
}
