import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { platformQuery } from '../api/queries';
import { Today } from '../today/Today';

/** The first screen. */
export function Start() {
  const platform = useQuery(platformQuery);
  return platform.data?.kind === 'Cluster' ? <Navigate to="/cluster/apps" replace /> : <Today />;
}
