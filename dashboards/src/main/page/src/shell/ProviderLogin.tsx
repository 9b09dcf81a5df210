import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { LoginFailure } from '../api/model';
import { m } from '../paraglide/messages.js';
import { Note } from '../parts/Note';
import { LoginFrame } from './LoginFrame';
import { TokenLogin } from './TokenLogin';

/** Where the browser goes to the provider from; it comes back to this page. */
const address = 'api/v1/login/oidc';

/** Nobody is logged in. The way in is a provider of identities, and a token is the other door, for when that one is away. */
export function ProviderLogin({ provider, failure }: { provider: string; failure: LoginFailure | null }) {
  const [isByToken, setByToken] = useState(false);
  const there = (look: string) => (
    <a className={`button ${look}`} href={address}>
      {m.login_provider_with({ provider })}
    </a>
  );
  if (isByToken) return <TokenLogin other={there('quiet')} />;
  return (
    <LoginFrame title={m.login_provider_title()} text={m.login_token_text()}>
      {failure ? <Note tone="bad" title={failure.detail} next={failure.next} /> : null}
      <div className="actions">
        {there('primary')}
        <Button className="button quiet" onPress={() => setByToken(true)}>
          {m.login_provider_token()}
        </Button>
      </div>
      <p className="soft small">
        {m.login_provider_hint({ provider })} {m.login_provider_token_hint({ provider })}
      </p>
    </LoginFrame>
  );
}
