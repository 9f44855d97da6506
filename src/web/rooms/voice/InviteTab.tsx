/** Whom to invite: consumers who spoke of words, drawn by quotas, with the consent counted. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QUOTA_DIMENSIONS } from '#domain/readings/voice/invite/schema.ts';
import { invitationsQuery, sendInvitation } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatDay } from '#web/parts/format.ts';

export function InviteTab() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const query = useQuery(invitationsQuery);
  const [form, setForm] = useState({ name: '', words: '', size: '200', dimension: 'province' });
  const draw = async () => {
    try {
      await sendInvitation({
        name: form.name,
        words: form.words.split(/[,，、]/u).filter((w) => w.trim() !== ''),
        size: Number(form.size),
        dimension: form.dimension,
      });
      await client.invalidateQueries({ queryKey: ['library', 'voice'] });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <>
      <form
        className="voice-scope"
        onSubmit={(e) => {
          e.preventDefault();
          void draw();
        }}
      >
        {(['name', 'words', 'size'] as const).map((key) => (
          <input
            key={key}
            required
            className="field"
            type={key === 'size' ? 'number' : 'text'}
            min={1}
            aria-label={t(`voice.inviteField.${key}`)}
            placeholder={t(`voice.inviteField.${key}`)}
            value={form[key]}
            onChange={(e) => setForm({ ...form, [key]: e.target.value })}
          />
        ))}
        <select
          className="field"
          aria-label={t('voice.inviteField.dimension')}
          value={form.dimension}
          onChange={(e) => setForm({ ...form, dimension: e.target.value })}
        >
          {QUOTA_DIMENSIONS.map((d) => (
            <option key={d} value={d}>
              {t(`voice.quota.${d}`)}
            </option>
          ))}
        </select>
        <button type="submit" className="button primary">
          {t('voice.draw')}
        </button>
      </form>
      <Answer query={query} rows={6}>
        {({ items }) => (
          <div className="cards">
            {items.length === 0 ? <p className="muted">{t('voice.noInvitations')}</p> : null}
            {items.map((i) => (
              <section key={i.invitationId} className="card">
                <h2>{i.name}</h2>
                <p className="muted">
                  {t('voice.drawnOf', {
                    drawn: i.drawn,
                    found: i.found,
                    words: i.request.words.join(', '),
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
                        <th scope="row">{c.cell === 'unknown' ? t('voice.unknown') : c.cell}</th>
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
              </section>
            ))}
          </div>
        )}
      </Answer>
    </>
  );
}
