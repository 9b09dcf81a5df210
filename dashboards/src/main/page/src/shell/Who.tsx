import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { answer, api } from '../api/client';
import { loginQuery } from '../api/queries';
import { m } from '../paraglide/messages.js';
import { ProblemNote } from '../parts/Note';

/** Who is logged in, where that is somebody in particular, and the way out. */
export function Who() {
  const login = useQuery(loginQuery);
  const out = useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/login')),
    // With all that the page knew of what this person may see.
    onSuccess: () => window.location.reload(),
  });
  if (login.data?.kind !== 'Token') return null;
  return (
    <div className="who">
      <span className="small soft">{login.data.person}</span>
      <Button
        className="language"
        aria-label={`${m.log_out()}: ${login.data.person ?? ''}`}
        isDisabled={out.isPending}
        onPress={() => out.mutate()}
      >
        {m.log_out()}
      </Button>
      <ProblemNote error={out.error} />
    </div>
  );
}
