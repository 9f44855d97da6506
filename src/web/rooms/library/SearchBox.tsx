import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface SearchBoxProps {
  value: string;
  change: (text: string) => void;
}
const PAUSE_MS = 200;

/** Words to search for; asks after a pause in typing, never in the middle of composing a Chinese word. */
export function SearchBox({ value, change }: SearchBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [given, setGiven] = useState(value);
  if (given !== value) {
    setGiven(value);
    setText(value);
  }
  function later(next: string): void {
    clearTimeout(timer.current);
    if (!composing.current) timer.current = setTimeout(() => change(next.trim()), PAUSE_MS);
  }
  return (
    <input
      className="field"
      type="search"
      aria-label={t('library.search')}
      placeholder={t('library.search')}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        later(event.target.value);
      }}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        later(event.currentTarget.value);
      }}
    />
  );
}
