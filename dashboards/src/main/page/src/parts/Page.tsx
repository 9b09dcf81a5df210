import { useEffect, useRef, type ReactNode } from 'react';

/** A screen: says its name in the window's title, and to a screen reader when it is entered. */
export function Page({
  title,
  above,
  heading,
  action,
  children,
}: {
  title: string;
  /** The way up from here. */
  above?: ReactNode;
  heading?: ReactNode;
  /** What one can do here, beside the title. */
  action?: ReactNode;
  children: ReactNode;
}) {
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
        <div className="stack close">
          {above ? <div className="above">{above}</div> : null}
          <div className="row apart">
            <h1 ref={top} tabIndex={-1}>
              {title}
            </h1>
            {action}
          </div>
        </div>
      )}
      {children}
    </div>
  );
}
