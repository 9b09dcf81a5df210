package cloud.mows.backup.core.repository;

import static cloud.mows.backup.core.bytes.json.JsonWriter.ascii;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A lock as it lies in the repository (restic doc/design.rst, "Locks").
 *
 * @param time when it was taken or last refreshed
 * @param exclusive nobody else may hold any lock beside it
 */
public record LockFile(Instant time, boolean exclusive, Identity owner) {
    /** A lock that nobody refreshed for so long has lost its owner (as restic). */
    static final Duration STALE_AFTER = Duration.ofMinutes(30);

    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(5);
    private static final Duration LEFTOVER_AFTER = Duration.ofDays(1);

    ByteSlice json() {
        JsonWriter json = new JsonWriter();
        json.raw(ascii("{\"time\":")).string(time.toString());
        json.raw(ascii(exclusive ? ",\"exclusive\":true" : ",\"exclusive\":false"));
        json.raw(ascii(",\"hostname\":")).string(owner.host());
        json.raw(ascii(",\"username\":")).string(owner.user());
        json.raw(ascii(",\"pid\":")).unsigned(owner.pid());
        json.raw(ascii(",\"uid\":")).unsigned(owner.uid());
        json.raw(ascii(",\"gid\":")).unsigned(owner.gid());
        if (!owner.pidSpace().isEmpty()) {
            json.raw(ascii(",\"pid_namespace\":")).string(owner.pidSpace());
        }
        return json.raw('}').slice();
    }

    static LockFile read(ByteSlice json) throws MalformedFileException {
        JsonFields fields = JsonFields.read(json);
        try {
            return new LockFile(
                    OffsetDateTime.parse(fields.text("time")).toInstant(),
                    fields.flag("exclusive"),
                    new Identity(
                            fields.textOr("hostname", ""),
                            fields.textOr("username", ""),
                            fields.numberOr("uid", 0),
                            fields.numberOr("gid", 0),
                            fields.numberOr("pid", 0),
                            fields.textOr("pid_namespace", "")));
        } catch (DateTimeException e) {
            throw new MalformedFileException("the lock's time is malformed");
        }
    }

    /**
     * Whether its time says nothing of its owner's life: too old, or from a future that is further away than clocks differ.
     * Its owner may be dead, or alive with another clock.
     */
    boolean isDoubtful(Instant now) {
        return isOld(now) || isFromTheFuture(now);
    }

    private boolean isOld(Instant now) {
        return time.isBefore(now.minus(STALE_AFTER));
    }

    boolean isFromTheFuture(Instant now) {
        return time.isAfter(now.plus(CLOCKS_DIFFER_MAX));
    }

    /** Whether it may be removed without being watched, where it keeps nobody of ours out: it costs a look every time. */
    boolean isLeftover(Instant now) {
        return time.isBefore(now.minus(LEFTOVER_AFTER));
    }

    /**
     * Whether somebody who asks for stale locks to be removed means this one: restic's rule, which trusts a host's name. It
     * holds for locks of restic, and for those of an earlier boot.
     */
    boolean isStaleForUnlock(Instant now, Identity self) {
        return isOld(now) || ownerIsGone(self) || isMissingHere(self) && !owner.isHiddenFrom(self);
    }

    /** Why {@link #isStaleForUnlock} says no, in words. */
    String whyNotStale(Instant now, Identity self) {
        if (isFromTheFuture(now)) {
            return "its time lies " + minutes(now, time)
                    + " in the future, so the clock of that machine or of this one is wrong";
        }
        String renewed = "it was renewed " + minutes(time, now) + " ago and counts as abandoned after "
                + STALE_AFTER.toMinutes() + " minutes";
        if (!owner.host().equals(self.host())) {
            return renewed;
        }
        return owner.isHiddenFrom(self)
                ? "it is of another container of this machine; " + renewed
                : "its process runs on this machine; " + renewed;
    }

    private static String minutes(Instant from, Instant to) {
        long minutes = Math.max(0, Duration.between(from, to).toMinutes());
        return minutes == 1 ? "1 minute" : minutes + " minutes";
    }

    /**
     * Whether it is the lock of a process that we would see if it still ran. A host's name is no proof: containers share it, in
     * which numbers of processes mean something else.
     */
    boolean ownerIsGone(Identity self) {
        return !owner.pidSpace().isEmpty() && owner.pidSpace().equals(self.pidSpace()) && isMissingHere(self);
    }

    private boolean isMissingHere(Identity self) {
        return owner.host().equals(self.host())
                && owner.pid() != self.pid()
                && owner.pid() > 0
                && ProcessHandle.of(owner.pid()).isEmpty();
    }

    @Override
    public String toString() {
        return (exclusive ? "exclusively " : "") + "by process " + owner.pid() + " of " + owner.user() + " on "
                + owner.host() + " since " + time;
    }
}
