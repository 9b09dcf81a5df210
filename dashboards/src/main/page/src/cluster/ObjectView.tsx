import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { m } from '../paraglide/messages.js';
import { DownloadIcon, PutBackIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { contentAddress, objectQuery } from './queries';

/** An object as it was. */
export function ObjectView({
  app,
  point,
  path,
  isBusy,
  onPutBack,
}: {
  app: string;
  point: string;
  path: string;
  isBusy: boolean;
  /** Is given its kind and name, as a restore takes them. */
  onPutBack: (object: string) => void;
}) {
  const object = useQuery(objectQuery(app, point, path));
  if (object.isPending) return <Loading />;
  if (!object.data) return <ProblemNote error={object.error} />;
  const { kind, name, yaml } = object.data;
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
      <pre className="document" role="region" tabIndex={0} aria-label={`${kind} ${name}`}>
        {yaml}
      </pre>
    </>
  );
}
