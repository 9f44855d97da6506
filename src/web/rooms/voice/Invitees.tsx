/** The people of a frame and what each said about taking part; a word is added to the log, never changed. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CONSENT_STATES } from '#domain/readings/voice/invite/schema.ts';
import { inviteesQuery, sendConsent } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { usePlatformName } from '#web/parts/words.ts';

const KEY_SHOWN = 8;

export function Invitees({ invitationId }: { invitationId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const query = useQuery(inviteesQuery(invitationId));
  const platformName = usePlatformName();
  const say = async (actorKey: string, state: (typeof CONSENT_STATES)[number]) => {
    try {
      await sendConsent(invitationId, { actorKeys: [actorKey], state });
      await client.invalidateQueries({ queryKey: ['library', 'voice'] });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <Answer query={query} rows={4}>
      {({ items, total }) => (
        <>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('voice.person')}</th>
                <th scope="col">{t('voice.cell')}</th>
                <th scope="col">{t('voice.said')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((p) => (
                <tr key={p.actorKey}>
                  <th scope="row" className="number" title={p.actorKey}>
                    …{p.actorKey.slice(-KEY_SHOWN)}
                  </th>
                  <td>{p.cell === 'unknown' ? t('voice.unknown') : platformName(p.cell)}</td>
                  <td>
                    <span className="row">
                      {CONSENT_STATES.map((state) => (
                        <button
                          key={state}
                          type="button"
                          className="chip"
                          aria-pressed={p.state === state}
                          onClick={() => void say(p.actorKey, state)}
                        >
                          {t(`voice.consentOf.${state}`)}
                        </button>
                      ))}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {total > items.length ? (
            <p className="muted">{t('voice.firstOf', { shown: items.length, total })}</p>
          ) : null}
        </>
      )}
    </Answer>
  );
}
