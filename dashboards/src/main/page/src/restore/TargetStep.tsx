import { useState, type ReactNode } from 'react';
import { Button, Label, RadioGroup } from 'react-aria-components';
import type { PlanRequest } from '../api/model';
import { m } from '../paraglide/messages.js';
import { Choice } from '../parts/Choice';
import { DirectoryPicker } from '../parts/DirectoryPicker';
import { Field } from '../parts/Field';
import { FolderIcon, PutBackIcon } from '../parts/Icons';
import { ProblemNote } from '../parts/Note';

type Target = PlanRequest['target'];

/** Where the files go. */
export function TargetStep({
  target,
  onlyDumps,
  isBusy,
  problem,
  onChange,
  onNext,
  back,
}: {
  target: Target;
  onlyDumps: boolean;
  isBusy: boolean;
  problem: unknown;
  onChange: (target: Target) => void;
  onNext: () => void;
  back: ReactNode;
}) {
  const [isPicking, setIsPicking] = useState(false);
  const beside = target.kind === 'Beside';
  return (
    <form
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      {onlyDumps ? <p>{m.dumps_beside()}</p> : <RadioGroup
        className="stack close"
        value={target.kind}
        onChange={(kind) => onChange({ kind: kind as Target['kind'], directory: kind === 'Beside' ? (target.directory ?? '') : null })}
      >
        <Label className="hidden-text">{m.restore_where()}</Label>
        <div className="choices">
          <Choice value="InPlace" icon={<PutBackIcon size={24} />} title={m.in_place()}>
            {m.in_place_text()}
          </Choice>
          <Choice value="Beside" icon={<FolderIcon size={24} />} title={m.beside()}>
            {m.beside_text()}
          </Choice>
        </div>
      </RadioGroup>}
      {beside ? (
        <div className="row field-row">
          <div className="grow">
            <Field
              label={m.directory()}
              mono
              value={target.directory ?? ''}
              onChange={(directory) => onChange({ kind: 'Beside', directory })}
            />
          </div>
          <Button className="button" onPress={() => setIsPicking(true)}>
            {m.choose()}
          </Button>
        </div>
      ) : null}
      {isPicking ? (
        <DirectoryPicker
          title={m.restore_where()}
          onClose={() => setIsPicking(false)}
          onPick={(directory) => {
            onChange({ kind: 'Beside', directory });
            setIsPicking(false);
          }}
        />
      ) : null}
      <ProblemNote error={problem} />
      <div className="actions">
        <Button type="submit" className="button primary" isDisabled={isBusy || (beside && !target.directory)}>
          {isBusy ? m.planning() : m.see_plan()}
        </Button>
        {back}
      </div>
    </form>
  );
}
