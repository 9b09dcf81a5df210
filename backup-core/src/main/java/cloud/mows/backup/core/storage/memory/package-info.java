/**
 * A place in the memory of this process: for tests, for trying things out, and as the shortest example of the contract.
 *
 * <p>It keeps every file until it is closed by the garbage collector, so it has no bound of its own. Threads: any number at
 * once. Failure: only what the contract asks for ({@code NotFound}, {@code AlreadyExists}, {@code Truncated},
 * {@code TooLarge}).
 */
@NullMarked
package cloud.mows.backup.core.storage.memory;

import org.jspecify.annotations.NullMarked;
