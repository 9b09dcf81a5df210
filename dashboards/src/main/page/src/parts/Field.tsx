import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components';

/** A line of text with a label, a hint and what is wrong with it. */
export function Field({
  label,
  hint,
  error,
  mono,
  placeholder,
  ...rest
}: Omit<TextFieldProps, 'children'> & {
  label: ReactNode;
  hint?: string;
  error?: string | null;
  mono?: boolean;
  placeholder?: string;
}) {
  return (
    <TextField {...rest} isInvalid={Boolean(error)} className="field">
      <Label>{label}</Label>
      <Input className={`input ${mono ? 'path' : ''}`} placeholder={placeholder} spellCheck={false} autoCapitalize="none" />
      {hint ? (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      ) : null}
      <FieldError className="error">{error}</FieldError>
    </TextField>
  );
}
