/**
 * NOT the service: a stand-in for working on the page without one, and for states that a healthy service seldom shows
 * (`npm run dev`). It answers from memory and saves nothing. `/api/v1/scene?is=…` chooses what it pretends.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { ClusterScene } from './cluster.ts';
import { Scene } from './scene.ts';

export function standIn(): Plugin {
  let scene: Scene | ClusterScene = new Scene('first');
  const listeners = new Set<ServerResponse>();
  const tell = (type: string, data: unknown) => {
    for (const listener of listeners) listener.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    if (url.pathname === '/api/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      listeners.add(response);
      request.on('close', () => listeners.delete(response));
      return;
    }
    if (url.pathname === '/api/v1/scene') {
      const is = url.searchParams.get('is') ?? 'first';
      scene = is.startsWith('cluster') ? new ClusterScene(is) : new Scene(is);
      response.end('ok');
      return;
    }
    let text = '';
    for await (const piece of request) text += piece;
    const { status, body } = scene.answer(request.method ?? 'GET', url, text ? JSON.parse(text) : null, tell);
    response.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }

  return {
    name: 'stand-in',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/api/')) handle(request, response).catch(next);
        else next();
      });
    },
  };
}
