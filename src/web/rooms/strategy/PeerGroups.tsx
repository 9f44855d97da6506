/** Cut-offs as the peer groups of value scores: taken as shown, changed by hand, or back to the bands of the library. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TiersResult } from '#domain/readings/market/schema.ts';
import { type PeerTiers, peerTiersSchema } from '#domain/readings/value/schema.ts';
import { saveTiers, valueSettingsQuery } from '#web/api/value.ts';
import { useComplain } from '#web/parts/complain.ts';
import { useSay } from '#web/parts/say.ts';
import { usePlatformName } from '#web/parts/words.ts';

interface PeerGroupsProps {
  tiers: TiersResult;
  /** What the shown scheme is called. */
  name: PeerTiers['name'];
}

/** The shown cut-offs as a file of value; platforms that are insufficient keep the bands of the library. */
const fileOf = ({ tiers, name }: PeerGroupsProps): PeerTiers => ({
  tiers: tiers.scheme,
  name,
  source: tiers.source,
  asOf: tiers.asOf,
  platforms: Object.fromEntries(
    tiers.platforms.flatMap((p) =>
      p.state === 'ok'
        ? [[p.platform, p.tiers.map((t) => ({ tier: t.tier, name: t.name, from: t.from.value }))]]
        : [],
    ),
  ),
});

export function PeerGroups(props: PeerGroupsProps) {
  const { t } = useTranslation();
  const say = useSay();
  const client = useQueryClient();
  const { data: settings } = useQuery(valueSettingsQuery);
  const [editing, setEditing] = useState(false);
  const shown = fileOf(props);
  const used = settings?.tiers ?? null;
  const same = used !== null && JSON.stringify(used.platforms) === JSON.stringify(shown.platforms);
  const save = useMutation({
    mutationFn: saveTiers,
    onSuccess: () => {
      setEditing(false);
      return client.invalidateQueries({ queryKey: ['library'] });
    },
    onError: useComplain(),
  });
  return (
    <>
      <div className="row peer-groups">
        <span role="status" className={same ? 'tag' : 'muted'}>
          {same
            ? t('value.tiers.used')
            : t('value.tiers.usedOther', { name: used ? say(used.name) : t('value.tiers.bands') })}
        </span>
        <button
          type="button"
          className="button"
          disabled={same || save.isPending || Object.keys(shown.platforms).length === 0}
          onClick={() => save.mutate(shown)}
        >
          {t('value.tiers.use')}
        </button>
        <button type="button" className="button" aria-expanded={editing} onClick={() => setEditing(!editing)}>
          {t('value.tiers.edit')}
        </button>
        {used ? (
          <button
            type="button"
            className="button"
            disabled={save.isPending}
            onClick={() => save.mutate(null)}
          >
            {t('value.tiers.useBands')}
          </button>
        ) : null}
      </div>
      {editing ? <Editor key={shown.tiers} from={shown} save={(file) => save.mutate(file)} /> : null}
    </>
  );
}

function Editor({ from, save }: { from: PeerTiers; save: (file: PeerTiers) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const platformName = usePlatformName();
  const [file, setFile] = useState(from);
  const read = peerTiersSchema.safeParse({
    ...file,
    tiers: 'own-cut-offs',
    name: { en: `${from.name.en}, changed`, zh: `${from.name.zh}（已修改）` },
  });
  const set = (platform: keyof PeerTiers['platforms'], at: number, value: number) =>
    setFile((old) => ({
      ...old,
      platforms: {
        ...old.platforms,
        [platform]: old.platforms[platform]?.map((band, i) => (i === at ? { ...band, from: value } : band)),
      },
    }));
  return (
    <form
      className="note cut-offs"
      onSubmit={(event) => {
        event.preventDefault();
        if (read.success) save(read.data);
      }}
    >
      <p className="muted small">{t('value.tiers.editHint')}</p>
      {Object.entries(file.platforms).map(([platform, bands]) => (
        <fieldset key={platform} className="own-row">
          <legend>{platformName(platform)}</legend>
          {bands?.map((band, i) => (
            <label key={band.tier} className="own-weight">
              <span>{say(band.name)}</span>
              <input
                className="field"
                type="number"
                min={0}
                value={band.from}
                disabled={i === 0}
                onChange={(e) => set(platform as keyof PeerTiers['platforms'], i, Number(e.target.value))}
              />
            </label>
          ))}
        </fieldset>
      ))}
      <p className="row">
        <button type="submit" className="button primary" disabled={!read.success}>
          {t('value.tiers.editSave')}
        </button>
        {read.success ? null : <span className="mark">{t('value.tiers.editBad')}</span>}
      </p>
    </form>
  );
}
