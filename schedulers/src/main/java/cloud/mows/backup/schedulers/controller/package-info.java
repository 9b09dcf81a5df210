/**
 * What the Java Operator SDK calls: one reconciler for each kind, which asks a decider of another package and does what it
 * says. The only package that knows this SDK.
 *
 * <p>Decides nothing itself. Invariants: a status is applied as a whole, under a name of its own as field manager; nothing
 * depends on which event came. Threads: the SDK's, one at a time for each object. Failures: thrown, and tried again without
 * end, at most five minutes later.
 */
@NullMarked
package cloud.mows.backup.schedulers.controller;

import org.jspecify.annotations.NullMarked;
