package cloud.mows.backup.schedulers.objects;

/** What those may read who read objects. */
@FunctionalInterface
public interface ReadableKinds {
    /** To be called before objects are read: from then on these are all kinds that there are, if that is possible. */
    void renew();
}
