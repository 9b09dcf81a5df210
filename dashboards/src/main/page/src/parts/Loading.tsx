import { m } from '../paraglide/messages.js';

/** Where something is about to be: its shape instead of a spinner. */
export function Loading({ lines = 3 }: { lines?: number }) {
  return (
    <div className="stack" role="status" aria-label={m.loading()}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={`skeleton ${line === 0 ? 'skeleton-tall' : ''}`} />
      ))}
    </div>
  );
}
