package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Installs a package as MOWS's package manager of June 2026 does (its commit f954e2f): a copy without links, variables of the cluster in the
 * chart and in plain files, {@code helm template}, and each document applied by the server, definitions first. It is a program in Rust, which is
 * not ours to build; that the first document of Helm is left out is its way, not ours.
 */
final class MowsPackageManager {
    private static final String SEPARATOR = "\n---\n# Source:";
    private static final String DEFINITION = "\nkind: CustomResourceDefinition\n";

    private final TestCluster cluster;
    private final Path copy;

    /** @param copy where the package is copied to */
    MowsPackageManager(TestCluster cluster, Path copy) {
        this.cluster = cluster;
        this.copy = copy;
    }

    /** Its files, without links. */
    void fetch(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(source.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** @return the documents, as they are to be applied */
    List<String> render(String namespace, Map<String, String> config) throws IOException, InterruptedException {
        Path source = copy.resolve("sources/backupHelmRepo");
        Path chart = source.resolve("mows-core-storage-backup");
        Path plain = copy.resolve("sources/additional");
        replaceVariables(chart, config);
        replaceVariables(plain, config);
        String printed = cluster.helm()
                .succeed(
                        "template",
                        "mows-backup",
                        chart.toString(),
                        "--skip-tests",
                        "--include-crds",
                        "--namespace=" + namespace,
                        "--values=" + source.resolve("values.yaml"))
                .output();
        List<String> documents = new ArrayList<>();
        // What is before the first separator is dropped, and Helm prints none before its first document.
        Stream.of(printed.split(SEPARATOR)).skip(1).map(each -> "#" + each).forEach(documents::add);
        try (Stream<Path> files = Files.walk(plain)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .map(MowsPackageManager::read)
                    .forEach(text -> documents.addAll(List.of(text.split("(?m)^---$"))));
        }
        return documents;
    }

    void install(String namespace, List<String> documents) throws IOException, InterruptedException {
        String made = "apiVersion: v1\nkind: Namespace\nmetadata: {name: " + namespace + "}\n";
        apply(file("namespace", List.of(made)), namespace);
        apply(file("definitions", select(documents, true)), namespace);
        apply(file("rest", select(documents, false)), namespace);
    }

    private static List<String> select(List<String> documents, boolean definitions) {
        List<String> selected = documents.stream()
                .filter(each -> each.contains(DEFINITION) == definitions)
                .toList();
        assertThat(selected).isNotEmpty();
        return selected;
    }

    private Path file(String name, List<String> documents) throws IOException {
        return Files.writeString(copy.resolve(name + ".yaml"), String.join("\n---\n", documents));
    }

    private void apply(Path file, String namespace) throws InterruptedException {
        cluster.kubectl(namespace)
                .succeed(
                        "apply",
                        "--server-side",
                        "--force-conflicts",
                        "--field-manager=mows-package-manager",
                        "--filename=" + file);
    }

    /** Which it cannot do itself yet. */
    void remove(String namespace) throws InterruptedException {
        for (String name : List.of("rest", "definitions", "namespace")) {
            cluster.kubectl(namespace)
                    .run(
                            "delete",
                            "--ignore-not-found",
                            "--timeout=120s",
                            "--filename=" + copy.resolve(name + ".yaml"));
        }
    }

    private static void replaceVariables(Path folder, Map<String, String> config) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = read(file);
                for (Map.Entry<String, String> each : config.entrySet()) {
                    text = text.replace("{§ .config." + each.getKey() + " §}", each.getValue());
                }
                assertThat(text).as(file.toString()).doesNotContain("{§");
                Files.writeString(file, text);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
