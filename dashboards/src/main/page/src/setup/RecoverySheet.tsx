import type { RecoveryWords } from '../api/model';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { QrCode } from './QrCode';

/** What is printed: one page for the drawer, made here and sent nowhere. */
export function RecoverySheet({ kit, hostName }: { kit: RecoveryWords; hostName: string }) {
  const isRemote = !kit.address.startsWith('/');
  return (
    <div className="sheet" aria-hidden="true">
      <h1>{m.sheet_title({ host: hostName })}</h1>
      <p>{m.sheet_text()}</p>
      <ol className="words">
        {kit.words.map((word, position) => (
          <li key={position}>{word}</li>
        ))}
      </ol>
      <div className="sheet-place">
        <QrCode text={kitText(kit)} />
        <div>
          <h2>{m.sheet_place()}</h2>
          <p className="path">{kit.address}</p>
          {isRemote ? <p>{m.sheet_login()}: ________________________________</p> : <p>{m.sheet_disk()}: ________________________________</p>}
          <p>{m.sheet_qr()}</p>
        </div>
      </div>
      <h2>{m.sheet_how()}</h2>
      <ol className="sheet-steps">
        <li>{m.sheet_step_install()}</li>
        <li>{m.sheet_step_serve()}</li>
        <li>{m.sheet_step_open()}</li>
        <li>{m.sheet_step_restore()}</li>
      </ol>
      <p>{m.sheet_keep()}</p>
      <p>{m.sheet_made({ time: formatDateTime(new Date()) })}</p>
    </div>
  );
}

/** What the QR code says: lines that a person can read, too. */
export function kitText({ address, words }: RecoveryWords): string {
  return `MOWS Backup recovery kit 1\n${address}\n${words.join(' ')}`;
}
