/** What changed between two restore points, as it is shown. */
import type { PointChange } from '../api/model';

/** @param below how many are in it that came or went with it */
export interface ShownChange extends PointChange {
  below: number;
}

/** A directory that came or went, without a line for each thing in it. They come in the order of paths. */
export function folded(changes: readonly PointChange[]): ShownChange[] {
  const shown: ShownChange[] = [];
  let top: ShownChange | undefined;
  for (const change of changes) {
    if (top && change.kind === top.kind && change.path.startsWith(`${top.path}/`)) {
      top.below++;
      continue;
    }
    const one = { ...change, below: 0 };
    shown.push(one);
    top = change.directory && change.kind !== 'Changed' ? one : undefined;
  }
  return shown;
}

export interface ChangeGroup {
  /** The claim of a volume; empty for objects, and for what belongs to neither. */
  volume: string;
  kind: 'Objects' | 'Volume' | 'Other';
  changes: ShownChange[];
}

/** Objects, each volume, and the rest. The list of what was saved is no news. */
export function grouped(changes: readonly PointChange[]): ChangeGroup[] {
  const groups = new Map<string, ShownChange[]>();
  for (const change of folded(changes)) {
    if (change.path.startsWith('/ledger')) continue;
    const top = change.path.startsWith('/objects') ? '/objects' : /^\/volumes\/[^/]+/.exec(change.path)?.[0] ?? '';
    groups.set(top, [...(groups.get(top) ?? []), change]);
  }
  return [...groups].map(([top, all]) => ({
    kind: top === '/objects' ? 'Objects' : top ? 'Volume' : 'Other',
    volume: top.startsWith('/volumes/') ? top.slice('/volumes/'.length) : '',
    changes: all,
  }));
}

/** Within its group: configmaps/settings of an object, album/2024 of a volume's directory. */
export function nameIn(group: ChangeGroup, { name }: ShownChange): string {
  switch (group.kind) {
    case 'Objects':
      return name.replace(/^\/objects\/?/, '').replace(/\.json$/, '') || '/';
    case 'Volume':
      return name.split('/').slice(3).join('/') || '/';
    case 'Other':
      return name;
  }
}
