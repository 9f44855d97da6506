import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface DropZoneProps {
  small: boolean;
  busy: boolean;
  add: (files: readonly File[]) => void;
}

/** Takes files by dropping or by choosing them. */
export function DropZone({ small, busy, add }: DropZoneProps) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the file input inside takes the keyboard
    <label
      className={`drop ${over ? 'over' : ''}`}
      style={small ? { padding: 12, marginBottom: 16 } : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer.files.length > 0) add([...event.dataTransfer.files]);
      }}
    >
      <span className="empty-title">
        {busy ? t('import.uploading') : small ? t('import.addMore') : t('import.drop')}
      </span>
      {small ? null : <p className="muted">{t('import.dropHint')}</p>}
      <input
        type="file"
        multiple
        className="hidden"
        disabled={busy}
        onChange={(event) => {
          if (event.target.files && event.target.files.length > 0) add([...event.target.files]);
          event.target.value = '';
        }}
      />
    </label>
  );
}
