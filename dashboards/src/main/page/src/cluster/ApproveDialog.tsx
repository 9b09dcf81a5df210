import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { RequestGrant } from '../api/model';
import { m } from '../paraglide/messages.js';
import { ProblemNote } from '../parts/Note';
import { Select } from '../parts/Select';
import { Tick } from '../parts/Tick';
import { formatInterval, formatKeep, otherIntervals, otherKeeps } from './limits';

/** Limits instead of those that are asked for; null for what is asked for. */
export interface Limits {
  repositories: string[];
  shortestIntervalSeconds: number | null;
  longestRetention: string | null;
  allowHooks: boolean;
}

/** Yes with other limits. The service says if what is asked for does not lie within them. */
export function ApproveDialog({
  grant,
  repositories,
  error,
  isBusy,
  onApprove,
  onClose,
}: {
  grant: RequestGrant;
  repositories: string[];
  error: unknown;
  isBusy: boolean;
  onApprove: (limits: Limits) => void;
  onClose: () => void;
}) {
  const [interval, setInterval] = useState('');
  const [keep, setKeep] = useState('');
  const [also, setAlso] = useState<string[]>([]);
  const [hooks, setHooks] = useState(false);
  const others = repositories.filter((one) => !grant.repositories.includes(one));
  const approve = () =>
    onApprove({
      repositories: also,
      shortestIntervalSeconds: interval ? Number(interval) : null,
      longestRetention: keep || null,
      allowHooks: hooks,
    });
  return (
    <ModalOverlay className="modal-back" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog>
          <form
            className="dialog-form"
            onSubmit={(event) => {
              event.preventDefault();
              approve();
            }}
          >
            <header className="stack close">
              <Heading slot="title" level={2}>
                {m.approve_changed()}
              </Heading>
              <p className="soft">{m.approve_changed_text()}</p>
            </header>
            <div className="dialog-body stack">
              <div className="fields">
                <Select label={m.limit_interval()} value={interval} onChange={setInterval}>
                  <option value="">{m.limit_as_asked({ length: m.limit_every({ length: formatInterval(grant.shortestIntervalSeconds) }) })}</option>
                  {otherIntervals(grant.shortestIntervalSeconds).map((one) => (
                    <option key={one} value={one}>
                      {m.limit_every({ length: formatInterval(one) })}
                    </option>
                  ))}
                </Select>
                <Select label={m.limit_retention()} value={keep} onChange={setKeep}>
                  <option value="">{m.limit_as_asked({ length: formatKeep(grant.longestRetention) })}</option>
                  {otherKeeps(grant.longestRetention).map((one) => (
                    <option key={one} value={one}>
                      {formatKeep(one)}
                    </option>
                  ))}
                </Select>
              </div>
              {others.length > 0 || !grant.allowHooks ? (
                <fieldset className="stack close plain">
                  <legend className="small">{m.limit_also()}</legend>
                  {others.map((one) => (
                    <Tick
                      key={one}
                      isSelected={also.includes(one)}
                      onChange={(isOn) => setAlso(isOn ? [...also, one] : also.filter((other) => other !== one))}
                    >
                      <span>
                        {m.topic_repository()} <strong>{one}</strong>
                      </span>
                    </Tick>
                  ))}
                  {grant.allowHooks ? null : (
                    <Tick isSelected={hooks} onChange={setHooks}>
                      {m.limit_hooks_also()}
                    </Tick>
                  )}
                </fieldset>
              ) : null}
              <ProblemNote error={error} />
            </div>
            <footer>
              <Button className="button quiet" onPress={onClose}>
                {m.cancel()}
              </Button>
              <Button type="submit" className="button primary" isDisabled={isBusy}>
                {m.approve()}
              </Button>
            </footer>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
