/**
 * The key {@code backup} of a {@code mows-manifest.yaml}: what an app's maker writes beside what MOWS' package managers read, which
 * skip it. MOWS keeps no manifest in the cluster, so a BackupPolicy is made of it here.
 *
 * <p>Both dialects are read: packages for Kubernetes ({@code spec.raw}) and compose projects ({@code spec.compose}). Pure: text in; a
 * manifest, or every fault with line, column and field out. What holds for a BackupPolicy at the API server holds here, by the
 * same records and the schema that is generated from them. Nothing is filled in: defaults are the API server's.
 */
@NullMarked
package cloud.mows.backup.app.service.manifest;

import org.jspecify.annotations.NullMarked;
