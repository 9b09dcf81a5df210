import type { App } from '../api/model';
import { m } from '../paraglide/messages.js';

type Database = App['databases'][number];

const sayDatabase = ({ databases }: Database): string =>
  databases.length === 0 ? m.databases_all() : m.databases_only({ databases: databases.join(', ') });

export const databasesOf = (app: App): string => app.databases.map(sayDatabase).join(', ');

/** What an app is of, in a line. */
export const holds = (app: App): string => [...app.directories, ...app.databases.map(sayDatabase)].join(', ');
