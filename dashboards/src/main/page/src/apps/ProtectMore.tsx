import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { applyEvent } from '../api/events';
import { answer, api } from '../api/client';
import type { App, Run, SetupState } from '../api/model';
import { appsQuery, setupQuery } from '../api/queries';
import { m } from '../paraglide/messages.js';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { appsOf } from '../setup/draft';
import { useWhat } from '../setup/useWhat';
import { WhatStep } from '../setup/WhatStep';

/** More directories and databases of a machine that is set up. */
export default function ProtectMore() {
  const setup = useQuery(setupQuery);
  const apps = useQuery(appsQuery);
  return (
    <div className="stack wide">
      <div className="above">
        <Link to="/apps">{m.apps()}</Link>
      </div>
      <ProblemNote error={setup.error ?? apps.error} />
      {setup.data && apps.data ? <Choice setup={setup.data} apps={apps.data} /> : <Loading />}
    </div>
  );
}

function Choice({ setup, apps }: { setup: SetupState; apps: App[] }) {
  const known = new Set(apps.flatMap((app) => app.directories));
  const [what, setWhat] = useWhat(setup.suggestions.filter((one) => !known.has(one.path)));
  const client = useQueryClient();
  const navigate = useNavigate();
  const add = useMutation({
    mutationFn: async () => {
      const runs: Run[] = [];
      for (const app of appsOf(what)) runs.push(await answer(api.POST('/api/v1/apps', { body: app })));
      return runs;
    },
    onSuccess: async (runs) => {
      for (const run of runs) applyEvent(client, { type: 'run', data: run });
      await navigate({ to: '/apps' });
    },
    // Some of several may have been added.
    onSettled: () => client.invalidateQueries({ queryKey: ['apps'] }),
  });
  return (
    <WhatStep
      title={m.protect_title({ host: setup.hostName })}
      what={what}
      onChange={(changed) => {
        add.reset();
        setWhat(changed);
      }}
      nextWord={add.isPending ? m.protect_beginning() : m.protect_begin()}
      isBusy={add.isPending}
      problem={<ProblemNote error={add.error} />}
      onNext={() => add.mutate()}
    />
  );
}
