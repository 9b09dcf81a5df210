import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { answer, api } from '../api/client';
import { m } from '../paraglide/messages.js';
import { Field } from '../parts/Field';
import { Note, ProblemNote } from '../parts/Note';
import { Tick } from '../parts/Tick';
import { databaseOf, emptyDatabase, type DatabaseDraft } from './draft';

/** A database server: say where it is, see that it answers and what it has, take it. */
export function DatabaseDialog({ onTake, onClose }: { onTake: (draft: DatabaseDraft) => void; onClose: () => void }) {
  const [draft, setDraft] = useState(emptyDatabase);
  const test = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/databases/test', { body: databaseOf(draft) })),
  });
  const found = test.data?.state === 'Works' ? test.data.databases : null;
  const text = (name: 'host' | 'port' | 'user' | 'password' | 'runAs') => ({
    value: draft[name],
    onChange: (value: string) => {
      test.reset();
      setDraft({ ...draft, [name]: value, only: [] });
    },
  });
  return (
    <ModalOverlay className="modal-back" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog>
          <form
            className="dialog-form"
            onSubmit={(event) => {
              event.preventDefault();
              // It lies within another form, as far as React is concerned.
              event.stopPropagation();
              if (found) onTake({ ...draft, databases: found });
              else test.mutate();
            }}
          >
            <header className="stack close">
              <Heading slot="title" level={2}>
                {m.database_title()}
              </Heading>
              <p className="soft small">{m.database_text()}</p>
            </header>
            <div className="dialog-body stack">
              <div className="fields">
                <Field label={m.database_host()} mono placeholder="/run/postgresql" {...text('host')} />
                <Field label={m.database_port()} mono placeholder="5432" inputMode="numeric" {...text('port')} />
                <Field label={m.database_user()} mono autoComplete="off" {...text('user')} />
                <Field label={m.database_password()} mono type="password" autoComplete="off" {...text('password')} />
              </div>
              <Field label={m.database_run_as()} mono autoComplete="off" placeholder="postgres" {...text('runAs')} />
              <ProblemNote error={test.error} />
              {test.data && test.data.state !== 'Works' ? (
                <Note
                  tone="bad"
                  title={test.data.state === 'Failed' ? m.database_failed() : m.database_no_program()}
                  next={test.data.state === 'Failed' ? m.database_failed_next() : null}
                >
                  <p>{test.data.message}</p>
                </Note>
              ) : null}
              {found ? (
                <Note tone="good" title={found.length > 0 ? m.database_works() : m.database_none()}>
                  <Found names={found} only={draft.only} onChange={(only) => setDraft({ ...draft, only })} />
                  {test.data?.superuser ? null : <p className="soft">{m.database_roles_missing()}</p>}
                </Note>
              ) : null}
            </div>
            <footer>
              <Button className="button quiet" onPress={onClose}>
                {m.cancel()}
              </Button>
              <Button type="submit" className="button primary" isDisabled={test.isPending || found?.length === 0}>
                {test.isPending ? m.testing() : found ? m.database_take() : m.where_test()}
              </Button>
            </footer>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Found({ names, only, onChange }: { names: string[]; only: string[]; onChange: (only: string[]) => void }) {
  const all = only.length === 0;
  return (
    <div className="stack close">
      <Tick isSelected={all} onChange={(isAll) => onChange(isAll ? [] : names)}>
        {m.database_all()}
      </Tick>
      <div className="ticks">
        {names.map((name) => (
          <Tick
            key={name}
            isSelected={all || only.includes(name)}
            isDisabled={all || (only.length === 1 && only.includes(name))}
            onChange={(isChosen) => onChange(names.filter((one) => (one === name ? isChosen : only.includes(one))))}
          >
            <span className="path">{name}</span>
          </Tick>
        ))}
      </div>
    </div>
  );
}
