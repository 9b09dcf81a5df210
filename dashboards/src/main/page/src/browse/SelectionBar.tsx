import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { m } from '../paraglide/messages.js';

/** What is chosen, in sight as long as something is, and what can be done with it. */
export function SelectionBar({
  chosen,
  onClear,
  children,
}: {
  chosen: ReadonlySet<string>;
  onClear: () => void;
  children: ReactNode;
}) {
  if (chosen.size === 0) return null;
  return (
    <div className="selection-bar" role="region" aria-label={m.chosen({ count: chosen.size })}>
      <strong>{m.chosen({ count: chosen.size })}</strong>
      <span className="row">
        <Button className="button quiet compact" onPress={onClear}>
          {m.choose_none()}
        </Button>
        {children}
      </span>
    </div>
  );
}
