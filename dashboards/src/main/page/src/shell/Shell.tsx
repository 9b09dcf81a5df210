import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useRef } from 'react';
import { platformQuery } from '../api/queries';
import { m } from '../paraglide/messages.js';
import { ActivityIcon, AppsIcon, Mark, TodayIcon } from '../parts/Icons';
import { ClusterMenu } from './ClusterMenu';
import { Preferences } from './Preferences';
import { Who } from './Who';

/** What surrounds every screen. */
export function Shell() {
  const platform = useQuery(platformQuery);
  const main = useRef<HTMLElement>(null);
  return (
    <div className="shell">
      <button className="button skip" onClick={() => main.current?.focus()}>
        {m.skip()}
      </button>
      <header className="sidebar">
        <Link to="/" className="brand">
          <Mark />
          <span>
            MOWS Backup
            <small>{platform.data?.name}</small>
          </span>
        </Link>
        <nav aria-label={m.menu()}>
          <ul className="menu">{platform.data?.kind === 'Cluster' ? <ClusterMenu /> : <MachineMenu />}</ul>
        </nav>
        <div className="foot">
          <Who />
          <Preferences />
        </div>
      </header>
      <main className="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

function MachineMenu() {
  return (
    <>
        <li>
          <Link to="/" activeOptions={{ exact: true }} activeProps={{ 'aria-current': 'page' }}>
            <TodayIcon />
            {m.today()}
          </Link>
        </li>
        <li>
          <Link to="/apps" activeProps={{ 'aria-current': 'page' }}>
            <AppsIcon />
            {m.apps()}
          </Link>
        </li>
        <li>
          <Link to="/activity" activeProps={{ 'aria-current': 'page' }}>
            <ActivityIcon />
            {m.activity()}
          </Link>
        </li>
    </>
  );
}
