import type { ReactNode } from 'react';
import { Problem } from '../api/problem';
import { m } from '../paraglide/messages.js';
import { BadIcon, GoodIcon, WarningIcon } from './Icons';

const icons = { good: GoodIcon, warning: WarningIcon, bad: BadIcon };

/** Something to know: a title, what it is about, and what to do next. */
export function Note({
  tone,
  title,
  next,
  children,
}: {
  tone: keyof typeof icons;
  title: string;
  next?: string | null;
  children?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div className={`note ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon />
      <div className="body">
        <strong>{title}</strong>
        {children}
        {next ? <p className="soft">{next}</p> : null}
      </div>
    </div>
  );
}

/** A problem that the service told, in its words. */
export function ProblemNote({ error, children }: { error: unknown; children?: ReactNode }) {
  if (!error) return null;
  if (!(error instanceof Problem)) throw error;
  return error.isAway ? (
    <Note tone="bad" title={m.away_title()} next={m.away_next()}>
      {children}
    </Note>
  ) : (
    <Note tone="bad" title={error.detail || error.title} next={error.next}>
      {children}
    </Note>
  );
}
