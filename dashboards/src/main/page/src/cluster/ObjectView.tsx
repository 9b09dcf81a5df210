import { useQuery } from '@tanstack/react-query';
import { diffLines } from 'diff';
import { Button } from 'react-aria-components';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { DownloadIcon, PutBackIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { contentAddress, objectQuery, pointQuery } from './queries';

/** An object as it was, and if asked for what is different from an earlier time. */
export function ObjectView({
  app,
  point,
  path,
  since,
  isBusy,
  onPutBack,
}: {
  app: string;
  point: string;
  path: string;
  /** An earlier restore point. */
  since: string | undefined;
  isBusy: boolean;
  /** Is given its kind and name, as a restore takes them. */
  onPutBack: (object: string) => void;
}) {
  const object = useQuery(objectQuery(app, point, path));
  if (object.isPending) return <Loading />;
  if (!object.data) return <ProblemNote error={object.error} />;
  const { kind, name, yaml, comparable } = object.data;
  return (
    <>
      <div className="row apart">
        <h2>
          {kind} {name}
        </h2>
        <span className="row">
          <a className="button quiet" href={contentAddress(app, point, path)} download>
            <DownloadIcon size={18} />
            {m.download({ name: 'JSON' })}
          </a>
          <Button className="button primary" isDisabled={isBusy} onPress={() => onPutBack(`${kind}/${name}`)}>
            <PutBackIcon size={18} />
            {isBusy ? m.planning() : m.put_back()}
          </Button>
        </span>
      </div>
      {since ? (
        <Compared app={app} since={since} path={path} label={`${kind} ${name}`} now={comparable} />
      ) : (
        <pre className="document" role="region" tabIndex={0} aria-label={`${kind} ${name}`}>
          {yaml}
        </pre>
      )}
    </>
  );
}

/** Lines that came, and lines that went; what stayed is around them. */
function Compared({ app, since, path, label, now }: { app: string; since: string; path: string; label: string; now: string }) {
  const before = useQuery(objectQuery(app, since, path));
  const time = useQuery(pointQuery(app, since)).data?.time;
  if (before.isPending) return <Loading />;
  if (!before.data) return <ProblemNote error={before.error} />;
  return (
    <>
      {time ? <p className="soft small">{m.changes_against({ time: formatDateTime(time) })}</p> : null}
      <pre className="document compared" role="region" tabIndex={0} aria-label={label}>
        {diffLines(before.data.comparable, now).map((part, position) => (
          <Lines key={position} text={part.value} mark={part.added ? '+' : part.removed ? '-' : ' '} />
        ))}
      </pre>
    </>
  );
}

function Lines({ text, mark }: { text: string; mark: '+' | '-' | ' ' }) {
  const marked = text.replace(/\n$/, '').split('\n').map((line) => `${mark} ${line}\n`).join('');
  switch (mark) {
    case '+':
      return <ins>{marked}</ins>;
    case '-':
      return <del>{marked}</del>;
    case ' ':
      return <span>{marked}</span>;
  }
}
