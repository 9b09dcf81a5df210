package cloud.mows.backup.app.service;

import cloud.mows.backup.app.service.manifest.Fault;
import cloud.mows.backup.app.service.manifest.Manifest;
import cloud.mows.backup.app.service.manifest.ManifestReader;
import cloud.mows.backup.app.service.manifest.ManifestYaml;
import cloud.mows.backup.app.service.manifest.Reading;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code manifest validate} and {@code manifest render}: what a mows-manifest.yaml says about backups. No cluster is asked. */
final class ManifestCommand {
    private static final long FILE_BYTES_MAX = 1 << 20;
    private static final String NAMESPACE = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    private final boolean render;
    private final String file;
    private final Optional<String> namespace;

    private ManifestCommand(boolean render, String file, Optional<String> namespace) {
        this.render = render;
        this.file = file;
        this.namespace = namespace;
    }

    /**
     * Does it now.
     *
     * @return the exit code; why it is not 0 stands on standard error
     */
    static int run(List<String> arguments) {
        try {
            return parse(arguments).run();
        } catch (IllegalArgumentException e) {
            return Refused.because(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private int run() {
        return switch (ManifestReader.read(text(), Instant.now())) {
            case Reading.Faulty(List<Fault> faults) -> {
                faults.forEach(fault -> System.err.println(TextTable.printable(fault.at(file))));
                yield 1;
            }
            case Reading.Understood(Manifest manifest) -> render ? render(manifest) : validate(manifest);
        };
    }

    private int render(Manifest manifest) {
        if (manifest.policy().isEmpty()) {
            return Refused.because(
                    file + " has no key backup: without a BackupPolicy the cluster's default backs everything up");
        }
        System.out.print(ManifestYaml.policy(manifest, namespace));
        return 0;
    }

    private int validate(Manifest manifest) {
        System.out.println(file + ": " + manifest.dialect().words() + ", app " + manifest.name() + ": "
                + (manifest.policy().isPresent()
                        ? "backup is valid"
                        : "no key backup, so the cluster's default backs everything up"));
        return 0;
    }

    private String text() {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > FILE_BYTES_MAX) {
                throw new IllegalArgumentException(file + " is too large for a manifest");
            }
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        }
    }

    static ManifestCommand parse(List<String> arguments) {
        String verb = arguments.size() < 2 ? "" : arguments.get(1);
        if (!verb.equals("validate") && !verb.equals("render")) {
            throw new IllegalArgumentException("'manifest' needs a second word: validate or render");
        }
        boolean render = verb.equals("render");
        String help = ": see 'mows-backup manifest " + verb + " --help'";
        List<String> files = new ArrayList<>();
        Optional<String> namespace = Optional.empty();
        for (int i = 2; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (render && (argument.equals("--namespace") || argument.startsWith("--namespace="))) {
                if (argument.equals("--namespace") && i + 1 == arguments.size()) {
                    throw new IllegalArgumentException("--namespace needs a value" + help);
                }
                String value = argument.equals("--namespace")
                        ? arguments.get(++i)
                        : argument.substring("--namespace=".length());
                if (!value.matches(NAMESPACE)) {
                    throw new IllegalArgumentException("'" + value + "' cannot be the name of a namespace" + help);
                }
                namespace = Optional.of(value);
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("unknown option " + argument + help);
            } else {
                files.add(argument);
            }
        }
        if (files.size() != 1) {
            throw new IllegalArgumentException("'manifest " + verb + "' needs one file" + help);
        }
        return new ManifestCommand(render, files.getFirst(), namespace);
    }
}
