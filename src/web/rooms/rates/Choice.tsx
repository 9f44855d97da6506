/** One choice of the page, kept in the address. */
interface ChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  change: (value: string) => void;
}

export function Choice({ label, value, options, change }: ChoiceProps) {
  return (
    <label className="row">
      <span className="muted small">{label}</span>
      <select
        className="field"
        style={{ width: 'auto' }}
        value={value}
        onChange={(e) => change(e.target.value)}
      >
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.text}
          </option>
        ))}
      </select>
    </label>
  );
}
