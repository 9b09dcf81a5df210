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

    /** Whether its owner is certainly gone: too old, or a process that we would see if it still ran. */
    boolean isStale(Instant now, Identity self) {
        return time.isBefore(now.minus(STALE_AFTER)) || ownerIsGone(self);
    }

    /**
     * Whether it may be removed without being asked: it keeps nobody of ours out, but restic, and costs a look every time.
     * Where only its age speaks against its owner it must be much older than stale, for clocks differ.
     */
    boolean isLeftover(Instant now, Identity self) {
        return time.isBefore(now.minus(LEFTOVER_AFTER)) || ownerIsGone(self);
    }

    /**
     * Whether somebody who asks for stale locks to be removed means this one: restic's rule, which trusts a host's name. It
     * holds for locks of restic, and for those of an earlier boot.
     */
    boolean isStaleToWhoAsks(Instant now, Identity self) {
        return isStale(now, self) || isMissingHere(self) && !owner.isHiddenFrom(self);
    }

    /** A name can be shared by containers, in which numbers of processes mean something else. */
    private boolean ownerIsGone(Identity self) {
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
