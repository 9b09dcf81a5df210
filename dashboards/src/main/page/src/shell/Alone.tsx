import type { ReactNode } from 'react';
import { Mark } from '../parts/Icons';
import { Preferences } from './Preferences';

/** A page with one thing on it. */
export function Alone({ children }: { children: ReactNode }) {
  return (
    <div className="alone">
      <header>
        <span className="brand">
          <Mark />
          MOWS Backup
        </span>
        <Preferences />
      </header>
      <main>{children}</main>
    </div>
  );
}
