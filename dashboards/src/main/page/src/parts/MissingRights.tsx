import { m } from '../paraglide/messages.js';

/** Why a button cannot be pressed: what somebody would have to be allowed in the cluster. */
export function MissingRights({ id, rights }: { id: string; rights: readonly string[] | null | undefined }) {
  if (!rights || rights.length === 0) return null;
  return (
    <ul className="missing soft small" id={id}>
      {rights.map((right) => (
        <li key={right}>{m.right_missing({ right })}</li>
      ))}
    </ul>
  );
}

/** Whether there are any. */
export const lacks = (rights: readonly string[] | null | undefined): boolean => (rights?.length ?? 0) > 0;
