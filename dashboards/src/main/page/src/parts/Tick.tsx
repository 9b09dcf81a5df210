import type { ReactNode } from 'react';
import { Checkbox, type CheckboxProps } from 'react-aria-components';
import { CheckIcon } from './Icons';

export function Tick({ children, ...rest }: Omit<CheckboxProps, 'children'> & { children?: ReactNode }) {
  return (
    <Checkbox {...rest} className="checkbox">
      <span className="box">
        <CheckIcon size={16} />
      </span>
      {children}
    </Checkbox>
  );
}
