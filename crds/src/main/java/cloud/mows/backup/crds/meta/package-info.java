/**
 * What every document is made of: the API group, conditions, references to secrets, label selectors, and what the schema
 * generator must know of records. As metav1 in Kubernetes, it knows none of our kinds.
 *
 * <p>Nothing here holds a secret; {@link cloud.mows.backup.crds.meta.SecretKey} says where one lies.
 *
 * <p>All of this module: values without threads, clocks or input and output. A record checks itself, with the message that
 * the API server gives for the same mistake, and is never stricter than the schema: an object that the API server has
 * stored can always be read, because an informer would stop at one that cannot. Validation rules stand on the record and
 * not on its fields, where the generator would write them twice. A new field is optional, and its absence means what was
 * before it.
 */
@NullMarked
package cloud.mows.backup.crds.meta;

import org.jspecify.annotations.NullMarked;
