import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, GridList, GridListItem, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { directoriesQuery } from '../api/queries';
import { m } from '../paraglide/messages.js';
import { ChevronIcon, FolderIcon, UpIcon } from './Icons';
import { Loading } from './Loading';
import { Note, ProblemNote } from './Note';
import { Tick } from './Tick';

/** A directory of the machine that the service runs on: look around, and take the one that is open. */
export function DirectoryPicker({
  title,
  start = '/',
  onPick,
  onClose,
}: {
  title: string;
  start?: string;
  onPick: (path: string) => void;
  onClose: () => void;
}) {
  const [path, setPath] = useState(start);
  const [showHidden, setShowHidden] = useState(false);
  const listing = useQuery(directoriesQuery(path));
  const entries = (listing.data?.entries ?? []).filter((entry) => showHidden || !entry.hidden);
  const parent = listing.data?.parent ?? null;

  return (
    <ModalOverlay className="modal-back" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog>
          <header className="stack close">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <div className="row">
              <Button
                className="icon-button"
                aria-label={m.picker_up()}
                isDisabled={parent === null}
                onPress={() => parent !== null && setPath(parent)}
              >
                <UpIcon />
              </Button>
              <span className="path grow" aria-live="polite">
                {path}
              </span>
              <Tick isSelected={showHidden} onChange={setShowHidden}>
                <span className="small">{m.picker_hidden()}</span>
              </Tick>
            </div>
          </header>
          <div className="picker">
            <ProblemNote error={listing.error} />
            {listing.data?.problem ? <Note tone="warning" title={listing.data.problem} /> : null}
            {listing.isPending ? (
              <Loading />
            ) : (
              <GridList
                key={path}
                aria-label={path}
                items={entries}
                disabledKeys={entries.filter((entry) => !entry.readable).map((entry) => entry.path)}
                onAction={(key) => setPath(String(key))}
                renderEmptyState={() => <p className="empty">{m.picker_empty()}</p>}
              >
                {(entry) => (
                  <GridListItem id={entry.path} textValue={entry.name}>
                    <FolderIcon />
                    <span className="grow">{entry.name}</span>
                    {entry.readable ? <ChevronIcon size={16} /> : <span className="small">{m.picker_not_readable()}</span>}
                  </GridListItem>
                )}
              </GridList>
            )}
          </div>
          <footer>
            <Button className="button quiet" onPress={onClose}>
              {m.cancel()}
            </Button>
            <Button className="button primary" onPress={() => onPick(path)} isDisabled={!listing.isSuccess}>
              {m.picker_take()}
            </Button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
