/** How it is with the cluster, in sentences. */
import type { ClusterFinding, ClusterToday } from '../api/model';
import { formatRelative } from '../format/time';
import { m } from '../paraglide/messages.js';

export type Tone = 'good' | 'warning' | 'bad';

export function toneOf({ verdict }: ClusterToday): Tone {
  switch (verdict) {
    case 'Good':
      return 'good';
    case 'Partly':
    case 'Look':
    case 'Nothing':
      return 'warning';
    case 'NoPlace':
    case 'Lost':
    case 'Damaged':
      return 'bad';
  }
}

export function sayVerdict(today: ClusterToday, now: number): string {
  switch (today.verdict) {
    case 'Good': {
      const good = m.cluster_good({ count: today.apps });
      return today.oldest ? `${good} ${m.cluster_oldest({ when: formatRelative(today.oldest.time, now) })}` : good;
    }
    case 'Lost':
      return m.cluster_lost({ count: today.lost });
    case 'Partly':
      return m.cluster_partly({ count: today.partly });
    case 'Damaged':
      return m.cluster_damaged();
    case 'Look':
      return m.cluster_look();
    case 'NoPlace':
      return m.cluster_no_place();
    case 'Nothing':
      return m.cluster_nothing();
  }
}

/** What would be left if the cluster were lost. Empty where nothing is backed up at all. */
export function sayOffSite(today: ClusterToday, now: number): string[] {
  if (today.verdict === 'NoPlace' || today.verdict === 'Nothing') return [];
  if (!today.offSite) return [m.offsite_none()];
  const { oldestOffSite: oldest } = today;
  return [
    ...(oldest ? [m.offsite_oldest({ when: formatRelative(oldest.time, now), app: oldest.app })] : []),
    ...(today.notOffSite > 0 ? [m.offsite_missing({ count: today.notOffSite })] : []),
  ];
}

export function sayFinding(finding: ClusterFinding): string {
  const reason = finding.reason ?? '';
  switch (finding.kind) {
    case 'AppLost':
      return m.finding_app_lost({ reason });
    case 'AppNew':
      return m.finding_app_new();
    case 'AppPartly':
    case 'AppRequested':
    case 'PlaceDamaged':
    case 'PlaceNotPruned':
      return reason;
    case 'PlaceClosed':
      return finding.apps > 0
        ? `${m.finding_place_closed({ reason })} ${m.finding_place_alone({ count: finding.apps })}`
        : m.finding_place_closed({ reason });
    case 'PlaceUntried':
      return reason || m.finding_place_untried();
    case 'OffSiteLate':
      return `${m.finding_place_late({ count: finding.apps })} ${reason}`.trim();
  }
}
