import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { m } from '../paraglide/messages.js';
import { DirectoryPicker } from '../parts/DirectoryPicker';
import { PlusIcon } from '../parts/Icons';
import { DatabaseDialog } from './DatabaseDialog';
import { isWhatDone, nameFault, withDatabase, withDirectory, type DatabaseDraft, type DirectoryDraft, type WhatDraft } from './draft';
import { WhatRow } from './WhatRow';

/** Which directories and databases, and what to call them. */
export function WhatStep({
  title,
  what,
  onChange,
  nextWord,
  isBusy = false,
  problem,
  onNext,
  children,
}: {
  title: string;
  what: WhatDraft;
  onChange: (what: WhatDraft) => void;
  nextWord: string;
  isBusy?: boolean;
  problem?: ReactNode;
  onNext: () => void;
  /** What else one can do here. */
  children?: ReactNode;
}) {
  const [adding, setAdding] = useState<'directory' | 'database' | null>(null);
  const { directories, databases } = what;
  const changeDirectory = (from: DirectoryDraft) => (to: Partial<DirectoryDraft>) =>
    onChange({ ...what, directories: directories.map((one) => (one === from ? { ...one, ...to } : one)) });
  const changeDatabase = (from: DatabaseDraft) => (to: Partial<DatabaseDraft>) =>
    onChange({ ...what, databases: databases.map((one) => (one === from ? { ...one, ...to } : one)) });
  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhatDone(what)) onNext();
      }}
    >
      <div className="stack">
        <h1>{title}</h1>
        <p className="lead">{m.what_text()}</p>
      </div>
      <div className="stack">
        {directories.length + databases.length > 0 ? (
          <ul className="rows">
            {directories.map((draft) => (
              <WhatRow
                key={draft.path}
                draft={draft}
                fault={nameFault(draft, directories)}
                tick={m.protect({ path: draft.path })}
                nameOf={m.name_of({ path: draft.path })}
                about={(draft.about && about[draft.about]?.()) || null}
                onChange={changeDirectory(draft)}
              >
                <span className="path">{draft.path}</span>
              </WhatRow>
            ))}
            {databases.map((draft) => {
              const place = placeOf(draft);
              return (
                <WhatRow
                  key={`database ${draft.key}`}
                  draft={draft}
                  fault={nameFault(draft, databases)}
                  tick={m.protect_databases({ place })}
                  nameOf={m.name_of_databases({ place })}
                  about={(draft.only.length > 0 ? draft.only : draft.databases).join(', ')}
                  onChange={changeDatabase(draft)}
                >
                  <span>{m.databases_of({ place })}</span>
                </WhatRow>
              );
            })}
          </ul>
        ) : null}
        <div className="actions">
          <Button className="button" onPress={() => setAdding('directory')}>
            <PlusIcon size={18} />
            {m.what_add()}
          </Button>
          <Button className="button" onPress={() => setAdding('database')}>
            <PlusIcon size={18} />
            {m.what_add_database()}
          </Button>
        </div>
      </div>
      {adding === 'directory' ? (
        <DirectoryPicker
          title={m.what_pick()}
          onClose={() => setAdding(null)}
          onPick={(path) => {
            onChange({ ...what, directories: withDirectory(directories, path) });
            setAdding(null);
          }}
        />
      ) : null}
      {adding === 'database' ? (
        <DatabaseDialog
          onClose={() => setAdding(null)}
          onTake={(draft) => {
            onChange({ ...what, databases: withDatabase(databases, draft) });
            setAdding(null);
          }}
        />
      ) : null}
      {problem}
      <div className="actions">
        <Button type="submit" className="button primary large" isDisabled={isBusy || !isWhatDone(what)}>
          {nextWord}
        </Button>
        {children}
      </div>
    </form>
  );
}

/** Where a server is, for people. */
function placeOf({ host, port }: DatabaseDraft): string {
  const place = host === '' || host.startsWith('/') ? m.databases_here() : host;
  return port === '' || port === '5432' ? place : m.database_at_port({ place, port });
}

const about: Record<string, () => string> = {
  home: m.about_home,
  documents: m.about_documents,
  pictures: m.about_pictures,
  umbrel: m.about_umbrel,
  server: m.about_server,
  casaos: m.about_casaos,
  docker: m.about_docker,
  configuration: m.about_configuration,
};
