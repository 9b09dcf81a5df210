import { m } from '../paraglide/messages.js';

/** How far one is in something that has a few steps. */
export function Steps({ names, current }: { names: string[]; current: number }) {
  return (
    <ol className="steps" aria-label={m.steps()}>
      {names.map((name, step) => (
        <li
          key={name}
          data-state={step < current ? 'done' : undefined}
          aria-current={step === current ? 'step' : undefined}
        >
          <span>
            {step + 1}. {name}
          </span>
        </li>
      ))}
    </ol>
  );
}
