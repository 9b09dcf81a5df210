package cloud.mows.backup.schedulers.request;

/**
 * Something about how an app is backed up.
 *
 * @param topic a word or two: schedule, repository, volume
 * @param words a clause for people
 */
public record Statement(String topic, String words) {}
