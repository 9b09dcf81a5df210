import { useState } from 'react';
import { Button, Input, TextField } from 'react-aria-components';
import { m } from '../paraglide/messages.js';
import { DirectoryPicker } from '../parts/DirectoryPicker';
import { KeyIcon, PlusIcon } from '../parts/Icons';
import { Tick } from '../parts/Tick';
import { isWhatDone, nameFault, withDirectory, type DirectoryDraft, type NameFault } from './draft';

/** Which directories, and what to call them. */
export function WhatStep({
  hostName,
  directories,
  onChange,
  onNext,
  onOpen,
}: {
  hostName: string;
  directories: DirectoryDraft[];
  onChange: (directories: DirectoryDraft[]) => void;
  onNext: () => void;
  /** There is a repository already. */
  onOpen: () => void;
}) {
  const [isPicking, setIsPicking] = useState(false);
  const change = (changed: DirectoryDraft) =>
    onChange(directories.map((draft) => (draft.path === changed.path ? changed : draft)));
  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhatDone(directories)) onNext();
      }}
    >
      <div className="stack">
        <h1>{m.what_title({ host: hostName })}</h1>
        <p className="lead">{m.what_text()}</p>
      </div>
      <div className="stack">
        {directories.length > 0 ? (
          <ul className="rows">
            {directories.map((draft) => (
              <Row key={draft.path} draft={draft} fault={nameFault(draft, directories)} onChange={change} />
            ))}
          </ul>
        ) : null}
        <div>
          <Button className="button" onPress={() => setIsPicking(true)}>
            <PlusIcon size={18} />
            {m.what_add()}
          </Button>
        </div>
      </div>
      {isPicking ? (
        <DirectoryPicker
          title={m.what_pick()}
          onClose={() => setIsPicking(false)}
          onPick={(path) => {
            onChange(withDirectory(directories, path));
            setIsPicking(false);
          }}
        />
      ) : null}
      <div className="actions">
        <Button type="submit" className="button primary large" isDisabled={!isWhatDone(directories)}>
          {m.next()}
        </Button>
        <Button className="button quiet large" onPress={onOpen}>
          <KeyIcon />
          {m.open_offer()}
        </Button>
      </div>
    </form>
  );
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

const faults: Record<NameFault, () => string> = {
  missing: m.name_missing,
  letters: m.name_letters,
  twice: m.name_twice,
};

function Row({
  draft,
  fault,
  onChange,
}: {
  draft: DirectoryDraft;
  fault: NameFault | null;
  onChange: (draft: DirectoryDraft) => void;
}) {
  const words = draft.about === null ? undefined : about[draft.about];
  return (
    <li className="suggestion">
      <Tick
        isSelected={draft.isChosen}
        onChange={(isChosen) => onChange({ ...draft, isChosen })}
        aria-label={m.protect({ path: draft.path })}
      />
      <div className="stack directory">
        <span className="path">{draft.path}</span>
        {words ? <span className="small soft">{words()}</span> : null}
      </div>
      {draft.isChosen ? (
        <TextField
          className="field name-field"
          aria-label={m.name_of({ path: draft.path })}
          value={draft.name}
          isInvalid={fault !== null}
          onChange={(name) => onChange({ ...draft, name })}
        >
          <Input className="input" spellCheck={false} autoCapitalize="none" />
          {fault ? <span className="error">{faults[fault]()}</span> : null}
        </TextField>
      ) : null}
    </li>
  );
}
