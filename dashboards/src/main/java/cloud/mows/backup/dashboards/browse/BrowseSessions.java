package cloud.mows.backup.dashboards.browse;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.browse.BrowseSession;
import cloud.mows.backup.crds.browse.BrowseSessionSpec;
import cloud.mows.backup.crds.browse.BrowseSessionStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.dashboards.problem.ApiException;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** At the most one session for each repository, shared by all who look. */
public final class BrowseSessions implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long STEP_MILLIS = 300;
    private static final int KEY_BYTES = 32;
    private static final int NAME_BYTES = 5;

    private final Cluster cluster;
    private final String controllerNamespace;
    private final Reach reach;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /** @param controllerNamespace where sessions are */
    public BrowseSessions(Cluster cluster, String controllerNamespace, Reach reach) {
        this.cluster = cluster;
        this.controllerNamespace = controllerNamespace;
        this.reach = reach;
    }

    /**
     * One whose pod runs.
     *
     * @param hasAnswered whether it did: until then it may be opening the repository, and is waited for
     */
    record Opened(String name, String key, URI address, AtomicBoolean hasAnswered) {
        @Override
        public String toString() {
            return "session " + name;
        }
    }

    private static final class Slot {
        private Optional<Opened> opened = Optional.empty();
    }

    /** The session of a repository; it is begun if there is none. Waits until it can be asked. */
    Opened of(String repository) {
        Slot slot = slots.computeIfAbsent(repository, _ -> new Slot());
        synchronized (slot) {
            if (slot.opened.isEmpty()) {
                slot.opened = Optional.of(open(repository));
            }
            return slot.opened.get();
        }
    }

    /** It answers no more: the next who asks gets another one. */
    void forget(String repository, Opened gone) {
        Slot slot = slots.computeIfAbsent(repository, _ -> new Slot());
        synchronized (slot) {
            if (slot.opened.filter(gone::equals).isPresent()) {
                slot.opened = Optional.empty();
                reach.leave(gone.name());
                remove(gone.name());
            }
        }
    }

    private Opened open(String repository) {
        String key = hex(KEY_BYTES);
        BrowseSession session = new BrowseSession();
        session.setMetadata(new ObjectMetaBuilder()
                .withNamespace(controllerNamespace)
                .withName("page-" + hex(NAME_BYTES))
                .build());
        session.setSpec(new BrowseSessionSpec(repository, hash(key), null));
        cluster.apply(List.of(new Change.Create(session))).ifPresent(refusal -> {
            throw ApiException.conflict("repository '" + repository + "' cannot be looked into: " + refusal, "");
        });
        String name = session.getMetadata().getName();
        try {
            return new Opened(name, key, reach.to(ready(name, repository)), new AtomicBoolean());
        } catch (RuntimeException e) {
            remove(name);
            throw e;
        }
    }

    private BrowseSession ready(String name, String repository) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        String doing = "the controller has not taken notice";
        while (System.nanoTime() < giveUpAt) {
            BrowseSession now = cluster.get(BrowseSession.class, controllerNamespace, name);
            if (now == null) {
                throw ApiException.conflict("the session was removed before it began", "try again");
            }
            Optional<Condition> ready = Optional.ofNullable(now.getStatus())
                    .flatMap(status -> Condition.find(status.conditions(), BrowseSessionStatus.READY));
            if (ready.isPresent()) {
                Condition condition = ready.get();
                doing = Optional.ofNullable(condition.message()).orElse(condition.reason());
                if (condition.status() == ConditionStatus.FALSE) {
                    throw ApiException.conflict(doing, "see 'kubectl describe repository " + repository + "'");
                }
                if (condition.status() == ConditionStatus.TRUE) {
                    return now;
                }
            }
            pause();
        }
        throw ApiException.conflict(
                "repository '" + repository + "' was not opened within " + PATIENCE.toSeconds() + " seconds: " + doing,
                "try again; if it stays so, see whether the controller runs");
    }

    static void pause() {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.conflict("this program is being ended", "try again");
        }
    }

    private void remove(String name) {
        BrowseSession there = cluster.get(BrowseSession.class, controllerNamespace, name);
        if (there != null) {
            // One that stays ends by itself when nobody asks.
            cluster.apply(List.of(new Change.Delete(there)));
        }
    }

    private String hex(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends all of them. */
    @Override
    public void close() {
        slots.forEach((repository, slot) -> slot.opened.ifPresent(opened -> forget(repository, opened)));
        reach.close();
    }
}
