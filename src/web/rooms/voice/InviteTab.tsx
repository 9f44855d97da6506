/** Whom to invite: consumers who spoke, engaged or bought, drawn by quotas, with the consent log. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invitationsQuery } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatDay } from '#web/parts/format.ts';
import { usePlatformName } from '#web/parts/words.ts';
import { Invitees } from '#web/rooms/voice/Invitees.tsx';
import { InviteForm } from '#web/rooms/voice/InviteForm.tsx';

export function InviteTab() {
  const { t } = useTranslation();
  const query = useQuery(invitationsQuery);
  // Cells of other quotas are words already.
  const platformName = usePlatformName();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <>
      <InviteForm />
      <Answer query={query} rows={6}>
        {({ items }) => (
          <div className="cards">
            {items.length === 0 ? <p className="muted">{t('voice.noInvitations')}</p> : null}
            {items.map((i) => (
              <section key={i.invitationId} className="card">
                <h2>{i.name}</h2>
                <p className="muted">
                  {t(`voice.drawnOf.${i.request.source}`, {
                    drawn: i.drawn,
                    found: i.found,
                    words: i.request.words.join(', '),
                    campaign: i.request.campaign ?? t('voice.anyCampaign'),
                    day: formatDay(i.madeAt),
                  })}
                </p>
                <table className="plain">
                  <thead>
                    <tr>
                      <th scope="col">{t(`voice.quota.${i.request.dimension}`)}</th>
                      <th scope="col" className="right">
                        {t('voice.spoke')}
                      </th>
                      <th scope="col" className="right">
                        {t('voice.wanted')}
                      </th>
                      <th scope="col" className="right">
                        {t('voice.drawnPeople')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {i.cells.slice(0, 12).map((c) => (
                      <tr key={c.cell}>
                        <th scope="row">
                          {c.cell === 'unknown' ? t('voice.unknown') : platformName(c.cell)}
                        </th>
                        <td className="right number">{c.found}</td>
                        <td className="right number">{c.wanted}</td>
                        <td className="right number">{c.drawn}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <p className="muted">
                  {t('voice.consent', {
                    invited: i.consent.invited,
                    consented: i.consent.consented,
                    declined: i.consent.declined,
                    withdrawn: i.consent.withdrawn,
                  })}
                </p>
                <details onToggle={(e) => setOpen(e.currentTarget.open ? i.invitationId : null)}>
                  <summary>{t('voice.peopleAndConsent')}</summary>
                  {open === i.invitationId ? <Invitees invitationId={i.invitationId} /> : null}
                </details>
              </section>
            ))}
          </div>
        )}
      </Answer>
    </>
  );
}
