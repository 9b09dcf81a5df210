/**
 * Runs our own program as Jobs in our namespace: what such a Job looks like, what it needs to open a repository, and what came
 * of it. Repositories' keys are mounted there and nowhere else; a mover that reads a volume has no right to ask the API server
 * for anything.
 *
 * <p>Knows repositories and claims to mount, not what a backup, a policy or a provider is. Invariants: a Job has a name that
 * its task determines, so that there are never two for one task and everything is found again after a crash; a pod is replaced
 * only when it is seen to have ended.
 *
 * <p>Failures: what the program said last, as a value. The API server cannot be reached: {@code KubernetesClientException}.
 * Safe for any number of threads.
 */
@NullMarked
package cloud.mows.backup.cluster.mover;

import org.jspecify.annotations.NullMarked;
