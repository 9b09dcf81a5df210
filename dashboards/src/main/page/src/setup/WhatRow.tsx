import type { ReactNode } from 'react';
import { Input, TextField } from 'react-aria-components';
import { m } from '../paraglide/messages.js';
import { Tick } from '../parts/Tick';
import type { NameFault } from './draft';

const faults: Record<NameFault, () => string> = {
  missing: m.name_missing,
  letters: m.name_letters,
  twice: m.name_twice,
};

/** Something that may be protected: a tick, what it is, and what to call it. */
export function WhatRow({
  draft,
  fault,
  tick,
  nameOf,
  about,
  onChange,
  children,
}: {
  draft: { name: string; isChosen: boolean };
  fault: NameFault | null;
  tick: string;
  nameOf: string;
  about: string | null;
  onChange: (changed: { name?: string; isChosen?: boolean }) => void;
  children: ReactNode;
}) {
  return (
    <li className="suggestion">
      <Tick isSelected={draft.isChosen} onChange={(isChosen) => onChange({ isChosen })} aria-label={tick} />
      <div className="stack directory">
        {children}
        {about ? <span className="small soft">{about}</span> : null}
      </div>
      {draft.isChosen ? (
        <TextField
          className="field name-field"
          aria-label={nameOf}
          value={draft.name}
          isInvalid={fault !== null}
          onChange={(name) => onChange({ name })}
        >
          <Input className="input" spellCheck={false} autoCapitalize="none" />
          {fault ? <span className="error">{faults[fault]()}</span> : null}
        </TextField>
      ) : null}
    </li>
  );
}
