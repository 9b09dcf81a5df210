/** What statements about a backup are about, in the reader's language. */
import type { RequestDifference } from '../api/model';
import { m } from '../paraglide/messages.js';

const words: Record<string, () => string> = {
  policy: m.topic_policy,
  schedule: m.topic_schedule,
  suspended: m.topic_suspended,
  repository: m.topic_repository,
  copy: m.topic_copy,
  volume: m.topic_volume,
  'volume rule': m.topic_volume_rule,
  'object rule': m.topic_object_rule,
  hook: m.topic_hook,
  standstill: m.topic_standstill,
  'time limit': m.topic_time_limit,
};

/** One that a later version names is said as it is. */
export function topicWord(topic: string): string {
  return words[topic]?.() ?? topic.charAt(0).toUpperCase() + topic.slice(1);
}

export interface Topic {
  topic: string;
  statements: RequestDifference[];
}

/** Statements under their topics, in the order in which they come. */
export function byTopic(differences: RequestDifference[]): Topic[] {
  const topics = [...new Set(differences.map((one) => one.topic))];
  return topics.map((topic) => ({ topic, statements: differences.filter((one) => one.topic === topic) }));
}
