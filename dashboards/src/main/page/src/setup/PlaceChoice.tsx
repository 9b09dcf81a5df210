import { Label, RadioGroup } from 'react-aria-components';
import { m } from '../paraglide/messages.js';
import { Choice } from '../parts/Choice';
import { CloudIcon, DiskIcon, ServerIcon } from '../parts/Icons';
import type { PlaceKind } from './draft';

/** Which kind of place. */
export function PlaceChoice({
  title,
  kind,
  hasDisks = true,
  onChange,
}: {
  title: string;
  kind: PlaceKind;
  /** Whether there is a machine whose disks could be meant. */
  hasDisks?: boolean;
  onChange: (kind: PlaceKind) => void;
}) {
  return (
    <RadioGroup value={kind} onChange={(chosen) => onChange(chosen as PlaceKind)}>
      <Label className="hidden-text">{title}</Label>
      <div className="choices">
        {hasDisks ? (
          <Choice value="Directory" icon={<DiskIcon size={24} />} title={m.place_disk()}>
            {m.place_disk_text()}
          </Choice>
        ) : null}
        <Choice value="S3" icon={<CloudIcon size={24} />} title={m.place_s3()}>
          {m.place_s3_text()}
        </Choice>
        <Choice value="Rest" icon={<ServerIcon size={24} />} title={m.place_rest()}>
          {m.place_rest_text()}
        </Choice>
      </div>
    </RadioGroup>
  );
}
