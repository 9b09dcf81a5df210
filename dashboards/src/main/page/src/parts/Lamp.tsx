import type { ComponentType } from 'react';
import type { AppState, PlaceStatus, RunPhase, Today } from '../api/model';
import { m } from '../paraglide/messages.js';
import { BadIcon, GoodIcon, NeverIcon, RunningIcon, WaitingIcon, WarningIcon } from './Icons';

type Tone = 'good' | 'running' | 'warning' | 'bad' | 'quiet-tone';

export interface Look {
  tone: Tone;
  icon: ComponentType<{ size?: number }>;
  word: () => string;
}

const apps: Record<AppState, Look> = {
  Protected: { tone: 'good', icon: GoodIcon, word: m.state_protected },
  Running: { tone: 'running', icon: RunningIcon, word: m.state_running },
  Waiting: { tone: 'running', icon: WaitingIcon, word: m.state_waiting },
  Failed: { tone: 'bad', icon: BadIcon, word: m.state_failed },
  Paused: { tone: 'warning', icon: NeverIcon, word: m.state_paused },
  Never: { tone: 'warning', icon: NeverIcon, word: m.state_never },
};

const phases: Record<RunPhase, Look> = {
  Waiting: { tone: 'running', icon: WaitingIcon, word: m.phase_waiting },
  Running: { tone: 'running', icon: RunningIcon, word: m.phase_running },
  Succeeded: { tone: 'good', icon: GoodIcon, word: m.phase_succeeded },
  PartiallyFailed: { tone: 'warning', icon: WarningIcon, word: m.phase_partially_failed },
  Failed: { tone: 'bad', icon: BadIcon, word: m.phase_failed },
  Cancelled: { tone: 'quiet-tone', icon: NeverIcon, word: m.phase_cancelled },
};

const verdicts: Record<Today['state'], Look> = {
  Good: { tone: 'good', icon: GoodIcon, word: m.verdict_good },
  Running: { tone: 'running', icon: RunningIcon, word: m.verdict_running },
  Warning: { tone: 'warning', icon: WarningIcon, word: m.verdict_warning },
  Bad: { tone: 'bad', icon: BadIcon, word: m.verdict_bad },
};

/** A state: always an icon and a word, never a colour alone. */
export function Lamp({ look }: { look: Look }) {
  const Icon = look.icon;
  return (
    <span className={`lamp ${look.tone}`}>
      <Icon size={16} />
      {look.word()}
    </span>
  );
}

/** Not checked is not green. */
function placeLook(place: PlaceStatus): Look {
  if (place.checkProblem) return { tone: 'bad', icon: BadIcon, word: m.place_damaged };
  if (place.checkLate) return { tone: 'warning', icon: WarningIcon, word: m.place_late };
  if (!place.lastChecked) return { tone: 'quiet-tone', icon: WaitingIcon, word: m.place_unchecked };
  return { tone: 'good', icon: GoodIcon, word: m.place_whole };
}

export const PlaceLamp = ({ place }: { place: PlaceStatus }) => <Lamp look={placeLook(place)} />;
export const AppLamp = ({ state }: { state: AppState }) => <Lamp look={apps[state]} />;
export const PhaseLamp = ({ phase }: { phase: RunPhase }) => <Lamp look={phases[phase]} />;
export const VerdictLamp = ({ state }: { state: Today['state'] }) => <Lamp look={verdicts[state]} />;
