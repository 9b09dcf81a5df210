/** The directories from the root down to a path, to climb back by. */
export function crumbsOf(path: string): { name: string; path: string }[] {
  const names = path.split('/').filter((name) => name !== '');
  return names.map((name, depth) => ({ name, path: `/${names.slice(0, depth + 1).join('/')}` }));
}

/** Paths without those that lie in another of them: a directory brings all that is in it. */
export function withoutNested(paths: Iterable<string>): string[] {
  const sorted = [...paths].sort();
  return sorted.filter((path) => !sorted.some((other) => other !== path && path.startsWith(other === '/' ? '/' : `${other}/`)));
}
