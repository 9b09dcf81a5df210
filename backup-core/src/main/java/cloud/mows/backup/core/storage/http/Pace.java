package cloud.mows.backup.core.storage.http;

/** Slows a stream of bytes down: everything that shares one pace shares its rate. */
@FunctionalInterface
public interface Pace {
    /** As fast as it goes. */
    Pace FULL = bytes -> {};

    /** Waits until so many more bytes may go. */
    void pass(int bytes) throws InterruptedException;
}
