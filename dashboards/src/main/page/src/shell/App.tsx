import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { listen } from '../api/events';
import { Problem } from '../api/problem';
import { platformQuery, setupQuery } from '../api/queries';
import { formatLocale } from '../format/locale';
import { getLocale, setLocale } from '../paraglide/runtime.js';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { router } from '../router';
import { Alone } from './Alone';
import { LanguageContext, type Language } from './language';
import { LinkNeeded, LoginNeeded } from './LoginNeeded';
import { useLogin } from './login';

const FirstStart = lazy(() => import('../setup/FirstStart'));

/** What there is to see: logging in, first start, or the screens. */
export function App() {
  const [language, setLanguage] = useState<Language>(getLocale);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const change = (chosen: Language) => {
    void setLocale(chosen, { reload: false });
    setLanguage(chosen);
  };
  return (
    <LanguageContext value={change}>
      <I18nProvider locale={formatLocale()} key={language}>
        <Gate />
      </I18nProvider>
    </LanguageContext>
  );
}

function Gate() {
  const login = useLogin();
  const platform = useQuery({ ...platformQuery, enabled: login.state === 'done' });

  if (login.state === 'failed') return <LinkNeeded problem={login.problem} />;
  if (platform.error instanceof Problem && platform.error.isLoginNeeded) return <LoginNeeded />;
  if (!platform.data) return <Waiting error={platform.error} />;
  return platform.data.kind === 'Cluster' ? <RouterProvider router={router} /> : <Machine />;
}

/** One machine is set up first, and tells what happens. */
function Machine() {
  const setup = useQuery(setupQuery);
  const client = useQueryClient();
  const isInside = setup.data !== undefined;
  useEffect(() => (isInside ? listen(client) : undefined), [client, isInside]);

  if (setup.error instanceof Problem && setup.error.isLoginNeeded) return <LoginNeeded />;
  if (!setup.data) return <Waiting error={setup.error} />;
  if (setup.data.phase !== 'Ready') {
    return (
      <Alone>
        <Suspense fallback={<Loading />}>
          <FirstStart setup={setup.data} />
        </Suspense>
      </Alone>
    );
  }
  return <RouterProvider router={router} />;
}

function Waiting({ error }: { error: unknown }) {
  return <Alone>{error ? <ProblemNote error={error} /> : <Loading />}</Alone>;
}
