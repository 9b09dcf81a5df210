import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Problem } from '../api/problem';
import { loginQuery } from '../api/queries';
import { m } from '../paraglide/messages.js';
import { ProblemNote } from '../parts/Note';
import { Loading } from '../parts/Loading';
import { Alone } from './Alone';
import { LoginFrame } from './LoginFrame';
import { ProviderLogin } from './ProviderLogin';
import { TokenLogin } from './TokenLogin';

/** Nobody is logged in. The way in depends on where the program runs. */
export function LoginNeeded() {
  const login = useQuery(loginQuery);
  if (login.data?.provider) return <ProviderLogin provider={login.data.provider} failure={login.data.failure ?? null} />;
  if (login.data?.kind === 'Token') return <TokenLogin />;
  if (login.data?.kind === 'Link') return <LinkNeeded problem={null} />;
  return <Alone>{login.error ? <ProblemNote error={login.error} /> : <Loading />}</Alone>;
}

/** The way in is the link that the program printed. */
export function LinkNeeded({ problem }: { problem: Problem | null }) {
  useEffect(() => {
    // Opening the link in this tab changes only the fragment: the token is read when the page starts.
    const restart = () => window.location.hash.startsWith('#login=') && window.location.reload();
    window.addEventListener('hashchange', restart);
    return () => window.removeEventListener('hashchange', restart);
  }, []);
  return (
    <LoginFrame title={m.login_title()} text={m.login_text()}>
      <ProblemNote error={problem} />
      <div className="card stack">
        <p>{m.login_how()}</p>
        <code className="terminal">$ mows-backup serve</code>
        <p className="soft small">{m.login_why()}</p>
      </div>
    </LoginFrame>
  );
}
