import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button, Input, Label, Text, TextField } from 'react-aria-components';
import { answer, api } from '../api/client';
import { loginQuery, platformQuery } from '../api/queries';
import { m } from '../paraglide/messages.js';
import { ProblemNote } from '../parts/Note';
import { LoginFrame } from './LoginFrame';

const commands = [
  'kubectl create serviceaccount anna --namespace mows-backup',
  'kubectl create clusterrolebinding anna --clusterrole mows-backup-admin --serviceaccount mows-backup:anna',
  'kubectl create token anna --namespace mows-backup',
];

/**
 * Nobody is logged in. The way in is a token that the cluster takes; it is kept nowhere in the browser.
 *
 * @param other leads to the other way in, where there is one
 */
export function TokenLogin({ other }: { other?: ReactNode }) {
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const login = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/login', { body: { token: token.trim() } })),
    onSuccess: async () => {
      setToken('');
      await client.resetQueries({ queryKey: loginQuery.queryKey });
      await client.resetQueries({ queryKey: platformQuery.queryKey });
    },
  });
  return (
    <LoginFrame title={m.login_token_title()} text={m.login_token_text()}>
      <form
        className="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          login.mutate();
        }}
      >
        <TextField className="field" type="password" value={token} onChange={setToken} autoFocus>
          <Label>{m.login_token()}</Label>
          <Input className="input path" spellCheck={false} autoCapitalize="none" autoComplete="off" translate="no" />
          <Text slot="description" className="hint">
            {m.login_token_hint()}
          </Text>
        </TextField>
        <ProblemNote error={login.error} />
        <div className="actions">
          <Button type="submit" className="button primary" isDisabled={login.isPending || !token.trim()}>
            {login.isPending ? m.logging_in() : m.log_in()}
          </Button>
          {other}
        </div>
        <div className="card stack">
          <p>{m.login_token_how()}</p>
          <code className="terminal">
            {commands.map((command) => (
              <span key={command} className="command">
                {command}
              </span>
            ))}
          </code>
          <p className="soft small">{m.login_token_roles()}</p>
        </div>
      </form>
    </LoginFrame>
  );
}
