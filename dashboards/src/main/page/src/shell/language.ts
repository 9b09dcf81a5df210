import { createContext, useContext } from 'react';

export type Language = 'en' | 'de';

/** Changes the language of the page at once, without loading it anew. */
export const LanguageContext = createContext<(language: Language) => void>(() => {});

export const useLanguage = () => useContext(LanguageContext);
