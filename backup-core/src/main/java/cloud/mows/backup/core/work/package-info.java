/**
 * Doing many things at once within bounds: {@link cloud.mows.backup.core.work.CpuPool} where we compute (as many platform
 * threads as there are processors), {@link cloud.mows.backup.core.work.IoScope} where we wait, {@link
 * cloud.mows.backup.core.work.ByteBudget} between them so that the bytes in flight never exceed the memory ceiling, and
 * {@link cloud.mows.backup.core.work.BufferPool} so that large arrays are made once.
 *
 * <p>It knows nothing of what the work is: no storage, no repository, no clock.
 *
 * <p>Rules: every queue has a bound, and whoever offers more waits or works itself. Whoever opens a pool or a scope closes
 * it in the same block, and after {@code close} no task of it runs. The first failure stops what has not begun and is
 * thrown to the owner by {@code join}; failures after it are attached to it. Interrupting the owner ends the waiting, not
 * the tasks: {@code close} does that.
 *
 * <p>Order of locks: tasks may acquire a budget; nothing in this package runs foreign code while it holds a lock.
 */
@NullMarked
package cloud.mows.backup.core.work;

import org.jspecify.annotations.NullMarked;
