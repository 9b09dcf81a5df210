import type { PlaceTest } from '../api/model';
import { formatBytes } from '../format/number';
import { m } from '../paraglide/messages.js';
import { Note } from '../parts/Note';

const results: Record<PlaceTest['state'], { tone: 'good' | 'warning' | 'bad'; title: () => string; next: () => string }> = {
  Empty: { tone: 'good', title: m.place_empty, next: () => '' },
  Repository: { tone: 'warning', title: m.place_repository, next: m.place_repository_next },
  Unreachable: { tone: 'bad', title: m.place_unreachable, next: m.place_unreachable_next },
  Refused: { tone: 'bad', title: m.place_refused, next: m.place_refused_next },
  Foreign: { tone: 'warning', title: m.place_foreign, next: m.place_foreign_next },
};

/** What the test of a place found. */
export function PlaceResult({ result }: { result: PlaceTest }) {
  const { tone, title, next } = results[result.state];
  return (
    <Note tone={tone} title={title()} next={next()}>
      {result.state === 'Empty' ? null : <p>{result.message}</p>}
      {result.freeBytes === null || result.freeBytes === undefined ? null : (
        <p>{m.place_free({ size: formatBytes(result.freeBytes) })}</p>
      )}
    </Note>
  );
}
