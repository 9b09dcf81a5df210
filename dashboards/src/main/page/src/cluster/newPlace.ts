/** What somebody typed about a place that is to be added, before the service judges it. */

/** That of an object of the cluster. */
const name = /^[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?$/;

export const isPlaceName = (text: string): boolean => name.test(text);

/** Numbers of the asked words that were not typed as they are. */
export const wrongWords = (words: readonly string[], ask: readonly number[], answers: Readonly<Record<string, string>>): number[] =>
  ask.filter((number) => answers[number]?.trim().toLowerCase() !== words[number - 1]);
