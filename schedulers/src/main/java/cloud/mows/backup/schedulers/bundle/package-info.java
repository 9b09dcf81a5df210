/**
 * What a rebuild of the cluster needs and no namespace holds, as documents for people and programs: versions, nodes, storage, Longhorn's
 * settings, the Secrets that have to be there first, the core of MOWS. They are described in docs/cluster-bundle.md.
 *
 * <p>Reads the API and nothing else, so it knows no file of a node: what is missing for that reason is said in a sentence, as a gap. Invariants:
 * no value of a Secret gets into a document; the same cluster gives the same documents; each document is captured, excused because the
 * cluster does not have what it would tell of, or failed, and one that fails stops no other.
 */
@NullMarked
package cloud.mows.backup.schedulers.bundle;

import org.jspecify.annotations.NullMarked;
