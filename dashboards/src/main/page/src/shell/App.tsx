import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { listen } from '../api/events';
import { Problem } from '../api/problem';
import { setupQuery } from '../api/queries';
import { formatLocale } from '../format/locale';
import { getLocale, setLocale } from '../paraglide/runtime.js';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { router } from '../router';
import { Alone } from './Alone';
import { LanguageContext, type Language } from './language';
import { LoginNeeded } from './LoginNeeded';
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
  const setup = useQuery({ ...setupQuery, enabled: login.state === 'done' });
  const client = useQueryClient();
  const isInside = setup.data !== undefined;
  useEffect(() => (isInside ? listen(client) : undefined), [client, isInside]);

  if (login.state === 'failed') return <LoginNeeded problem={login.problem} />;
  if (setup.error instanceof Problem && setup.error.isLoginNeeded) return <LoginNeeded problem={null} />;
  if (setup.error && !setup.data) {
    return (
      <Alone>
        <ProblemNote error={setup.error} />
      </Alone>
    );
  }
  if (!setup.data) {
    return (
      <Alone>
        <Loading />
      </Alone>
    );
  }
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
