package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.ClusterClient;
import cloud.mows.backup.cluster.api.Refusal;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.core.ledger.LedgerEntry;
import cloud.mows.backup.core.ledger.LedgerHeader;
import cloud.mows.backup.core.ledger.LedgerWriter;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.source.tar.FeedSender;
import cloud.mows.backup.crds.policy.ObjectRuleInForce;
import cloud.mows.backup.schedulers.bundle.ClusterBundle;
import cloud.mows.backup.schedulers.objects.Excuse;
import cloud.mows.backup.schedulers.objects.ObjectArchive;
import cloud.mows.backup.schedulers.objects.ObjectKind;
import cloud.mows.backup.schedulers.objects.ObjectOutcome;
import cloud.mows.backup.schedulers.objects.ObjectReader;
import cloud.mows.backup.schedulers.objects.ObjectSink;
import cloud.mows.backup.schedulers.policy.ObjectRules;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code mover objects}: sends the objects of a namespace, or those that belong to none, as a tar archive to the mover beside it, and last the
 * ledger that says what became of each. Those of no namespace come with the bundle that tells of the cluster. Needs the rights to read them, and nothing else of the service.
 */
final class MoverObjects {
    private static final int BUFFER_BYTES = 64 << 10;

    private static final int REQUEST_MILLIS = 30_000;

    /** Few: a server that is away for longer is one for the Job's next pod. */
    private static final int RETRIES = 2;

    /** Any number of them; the first that matches an object decides. */
    private static final String RULE = "--rule";

    private static final Set<String> OPTIONS = Set.of("--backup", "--namespace", "--cluster", "--to-port");

    private final String backup;
    private final Optional<String> namespace;
    private final ObjectRules rules;
    private final int port;

    private MoverObjects(String backup, Optional<String> namespace, ObjectRules rules, int port) {
        this.backup = backup;
        this.namespace = namespace;
        this.rules = rules;
        this.port = port;
    }

    /**
     * Does it now.
     *
     * @return the exit code; why it is not 0 stands on standard error
     */
    static int run(List<String> arguments) {
        logNothing();
        try {
            MoverObjects command = parse(arguments);
            // First of all: the mover may wait long for a lock, and what is read before would be old.
            try (FeedSender mover = FeedSender.connect(command.port);
                    ReadingWatch watch = ReadingWatch.start(InstantSource.system());
                    KubernetesClient client = ClusterClient.open(ClusterClient.config(REQUEST_MILLIS, RETRIES))) {
                command.send(client, watch, mover.output());
            }
            return 0;
        } catch (IllegalArgumentException e) {
            return Refused.because(e.getMessage());
        } catch (KubernetesClientException e) {
            return Refused.because("the objects cannot be read: " + Refusal.of(e));
        } catch (UncheckedIOException e) {
            return failed(e.getCause());
        } catch (IOException e) {
            return failed(e);
        } catch (Throwable e) {
            // Nobody is behind us, and threads of the client would keep a process alive that does nothing any more.
            e.printStackTrace();
            return Refused.because("the objects cannot be read because of a fault in this program: " + e);
        }
    }

    /**
     * What is logged waits in a queue for Quarkus, which does not start here, and the client logs the bodies of all answers where nobody says
     * how much to log.
     */
    static void logNothing() {
        Logger.getLogger("").setLevel(Level.OFF);
    }

    private static int failed(IOException e) {
        if (e instanceof FeedSender.Gone) {
            System.err.println("mows-backup: the objects are not saved: " + e.getMessage());
            return MoverState.FEEDER_WITHOUT_MOVER;
        }
        return Refused.because("the ledger of the objects cannot be written: " + words(e));
    }

    /** Of what the folder says, which is a disk of limited size. */
    private static String words(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason() + " (" + file.getFile() + ")"
                : String.valueOf(e.getMessage());
    }

