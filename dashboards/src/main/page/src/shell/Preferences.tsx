import { useState } from 'react';
import { Button } from 'react-aria-components';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { MoonIcon, SunIcon } from '../parts/Icons';
import { useLanguage } from './language';
import { applyTheme, currentTheme } from './theme';

/** Language and theme. */
export function Preferences() {
  const [theme, setTheme] = useState(currentTheme);
  const change = useLanguage();
  const other = getLocale() === 'de' ? 'en' : 'de';
  const opposite = theme === 'dark' ? 'light' : 'dark';
  return (
    <div className="preferences">
      <Button
        className="icon-button"
        aria-label={opposite === 'dark' ? m.theme_dark() : m.theme_light()}
        onPress={() => {
          applyTheme(opposite);
          setTheme(opposite);
        }}
      >
        {opposite === 'dark' ? <MoonIcon /> : <SunIcon />}
      </Button>
      <Button className="language" onPress={() => change(other)}>
        <span lang={other}>{other === 'de' ? 'Deutsch' : 'English'}</span>
      </Button>
    </div>
  );
}
