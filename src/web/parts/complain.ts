/** Says for a moment that something the user asked for was refused, and why. */
import { App } from 'antd';
import { useCallback } from 'react';
import { messageOf } from '#basis/error.ts';
import { useTell } from '#web/i18n/tell.ts';

export function useComplain(): (thrown: unknown) => void {
  const { message } = App.useApp();
  const tell = useTell();
  return useCallback((thrown) => void message.error(tell(messageOf(thrown))), [message, tell]);
}
