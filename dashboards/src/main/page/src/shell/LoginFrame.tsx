import { useEffect, type ReactNode } from 'react';
import { KeyIcon } from '../parts/Icons';
import { Alone } from './Alone';

/** What somebody sees who is not logged in: why, and below it a way in. */
export function LoginFrame({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  useEffect(() => {
    document.title = 'MOWS Backup';
  }, []);
  return (
    <Alone>
      <div className="stack wide">
        <div className="stack">
          <span className="soft">
            <KeyIcon size={32} />
          </span>
          <h1>{title}</h1>
          <p className="lead">{text}</p>
        </div>
        {children}
      </div>
    </Alone>
  );
}
