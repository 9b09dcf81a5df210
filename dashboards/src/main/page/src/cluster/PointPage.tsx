import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Label, RadioGroup } from 'react-aria-components';
import { answer, api } from '../api/client';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { Choice } from '../parts/Choice';
import { Field } from '../parts/Field';
import { AppsIcon, FolderIcon, PlusIcon, PutBackIcon } from '../parts/Icons';
import { lacks, MissingRights } from '../parts/MissingRights';
import { Note, ProblemNote } from '../parts/Note';
import { Page } from '../parts/Page';
import { Steps } from '../parts/Steps';
import { appQuery, pointQuery } from './queries';

type Way = 'Missing' | 'Replace' | 'Beside';

/** How an app is to come back; what that would do is planned and shown first. */
export default function PointPage() {
  const { app: name, point } = useParams({ from: '/cluster/apps/$app/points/$point' });
  const { undo } = useSearch({ from: '/cluster/apps/$app/points/$point' });
  const navigate = useNavigate();
  const app = useQuery(appQuery(name));
  const known = useQuery(pointQuery(name, point));
  const time = known.data?.time;
  const isGone = app.data?.state === 'Gone';
  const [chosen, setChosen] = useState<Way | null>(undo ? 'Replace' : null);
  const [namespace, setNamespace] = useState('');
  const way = chosen ?? (isGone ? 'Missing' : 'Replace');

  const plan = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/cluster/restores', {
          body: {
            app: name,
            restorePoint: point,
            targetNamespace: way === 'Beside' ? namespace.trim() : null,
            replace: way === 'Replace',
            deleteFiles: undo && way === 'Replace',
            only: null,
          },
        }),
      ),
    onSuccess: (restore) => navigate({ to: '/cluster/restores/$restore', params: { restore: restore.name } }),
  });

  return (
    <Page
      title={m.restore_app({ app: name })}
      above={
        <Link to="/cluster/apps/$app" params={{ app: name }}>
          {name}
        </Link>
      }
    >
      <p>
        <Link to="/cluster/apps/$app/points/$point/files" params={{ app: name, point }} search={{ path: '/', since: undefined }} className="button">
          <FolderIcon size={18} />
          {m.look_inside()}
        </Link>{' '}
        <Link to="/cluster/apps/$app/points/$point/changes" params={{ app: name, point }} search={{ since: undefined }} className="button quiet">
          {m.changes_title()}
        </Link>
      </p>
      <Steps names={[m.restore_how(), m.restore_review(), m.restore_app_do()]} current={0} />
      <ProblemNote error={known.error} />
      {time ? <p className="lead">{m.restore_as_of({ time: formatDateTime(time) })}</p> : null}
      <form
        className="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          plan.mutate();
        }}
      >
        <RadioGroup className="stack close" value={way} onChange={(value) => setChosen(value as Way)}>
          <Label className="hidden-text">{m.restore_how()}</Label>
          <div className="choices">
            {isGone ? null : (
              <Choice value="Replace" icon={<PutBackIcon size={24} />} title={m.way_replace()}>
                {m.way_replace_text()}
              </Choice>
            )}
            <Choice value="Missing" icon={<PlusIcon size={24} />} title={isGone ? m.way_whole() : m.way_missing()}>
              {isGone ? m.way_whole_text() : m.way_missing_text()}
            </Choice>
            <Choice value="Beside" icon={<AppsIcon size={24} />} title={m.way_beside()}>
              {m.way_beside_text()}
            </Choice>
          </div>
        </RadioGroup>
        {way === 'Beside' ? (
          <Field label={m.namespace()} mono value={namespace} onChange={setNamespace} />
        ) : null}
        {way === 'Replace' ? <Note tone="good" title={m.app_safety_title()} next={m.app_safety_text()} /> : null}
        <ProblemNote error={plan.error} />
        <MissingRights id="missing-to-restore" rights={app.data?.missingToRestore} />
        <div className="actions">
          <Button
            type="submit"
            aria-describedby="missing-to-restore"
            className="button primary"
            isDisabled={lacks(app.data?.missingToRestore) || plan.isPending || plan.isSuccess || (way === 'Beside' && !namespace.trim())}
          >
            {plan.isPending ? m.planning() : m.see_plan()}
          </Button>
          <Link to="/cluster/apps/$app" params={{ app: name }} className="button quiet">
            {m.back()}
          </Link>
        </div>
      </form>
    </Page>
  );
}
