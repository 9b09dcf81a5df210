import { useEffect, useState } from 'react';

/** The time, as often as what is shown changes by it. */
export function useNow(everyMillis = 20_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis]);
  return now;
}
