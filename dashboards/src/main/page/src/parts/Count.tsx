/** A number of a tally, and what it counts. */
export function Count({ label, value, isWarning }: { label: string; value: string; isWarning?: boolean }) {
  return (
    <div className={isWarning ? 'warning' : ''}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
