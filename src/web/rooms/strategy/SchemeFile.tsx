/** Adds a tier scheme from a file, so that it can be chosen by name; forgets one. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { tierSchemeSchema } from '#domain/readings/market/schema.ts';
import { forgetScheme, keepScheme } from '#web/api/market.ts';
import { useComplain } from '#web/parts/complain.ts';

interface SchemeFileProps {
  /** The shown scheme, where it is one of the user's. */
  own: string | undefined;
  change: (scheme: string) => void;
}

export function SchemeFile({ own, change }: SchemeFileProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const onError = useComplain();
  const fresh = () => client.invalidateQueries({ queryKey: ['tier-schemes'] });
  const add = useMutation({
    mutationFn: async (file: File) => {
      const text = await file.text();
      const read = tierSchemeSchema.safeParse(parsed(text));
      if (!read.success) throw new Error(t('value.tiers.loadBad'));
      return keepScheme(read.data);
    },
    onSuccess: async (scheme) => {
      await fresh();
      change(scheme.scheme);
    },
    onError: (error) => void message.error(error.message),
  });
  const forget = useMutation({
    mutationFn: forgetScheme,
    onSuccess: async () => {
      change('');
      await fresh();
    },
    onError,
  });
  return (
    <>
      <label className="button" title={t('value.tiers.loadHint')}>
        {t('value.tiers.load')}
        <input
          type="file"
          className="hidden"
          accept=".json,application/json"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) add.mutate(file);
            event.target.value = '';
          }}
        />
      </label>
      {own ? (
        <button type="button" className="button" onClick={() => forget.mutate(own)}>
          {t('value.tiers.forget')}
        </button>
      ) : null}
    </>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
