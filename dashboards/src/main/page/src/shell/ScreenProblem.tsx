import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { m } from '../paraglide/messages.js';
import { Note } from '../parts/Note';

/** A screen that broke: a fault of ours, said as one. */
export function ScreenProblem({ error }: ErrorComponentProps) {
  return (
    <div className="stack">
      <Note tone="bad" title={m.broken_title()} next={m.broken_next()}>
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </Note>
      <ToToday />
    </div>
  );
}

/** An address that leads nowhere. */
export function NoScreen() {
  return (
    <div className="stack">
      <Note tone="warning" title={m.not_found_title()} next={m.not_found_next()} />
      <ToToday />
    </div>
  );
}

const ToToday = () => (
  <Link to="/" className="button">
    {m.today()}
  </Link>
);
