/** Light or dark: what the system says, unless somebody chose here. */
const key = 'mows-backup-theme';

export type Theme = 'light' | 'dark';

export function currentTheme(): Theme {
  const chosen = localStorage.getItem(key);
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function applyTheme(chosen?: Theme): void {
  if (chosen) localStorage.setItem(key, chosen);
  const theme = localStorage.getItem(key);
  if (theme) document.documentElement.dataset.theme = theme;
}
