/** Small forms that stand in a row: labelled fields, one button, the first refusal shown. */
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useComplain } from '#web/parts/complain.ts';

interface FieldProps {
  label: string;
  children: ReactNode;
}
export function Labelled({ label, children }: FieldProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- the control is among the children
    <label>
      <span>{label}</span>
      {children}
    </label>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T | '';
  options: readonly T[];
  name: (option: T) => string;
  choose: (value: T | '') => void;
  /** What no choice is called; without it there is always a choice. */
  none?: string;
  required?: boolean;
}
export function Choice<T extends string>(p: ChoiceProps<T>) {
  return (
    <Labelled label={p.label}>
      <select
        className="field"
        value={p.value}
        required={p.required}
        onChange={(e) => p.choose(e.target.value as T | '')}
      >
        {p.none === undefined ? null : <option value="">{p.none}</option>}
        {p.options.map((o) => (
          <option key={o} value={o}>
            {p.name(o)}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

interface TextProps {
  label: string;
  value: string;
  change: (value: string) => void;
  type?: 'text' | 'date' | 'number';
  required?: boolean;
  className?: string;
  placeholder?: string;
}
export function TextField({
  label,
  value,
  change,
  type = 'text',
  required,
  className,
  placeholder,
}: TextProps) {
  return (
    <Labelled label={label}>
      <input
        className={`field ${className ?? ''}`}
        type={type}
        value={value}
        required={required}
        placeholder={placeholder}
        min={type === 'number' ? 0 : undefined}
        step={type === 'number' ? 'any' : undefined}
        onChange={(e) => change(e.target.value)}
      />
    </Labelled>
  );
}

interface InlineFormProps {
  label: string;
  button: string;
  send: () => Promise<unknown>;
  /** Empties the fields once the server took them. */
  sent: () => void;
  children: ReactNode;
}
export function InlineForm({ label, button, send, sent, children }: InlineFormProps) {
  const complain = useComplain();
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    void send()
      .then(sent, complain)
      .finally(() => setBusy(false));
  };
  return (
    <form className="inline-form" aria-label={label} onSubmit={submit}>
      {children}
      <Button htmlType="submit" type="primary" size="small" disabled={busy}>
        {button}
      </Button>
    </form>
  );
}
