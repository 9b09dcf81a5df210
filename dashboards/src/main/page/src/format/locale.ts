import { getLocale } from '../paraglide/runtime.js';

/** What Intl formats by: our language in the region that the browser is set to. */
export function formatLocale(): string {
  const language = getLocale();
  const preferred = globalThis.navigator?.languages?.find((one) => one.split('-')[0] === language);
  return preferred ?? (language === 'de' ? 'de-DE' : 'en-GB');
}
