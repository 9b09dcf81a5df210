import { useEffect, useRef, type ReactNode } from 'react';
import { m } from '../paraglide/messages.js';

/** A screen: says its name in the window's title, and to a screen reader when it is entered. */
export function Page({ title, children, heading }: { title: string; heading?: ReactNode; children: ReactNode }) {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · MOWS Backup`;
  }, [title]);
  useEffect(() => {
    // The first screen leaves the focus where the browser puts it.
    if (document.body.dataset.entered) top.current?.focus({ preventScroll: true });
    document.body.dataset.entered = 'yes';
    window.scrollTo(0, 0);
  }, []);
  return (
    <div className="stack wide" data-page={title}>
      {heading ?? (
        <h1 ref={top} tabIndex={-1}>
          {title}
        </h1>
      )}
      {children}
    </div>
  );
}

export function Busy({ what }: { what: string }) {
  return (
    <span className="soft" role="status">
      {what || m.loading()}
    </span>
  );
}
