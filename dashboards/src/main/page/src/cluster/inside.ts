/** How a restore point of an app lies in a repository: /objects/KIND/NAME.json, /volumes/CLAIM/…, /databases/…, /ledger.jsonl. */

/** Whether it is an object of the cluster, and not a folder of them. */
export const isObject = (path: string): boolean => /^\/objects\/.+\.json$/.test(path);

/** Whether it is in a volume: the whole volume comes back with its app. */
export const isFileOfVolume = (path: string): boolean => /^\/volumes\/[^/]+\/.+/.test(path);
