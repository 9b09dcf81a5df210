package cloud.mows.backup.schedulers.objects;

/**
 * Why something is left out.
 *
 * @param by whose word that is
 * @param reason in a sentence
 */
public record Excuse(String by, String reason) {}
