import { Label, Text, TextArea, TextField } from 'react-aria-components';
import { m } from '../paraglide/messages.js';

/** What opens a repository that is there: words from a sheet of paper, or a password. */
export function SecretField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <TextField className="field" value={value} onChange={onChange}>
      <Label>{m.secret()}</Label>
      <TextArea className="input secret" rows={3} spellCheck={false} autoCapitalize="none" autoComplete="off" translate="no" />
      <Text slot="description" className="hint">
        {m.secret_hint()}
      </Text>
    </TextField>
  );
}
