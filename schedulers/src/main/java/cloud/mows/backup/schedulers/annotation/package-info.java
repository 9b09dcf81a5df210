/**
 * What annotations of a namespace and of its volumes' claims ask for, for those who write no custom resource: {@link
 * cloud.mows.backup.schedulers.annotation.AnnotationDecider} makes of them what a BackupPolicy says, and {@link
 * cloud.mows.backup.schedulers.annotation.AnnotatedPolicies} keeps a BackupPolicy of a fixed name in the namespace that says it.
 *
 * <p>From there on it is a request like any other: it governs when a BackupGrant covers it, and not before, whatever it asks for,
 * since to leave a volume out is less than the default. So this package knows no grants.
 *
 * <p>Invariants. Annotations of which one is not understood change nothing at all: what was asked for stays. A BackupPolicy that was
 * not made here is left alone.
 */
@NullMarked
package cloud.mows.backup.schedulers.annotation;

import org.jspecify.annotations.NullMarked;
