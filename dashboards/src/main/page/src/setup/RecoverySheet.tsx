import type { RecoveryWords } from '../api/model';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { QrCode } from './QrCode';

/** What a sheet says beside the words and the place. */
export interface SheetText {
  title: string;
  text: string;
  /** How to get everything back. */
  steps: string[];
}

export const hostSheet = (host: string): SheetText => ({
  title: m.sheet_title({ host }),
  text: m.sheet_text(),
  steps: [m.sheet_step_install(), m.sheet_step_serve(), m.sheet_step_open(), m.sheet_step_restore()],
});

/** @param place the name of a place of the cluster */
export const clusterSheet = (place: string): SheetText => ({
  title: m.sheet_cluster_title({ place }),
  text: m.sheet_cluster_text(),
  steps: [m.sheet_step_cluster(), m.sheet_step_add(), m.sheet_step_apps(), m.sheet_step_restic()],
});

/** What is printed: one page for the drawer, made here and sent nowhere. */
export function RecoverySheet({ kit, sheet }: { kit: RecoveryWords; sheet: SheetText }) {
  const isRemote = !kit.address.startsWith('/');
  return (
    <div className="sheet" aria-hidden="true">
      <h1>{sheet.title}</h1>
      <p>{sheet.text}</p>
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
        {sheet.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
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
