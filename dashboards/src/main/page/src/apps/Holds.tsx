import type { App } from '../api/model';
import { m } from '../paraglide/messages.js';

type Database = App['databases'][number];

const sayDatabase = ({ databases }: Database): string =>
  databases.length === 0 ? m.databases_all() : m.databases_only({ databases: databases.join(', ') });

export const databasesOf = (app: App): string => app.databases.map(sayDatabase).join(', ');

/** What an app is of, in a line. */
export function Holds({ app }: { app: App }) {
  return (
    <>
      <span className="path">{app.directories.join(', ')}</span>
      {app.directories.length > 0 && app.databases.length > 0 ? ', ' : null}
      {databasesOf(app)}
    </>
  );
}
