import { ProgressBar } from 'react-aria-components';

/** How far something is; without `value` that is not known. */
export function Progress({ label, value }: { label: string; value: number | null }) {
  return (
    <ProgressBar
      aria-label={label}
      value={value ?? undefined}
      isIndeterminate={value === null}
      className={`progress ${value === null ? 'indeterminate' : ''}`}
    >
      <div className="track">
        <div className="fill" style={value === null ? undefined : { inlineSize: `${value}%` }} />
      </div>
    </ProgressBar>
  );
}