    static MoverObjects parse(List<String> arguments) {
        if (arguments.size() < 2 || !arguments.subList(0, 2).equals(List.of("mover", "objects"))) {
            throw new IllegalArgumentException("unknown command: " + String.join(" ", arguments));
        }
        Map<String, String> values = new HashMap<>();
        List<ObjectRuleInForce> rules = new ArrayList<>();
        for (String argument : arguments.subList(2, arguments.size())) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (name.equals(RULE)) {
                rules.add(rule(argument.substring(equals + 1)));
                continue;
            }
            if (!OPTIONS.contains(name) || name.equals("--cluster") == equals >= 0) {
                throw new IllegalArgumentException("mover objects: unknown option " + argument);
            }
            values.put(name, argument.substring(equals + 1));
        }
        if (!values.containsKey("--backup")
                || !values.containsKey("--to-port")
                || values.containsKey("--cluster") == values.containsKey("--namespace")) {
            throw new IllegalArgumentException(
                    "mover objects needs --backup=<uid>, --to-port=<number>, and --namespace=<name> or --cluster");
        }
        return new MoverObjects(
                values.get("--backup"),
                Optional.ofNullable(values.get("--namespace")),
                new ObjectRules(rules),
                FeederPort.parse("objects", values.get("--to-port")));
    }

    private static ObjectRuleInForce rule(String json) {
        try {
            return Serialization.unmarshal(json, ObjectRuleInForce.class);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("mover objects: this is no rule: " + json, e);
        }
    }

    private Optional<Excuse> excuse(ObjectKind kind, String name, Map<String, String> labels) {
        return rules.exclusion(kind.fullName(), name, labels)
                .map(each ->
                        new Excuse(each.by(), Objects.requireNonNull(each.rule().reason())));
    }

    /** The ledger is written to a file meanwhile, for in an archive its size stands before it. */
    void send(KubernetesClient client, ReadingWatch watch, OutputStream to) throws IOException {
        LedgerHeader header = new LedgerHeader(backup, namespace.orElse("cluster"), Instant.now());
        Path file = Files.createTempFile("mows-backup-ledger", ".jsonl");
        try (OutputStream out = new BufferedOutputStream(to, BUFFER_BYTES)) {
            ObjectArchive archive =
                    new ObjectArchive(out, namespace.isPresent() ? PartId.OBJECTS.path() : BytePath.ROOT);
            try (LedgerWriter ledger =
                    new LedgerWriter(new BufferedOutputStream(Files.newOutputStream(file)), header)) {
                read(client, watch, archive, outcome -> add(entry(outcome), ledger));
                if (namespace.isEmpty()) {
                    ClusterBundle.Files documents = (name, content) -> watch.handOver(() -> {
                        archive.add(PartId.BUNDLE.resolve(name), content, header.time());
                        return name;
                    });
                    ClusterBundle.write(
                            client, client.getNamespace(), documents, entry -> add(entry, ledger), watch::asks);
                }
                ledger.finish();
            }
            try (InputStream in = Files.newInputStream(file)) {
                archive.finish(in, Files.size(file), header.time());
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void read(
            KubernetesClient client, ReadingWatch watch, ObjectArchive archive, Consumer<ObjectOutcome> outcomes) {
        ObjectSink watched =
                (folder, name, content, modified) -> watch.handOver(() -> archive.add(folder, name, content, modified));
        if (namespace.isPresent()) {
            ObjectReader.namespace(client, namespace.get(), this::excuse, watched, outcomes, watch::asks);
        } else {
            ObjectReader.cluster(client, this::excuse, watched, outcomes, watch::asks);
        }
    }

    private static void add(LedgerEntry entry, LedgerWriter ledger) {
        try {
            ledger.add(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LedgerEntry entry(ObjectOutcome outcome) {
        return new LedgerEntry(
                "object",
                outcome.name(),
                switch (outcome.result()) {
                    case CAPTURED -> LedgerEntry.Outcome.CAPTURED;
                    case EXCUSED -> LedgerEntry.Outcome.EXCUSED;
                    case FAILED -> LedgerEntry.Outcome.FAILED;
                },
                outcome.by(),
                outcome.reason(),
                Optional.of(outcome.apiVersion()),
                Optional.of(outcome.kind()),
                Optional.ofNullable(outcome.path())
                        .map(path -> PartId.OBJECTS.path().resolve(path).toString()));
    }
}
