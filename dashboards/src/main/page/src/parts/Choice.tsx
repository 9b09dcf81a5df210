import type { ReactNode } from 'react';
import { Radio } from 'react-aria-components';

/** One of a few ways, with what it means. */
export function Choice({ value, icon, title, children }: { value: string; icon: ReactNode; title: string; children?: ReactNode }) {
  return (
    <Radio value={value} className="choice">
      <span className="glyph">{icon}</span>
      <strong>{title}</strong>
      {children ? <span className="soft small">{children}</span> : null}
    </Radio>
  );
}
