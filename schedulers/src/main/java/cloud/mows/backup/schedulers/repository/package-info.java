/**
 * Whether a repository can be opened: when to try, by a Job of our own program, and what to say about it. What is made, is
 * made by that Job, and only at an address where none was ever seen.
 *
 * <p>Knows Repositories and movers, nothing of backups, policies and volumes. Invariants: each attempt is a Job of a name that
 * the status determines, so that a controller that was killed goes on with it and none runs twice; an attempt begins when
 * those before it have ended. A repository with another id than the first one is never taken for it.
 *
 * <p>Failures: everything that keeps a repository from being used is a condition in plain words, and tried again later. The API
 * server cannot be reached: {@code KubernetesClientException}. Safe for any number of threads.
 */
@NullMarked
package cloud.mows.backup.schedulers.repository;

import org.jspecify.annotations.NullMarked;
