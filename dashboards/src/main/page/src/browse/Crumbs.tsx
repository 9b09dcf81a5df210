import type { ReactNode } from 'react';
import { m } from '../paraglide/messages.js';
import { crumbsOf } from './paths';

/** Where one is in a tree of files, and the way up. */
export function Crumbs({ path, children }: { path: string; children: (crumb: { name: string; path: string }) => ReactNode }) {
  return (
    <nav aria-label={m.breadcrumb()}>
      <ol className="crumbs">
        <li>{children({ name: m.all_files(), path: '/' })}</li>
        {crumbsOf(path).map((crumb) => (
          <li key={crumb.path}>
            {crumb.path === path ? <span aria-current="location">{crumb.name}</span> : children(crumb)}
          </li>
        ))}
      </ol>
    </nav>
  );
}
