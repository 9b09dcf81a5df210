import { useState } from 'react';
import { Button, Dialog, Heading, Label, Modal, ModalOverlay, Text, TextArea, TextField } from 'react-aria-components';
import { m } from '../paraglide/messages.js';
import { ProblemNote } from '../parts/Note';

const reasonMax = 1024;

/** A no, with the reason that whoever asks will read. */
export function DenyDialog({
  app,
  error,
  isBusy,
  onDeny,
  onClose,
}: {
  app: string;
  error: unknown;
  isBusy: boolean;
  onDeny: (reason: string) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <ModalOverlay className="modal-back" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog>
          <form
            className="dialog-form"
            onSubmit={(event) => {
              event.preventDefault();
              onDeny(reason.trim());
            }}
          >
            <header className="stack close">
              <Heading slot="title" level={2}>
                {m.deny_title({ app })}
              </Heading>
              <p className="soft">{m.deny_text()}</p>
            </header>
            <div className="dialog-body stack">
              <TextField className="field" value={reason} onChange={setReason} maxLength={reasonMax} autoFocus isRequired>
                <Label>{m.deny_reason()}</Label>
                <TextArea className="input" rows={3} />
                <Text slot="description" className="hint">
                  {m.deny_reason_hint()}
                </Text>
              </TextField>
              <ProblemNote error={error} />
            </div>
            <footer>
              <Button className="button quiet" onPress={onClose}>
                {m.cancel()}
              </Button>
              <Button type="submit" className="button primary" isDisabled={isBusy || !reason.trim()}>
                {m.deny()}
              </Button>
            </footer>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
