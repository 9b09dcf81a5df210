import type { AppCoverage, ClusterPlace, ClusterRestorePhase, ClusterRunPhase, ClusterToday, RequestState, RestoringVolume } from '../api/model';
import { m } from '../paraglide/messages.js';
import { BadIcon, GoodIcon, NeverIcon, RunningIcon, WaitingIcon, WarningIcon } from '../parts/Icons';
import { Lamp, type Look } from '../parts/Lamp';
import { toneOf } from './verdict';

const coverage: Record<AppCoverage, Look> = {
  Protected: { tone: 'good', icon: GoodIcon, word: m.state_protected },
  Partly: { tone: 'warning', icon: WarningIcon, word: m.coverage_partly },
  Requested: { tone: 'warning', icon: WaitingIcon, word: m.coverage_requested },
  Excluded: { tone: 'quiet-tone', icon: NeverIcon, word: m.coverage_excluded },
  NotProtected: { tone: 'bad', icon: BadIcon, word: m.coverage_not },
  Gone: { tone: 'warning', icon: NeverIcon, word: m.coverage_gone },
};

const phases: Record<ClusterRestorePhase, Look> = {
  Pending: { tone: 'running', icon: WaitingIcon, word: m.phase_waiting },
  Planning: { tone: 'running', icon: RunningIcon, word: m.restore_planning },
  Planned: { tone: 'quiet-tone', icon: WaitingIcon, word: m.restore_planned },
  Saving: { tone: 'running', icon: RunningIcon, word: m.restore_saving },
  Stopping: { tone: 'running', icon: RunningIcon, word: m.restore_stopping },
  RestoringVolumes: { tone: 'running', icon: RunningIcon, word: m.restore_volumes },
  RestoringObjects: { tone: 'running', icon: RunningIcon, word: m.restore_objects },
  Succeeded: { tone: 'good', icon: GoodIcon, word: m.phase_succeeded },
  PartiallyFailed: { tone: 'warning', icon: WarningIcon, word: m.phase_partially_failed },
  Failed: { tone: 'bad', icon: BadIcon, word: m.phase_failed },
  Cancelled: { tone: 'quiet-tone', icon: NeverIcon, word: m.phase_cancelled },
};

const runs: Record<ClusterRunPhase, Look> = {
  ...phases,
  Pending: { tone: 'running', icon: WaitingIcon, word: m.phase_waiting },
  Preparing: { tone: 'running', icon: RunningIcon, word: m.phase_preparing },
  Running: { tone: 'running', icon: RunningIcon, word: m.phase_running },
  Finishing: { tone: 'running', icon: RunningIcon, word: m.phase_finishing },
};

const verdicts: Record<ClusterToday['verdict'], () => string> = {
  Good: m.verdict_good,
  Partly: m.verdict_warning,
  Look: m.verdict_warning,
  Nothing: m.verdict_warning,
  NoPlace: m.verdict_bad,
  Lost: m.verdict_bad,
  Damaged: m.verdict_bad,
};
const icons = { good: GoodIcon, warning: WarningIcon, bad: BadIcon };

const volumes: Record<RestoringVolume['state'], Look> = {
  Pending: { tone: 'quiet-tone', icon: WaitingIcon, word: m.phase_waiting },
  Running: { tone: 'running', icon: RunningIcon, word: m.volume_filling },
  Succeeded: { tone: 'good', icon: GoodIcon, word: m.volume_filled },
  Failed: { tone: 'bad', icon: BadIcon, word: m.phase_failed },
  Skipped: { tone: 'quiet-tone', icon: NeverIcon, word: m.volume_skipped },
};

const requests: Record<RequestState, Look> = {
  Waiting: { tone: 'warning', icon: WaitingIcon, word: m.request_waiting },
  Denied: { tone: 'quiet-tone', icon: NeverIcon, word: m.request_denied },
  Unusable: { tone: 'bad', icon: BadIcon, word: m.request_unusable },
  Granted: { tone: 'good', icon: GoodIcon, word: m.request_granted },
};

export const CoverageLamp = ({ state }: { state: AppCoverage }) => <Lamp look={coverage[state]} />;
export const RestoreLamp = ({ phase }: { phase: ClusterRestorePhase }) => <Lamp look={phases[phase]} />;
export const VolumeLamp = ({ state }: { state: RestoringVolume['state'] }) => <Lamp look={volumes[state]} />;
export const RequestLamp = ({ state }: { state: RequestState }) => <Lamp look={requests[state]} />;
export const RunLamp = ({ phase }: { phase: ClusterRunPhase }) => <Lamp look={runs[phase]} />;

export function VerdictLamp({ today }: { today: ClusterToday }) {
  const tone = toneOf(today);
  return <Lamp look={{ tone, icon: icons[tone], word: verdicts[today.verdict] }} />;
}

/** Not tried and not checked are not green. */
function placeLook({ suspended, ready, checked, lastCheck }: ClusterPlace): Look {
  if (ready?.holds === 'No') return { tone: 'bad', icon: BadIcon, word: m.place_closed };
  if (checked?.holds === 'No') return { tone: 'bad', icon: BadIcon, word: m.place_damaged };
  if (suspended) return { tone: 'quiet-tone', icon: NeverIcon, word: m.place_suspended };
  if (ready?.holds !== 'Yes') return { tone: 'quiet-tone', icon: WaitingIcon, word: m.place_untried };
  if (checked?.holds === 'Unknown' && lastCheck) return { tone: 'running', icon: RunningIcon, word: m.place_checking };
  if (checked?.holds !== 'Yes') return { tone: 'quiet-tone', icon: WaitingIcon, word: m.place_unchecked };
  return { tone: 'good', icon: GoodIcon, word: m.place_whole };
}

export const ClusterPlaceLamp = ({ place }: { place: ClusterPlace }) => <Lamp look={placeLook(place)} />;
