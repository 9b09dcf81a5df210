package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.id.Digest;

/**
 * Which repository this is.
 *
 * @param id random, unique
 * @param location without secrets
 * @param version of the format
 * @param chunkerPolynomial restic's, in its config file
 * @param cutsByGear whether it is ours and cut by our own hash
 */
public record RepositoryInfo(Digest id, String location, int version, long chunkerPolynomial, boolean cutsByGear) {}
