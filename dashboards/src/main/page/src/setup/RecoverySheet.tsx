import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';

/** What is printed: one page for the drawer, made here and sent nowhere. */
export function RecoverySheet({ words, hostName }: { words: string[]; hostName: string }) {
  return (
    <div className="sheet" aria-hidden="true">
      <h1>{m.sheet_title({ host: hostName })}</h1>
      <p>{m.sheet_text()}</p>
      <ol className="words">
        {words.map((word, position) => (
          <li key={position}>{word}</li>
        ))}
      </ol>
      <p>{m.sheet_place()}: ______________________________________________</p>
      <p>{m.sheet_keep()}</p>
      <p>{m.sheet_made({ time: formatDateTime(new Date()) })}</p>
    </div>
  );
}
