package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.Refusal;
import cloud.mows.backup.core.ledger.LedgerEntry;
import cloud.mows.backup.core.ledger.LedgerHeader;
import cloud.mows.backup.core.ledger.LedgerWriter;
import cloud.mows.backup.schedulers.objects.ObjectOutcome;
import cloud.mows.backup.schedulers.objects.ObjectReader;
import cloud.mows.backup.schedulers.objects.ObjectVerdicts;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code mover objects}: writes the objects of a namespace, or those that belong to none, into a folder, and beside them the
 * ledger that says what became of each. Needs the rights to read them, and nothing else of the service.
 */
final class MoverObjects {
    static final String LEDGER = "ledger.jsonl";

    private static final int REQUEST_MILLIS = 30_000;

    /** Few: a server that is away for longer is one for the Job's next pod. */
    private static final int RETRIES = 2;

    private static final Set<String> OPTIONS = Set.of("--backup", "--namespace", "--cluster", "--to");

    private final String backup;
    private final Optional<String> namespace;
    private final Path folder;

    private MoverObjects(String backup, Optional<String> namespace, Path folder) {
        this.backup = backup;
        this.namespace = namespace;
        this.folder = folder;
    }

    /**
     * Does it now.
     *
     * @return the exit code; why it is not 0 stands on standard error
     */
    static int run(List<String> arguments) {
        try {
            MoverObjects command = parse(arguments);
            try (ReadingWatch watch = ReadingWatch.start(InstantSource.system());
                    KubernetesClient client = new KubernetesClientBuilder()
                            .withHttpClientFactory(new JdkHttpClientFactory())
                            .withConfig(new ConfigBuilder()
                                    .withConnectionTimeout(10_000)
                                    .withRequestTimeout(REQUEST_MILLIS)
                                    .withRequestRetryBackoffLimit(RETRIES)
                                    .build())
                            .build()) {
                command.read(client, watch);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            return refused(e.getMessage());
        } catch (KubernetesClientException e) {
            return refused("the objects cannot be read: " + Refusal.of(e));
        } catch (UncheckedIOException e) {
            return refused("the objects cannot be written: " + words(e.getCause()));
        } catch (IOException e) {
            return refused("the ledger of the objects cannot be written: " + words(e));
        } catch (Throwable e) {
            // Nobody is behind us, and threads of the client would keep a process alive that does nothing any more.
            e.printStackTrace();
            return refused("the objects cannot be read because of a fault in this program: " + e);
        }
    }

    private static int refused(String sentence) {
        System.err.println("mows-backup: " + sentence);
        return 1;
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
        for (String argument : arguments.subList(2, arguments.size())) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!OPTIONS.contains(name) || name.equals("--cluster") == equals >= 0) {
                throw new IllegalArgumentException("mover objects: unknown option " + argument);
            }
            values.put(name, argument.substring(equals + 1));
        }
        if (!values.containsKey("--backup")
                || !values.containsKey("--to")
                || values.containsKey("--cluster") == values.containsKey("--namespace")) {
            throw new IllegalArgumentException(
                    "mover objects needs --backup=<uid>, --to=<folder>, and --namespace=<name> or --cluster");
        }
        return new MoverObjects(
                values.get("--backup"), Optional.ofNullable(values.get("--namespace")), Path.of(values.get("--to")));
    }

    private void read(KubernetesClient client, ReadingWatch watch) throws IOException {
        LedgerHeader header = new LedgerHeader(backup, namespace.orElse("cluster"), Instant.now());
        List<ObjectOutcome> outcomes = namespace.isPresent()
                ? ObjectReader.namespace(client, namespace.get(), ObjectVerdicts.NONE, folder, watch::asks)
                : ObjectReader.cluster(client, ObjectVerdicts.NONE, folder, watch::asks);
        Path file = folder.resolve(LEDGER);
        try (LedgerWriter ledger = new LedgerWriter(
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)), header)) {
            for (ObjectOutcome outcome : outcomes) {
                ledger.add(entry(outcome, folder));
            }
            ledger.finish();
        }
    }

    private static LedgerEntry entry(ObjectOutcome outcome, Path folder) {
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
                        .map(path -> folder.resolve(path).toString()));
    }
}
