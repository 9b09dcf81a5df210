import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { RequestDetails } from '../api/model';
import { answer, api } from '../api/client';
import { Problem } from '../api/problem';
import { m } from '../paraglide/messages.js';
import { ProblemNote } from '../parts/Note';
import { lacks, MissingRights } from '../parts/MissingRights';
import { ApproveDialog, type Limits } from './ApproveDialog';
import { DenyDialog } from './DenyDialog';

type Open = 'approve' | 'deny' | null;

/** Yes, yes with other limits, or no: to exactly what is shown. */
export function RequestActions({
  details,
  onStale,
}: {
  details: RequestDetails;
  /** With why nothing was answered; null as soon as something was. */
  onStale: (problem: Problem | null) => void;
}) {
  const { namespace, policy, state } = details.request;
  const { asShown } = details;
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const path = { namespace, policy };
  const key = ['cluster', 'requests', namespace, policy];
  const after = {
    onSuccess: async (now: RequestDetails) => {
      onStale(null);
      setOpen(null);
      client.setQueryData(key, now);
      await client.invalidateQueries({ queryKey: ['cluster', 'requests'], exact: true });
    },
    onError: async (problem: Error) => {
      if (!isStale(problem)) return;
      setOpen(null);
      onStale(problem);
      window.scrollTo({ top: 0 });
      await client.invalidateQueries({ queryKey: ['cluster', 'requests'] });
    },
  };
  const approve = useMutation({
    mutationFn: (limits: Limits) =>
      answer(
        api.POST('/api/v1/cluster/requests/{namespace}/{policy}/approve', {
          params: { path },
          body: { asShown, ...limits },
        }),
      ),
    ...after,
  });
  const deny = useMutation({
    mutationFn: (reason: string) =>
      answer(
        api.POST('/api/v1/cluster/requests/{namespace}/{policy}/deny', {
          params: { path },
          body: { asShown, reason },
        }),
      ),
    ...after,
  });
  const error = approve.error ?? deny.error;
  const isBusy = approve.isPending || deny.isPending;
  if (state === 'Granted') return null;
  return (
    <>
      {open === null && !isStale(error) ? <ProblemNote error={error} /> : null}
      <div className="actions">
        {details.grant ? (
          <>
            <Button className="button primary large" isDisabled={isBusy || lacks(details.missingToApprove)} aria-describedby="missing-to-approve" onPress={() => approve.mutate(asAsked)}>
              {m.approve()}
            </Button>
            <Button className="button large" isDisabled={isBusy || lacks(details.missingToApprove)} aria-describedby="missing-to-approve" onPress={() => setOpen('approve')}>
              {m.approve_changed()}
            </Button>
          </>
        ) : null}
        {state === 'Denied' ? null : (
          <Button className="button quiet large" isDisabled={isBusy || lacks(details.missingToDeny)} aria-describedby="missing-to-deny" onPress={() => setOpen('deny')}>
            {m.deny()}
          </Button>
        )}
      </div>
      <MissingRights id="missing-to-approve" rights={details.missingToApprove} />
      <MissingRights id="missing-to-deny" rights={details.missingToDeny} />
      {open === 'approve' && details.grant ? (
        <ApproveDialog
          grant={details.grant}
          repositories={details.repositories}
          error={approve.error}
          isBusy={isBusy}
          onApprove={(limits) => approve.mutate(limits)}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'deny' ? (
        <DenyDialog
          app={namespace}
          error={deny.error}
          isBusy={isBusy}
          onDeny={(reason) => deny.mutate(reason)}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

/** Whether it is not so any more what was answered. */
const isStale = (error: unknown): error is Problem => error instanceof Problem && error.status === 409;

const asAsked: Limits = { repositories: [], shortestIntervalSeconds: null, longestRetention: null, allowHooks: false };
