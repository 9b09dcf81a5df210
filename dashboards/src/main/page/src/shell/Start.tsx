import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { platformQuery } from '../api/queries';
import { Loading } from '../parts/Loading';
import { Today } from '../today/Today';

const ClusterToday = lazy(() => import('../cluster/Today'));

/** The first screen. */
export function Start() {
  const platform = useQuery(platformQuery);
  if (platform.data?.kind !== 'Cluster') return <Today />;
  return (
    <Suspense fallback={<Loading />}>
      <ClusterToday />
    </Suspense>
  );
}
