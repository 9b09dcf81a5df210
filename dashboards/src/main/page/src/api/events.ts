/**
 * What happens, while it happens: one stream of events for all tabs, since a browser opens only six connections to a server
 * over plain HTTP. The tab that holds the lock has the stream and passes events on; when it closes, another takes over.
 */
import type { QueryClient } from '@tanstack/react-query';
import type { App, Run } from './model';

export interface ServiceEvent {
  type: 'run' | 'app' | 'setup' | 'reset';
  data: unknown;
}

const types = ['run', 'app', 'setup', 'reset'] as const;
const channelName = 'mows-backup-events';

/** Puts what an event says into what the page knows. */
export function applyEvent(client: QueryClient, event: ServiceEvent): void {
  switch (event.type) {
    case 'run': {
      const run = event.data as Run;
      const before = client.getQueryData<Run>(['run', run.id]);
      // The answer to a request may come after an event that is newer than it.
      if (before?.endedAt && !run.endedAt) return;
      client.setQueryData(['run', run.id], run);
      for (const app of [null, run.app]) {
        client.setQueryData<Run[]>(['runs', { app }], (runs) => runs && withRun(runs, run));
      }
      if (run.endedAt && !before?.endedAt) {
        void client.invalidateQueries({ queryKey: ['apps'] });
        void client.invalidateQueries({ queryKey: ['repositories'] });
      }
      if (!before || before.phase !== run.phase) {
        void client.invalidateQueries({ queryKey: ['today'] });
      }
      return;
    }
    case 'app': {
      const app = event.data as App;
      client.setQueryData(['apps', app.name], app);
      client.setQueryData<App[]>(['apps'], (apps) => apps?.map((one) => (one.name === app.name ? app : one)));
      void client.invalidateQueries({ queryKey: ['today'] });
      return;
    }
    case 'setup':
      void client.invalidateQueries({ queryKey: ['setup'], exact: true });
      return;
    case 'reset':
      // What was missed is not known.
      void client.invalidateQueries();
      return;
  }
}

function withRun(runs: Run[], run: Run): Run[] {
  return runs.some((one) => one.id === run.id)
    ? runs.map((one) => (one.id === run.id ? run : one))
    : [run, ...runs];
}

/** Listens until the returned function is called. */
export function listen(client: QueryClient): () => void {
  const stop = new AbortController();
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(channelName) : null;
  channel?.addEventListener('message', (message) => applyEvent(client, message.data as ServiceEvent), {
    signal: stop.signal,
  });
  const hold = () => stream(client, channel, stop.signal);
  // Locks need a secure context; over plain HTTP from another machine each tab has a stream of its own.
  if (navigator.locks && channel) {
    navigator.locks.request(channelName, { signal: stop.signal }, hold).catch((reason: unknown) => {
      if (!stop.signal.aborted) throw reason;
    });
  } else {
    void hold();
  }
  return () => {
    stop.abort();
    channel?.close();
  };
}

function stream(client: QueryClient, channel: BroadcastChannel | null, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const source = new EventSource('api/v1/events');
    for (const type of types) {
      source.addEventListener(type, (message: MessageEvent<string>) => {
        const event: ServiceEvent = { type, data: JSON.parse(message.data) };
        applyEvent(client, event);
        channel?.postMessage(event);
      });
    }
    signal.addEventListener('abort', () => {
      source.close();
      done();
    });
  });
}
