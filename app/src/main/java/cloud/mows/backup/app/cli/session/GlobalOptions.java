package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.Values;
import cloud.mows.backup.core.bytes.JavaPaths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options that every command takes, before or after its name: restic's. Null where one was not given. */
public final class GlobalOptions {
    RepositoryPlace place = new RepositoryPlace();
    boolean noLock;

    @Nullable
    Duration retryLock;

    @Nullable
    Path cacheDir;

    boolean noCache;
    boolean json;
    boolean quiet;
    int verbose;

    @Nullable
    String compression;

    @Nullable
    String packSize;

    int limitUpload;
    int limitDownload;
    final Map<String, String> options = new LinkedHashMap<>();
    final List<Path> cacert = new ArrayList<>();

    @Nullable
    Path tlsClientCert;

    boolean insecureTls;

    @Nullable
    Duration stuckRequestTimeout;

    /** How the options and variables that say where the repository is are named; null for the usual one. */
    private SecondRepository.@Nullable Naming second;

    private boolean help;

    public void declare(OptionSet set) {
        set.global();
        declareRepository(set);
        declareOutput(set);
        declareStorage(set);
        // Restic's: there is nothing that they could change here.
        set.hiddenValue("--key-hint", value -> {});
        set.hiddenValue("--http-user-agent", value -> {});
        set.hiddenFlag("--cleanup-cache", () -> {});
        set.hiddenFlag("--no-extra-verify", () -> {});
        set.hiddenFlag("--insecure-no-password", () -> place.insecureNoPassword = true);
    }

    private void declareRepository(OptionSet set) {
        set.value(
                "-r, --repo",
                "<repository>",
                "Where the repository is: a path, s3:https://host/bucket, rest:https://host/ ($RESTIC_REPOSITORY).",
                value -> place.repo = value);
        set.value(
                "--repository-file",
                "<file>",
                "Read the repository's location from a file ($RESTIC_REPOSITORY_FILE).",
                value -> place.repositoryFile = JavaPaths.of(value));
        set.value(
                "-p, --password-file",
                "<file>",
                "Read the password from a file ($RESTIC_PASSWORD_FILE).",
                value -> place.passwordFile = JavaPaths.of(value));
        set.value(
                "--password-command",
                "<command>",
                "Run a command that prints the password ($RESTIC_PASSWORD_COMMAND).",
                value -> place.passwordCommand = value);
        set.flag(
                "--no-lock",
                "Do not lock the repository while reading or in a dry run: for read-only stores.",
                () -> noLock = true);
        set.value(
                "--retry-lock",
                "<time>",
                "How long to wait for a locked repository, as 5m or 2h (default: not at all).",
                value -> retryLock = Values.duration(value));
        set.value(
                "--cache-dir",
                "<folder>",
                "Where to keep the local cache ($RESTIC_CACHE_DIR; default: ~/.cache/mows-backup/repositories).",
                value -> cacheDir = JavaPaths.of(value));
        set.flag("--no-cache", "Keep nothing between runs.", () -> noCache = true);
        set.value(
                "--compression",
                "<mode>",
                "auto, off, fastest, better or max ($RESTIC_COMPRESSION; default: auto).",
                value -> compression = value);
        set.value(
                "--pack-size",
                "<MiB>",
                "Size of the files in the repository, 4 to 128 ($RESTIC_PACK_SIZE; default: 16).",
                value -> packSize = value);
    }

    private void declareOutput(OptionSet set) {
        set.flag("--json", "Print for programs instead of people.", () -> json = true);
        set.flag("-q, --quiet", "Print only what was asked for, and errors.", () -> quiet = true);
        set.flag("-v, --verbose", "Print more; given twice much more.", () -> verbose++);
        set.flag("-h, --help", "Explain the command.", () -> help = true);
    }

    private void declareStorage(OptionSet set) {
        set.value(
                "--limit-upload",
                "<KiB/s>",
                "Send no faster than this (default: unlimited).",
                value -> limitUpload = Values.count(value));
        set.value(
                "--limit-download",
                "<KiB/s>",
                "Receive no faster than this (default: unlimited).",
                value -> limitDownload = Values.count(value));
        set.value(
                "-o, --option",
                "<key=value>",
                "A setting of the store: s3.region, s3.connections, s3.bucket-lookup, rest.connections …",
                this::store);
        set.value(
                "--cacert",
                "<file>",
                "Trust the certificates of this file instead of the system's ($RESTIC_CACERT).",
                value -> cacert.add(JavaPaths.of(value)));
        set.value(
                "--tls-client-cert",
                "<file>",
                "Certificate and key of this client, PEM ($RESTIC_TLS_CLIENT_CERT).",
                value -> tlsClientCert = JavaPaths.of(value));
        set.flag(
                "--insecure-tls",
                "Accept any certificate: everyone in between can pose as the store.",
                () -> insecureTls = true);
        set.value(
                "--stuck-request-timeout",
                "<time>",
                "When to give up a request that makes no progress and try again (default: 5m).",
                value -> stuckRequestTimeout = Values.duration(value));
    }

    /** Several with commas between them, or none, as in restic. */
    private void store(String text) {
        if (text.isEmpty()) {
            return;
        }
        for (String option : text.split(",", -1)) {
            int equals = option.indexOf('=');
            String key = (equals < 0 ? option : option.substring(0, equals)).strip();
            if (key.isEmpty()) {
                throw new IllegalArgumentException("is written key=value, not '" + option + "'");
            }
            options.put(
                    key.toLowerCase(Locale.ROOT),
                    equals < 0 ? "" : option.substring(equals + 1).strip());
        }
    }

    /** The same, with another repository and another password. */
    GlobalOptions elsewhere(SecondRepository.Naming naming, RepositoryPlace where) {
        GlobalOptions other = new GlobalOptions();
        other.second = naming;
        other.place = where;
        other.noLock = noLock;
        other.retryLock = retryLock;
        other.cacheDir = cacheDir;
        other.noCache = noCache;
        other.limitUpload = limitUpload;
        other.limitDownload = limitDownload;
        other.options.putAll(options);
        other.cacert.addAll(cacert);
        other.tlsClientCert = tlsClientCert;
        other.insecureTls = insecureTls;
        other.stuckRequestTimeout = stuckRequestTimeout;
        return other;
    }

    /** How the user writes the option {@code name} of this repository. */
    String option(String name) {
        return second == null ? "--" + name : second.option(name);
    }

    /** How the user writes the variable {@code name} of this repository. */
    String variable(String name) {
        return "RESTIC_" + (second == null ? name : second.setting(name));
    }

    /** Which of two repositories they are about; empty for the usual one. */
    String role() {
        return second == null ? "" : second.role();
    }

    public boolean wantsHelp() {
        return help;
    }

    public boolean contradictsItself() {
        return quiet && verbose > 0;
    }

    /** 0 silent, 1 usual, 2 {@code -v}, 3 {@code -vv}. */
    public int verbosity() {
        return quiet ? 0 : Math.min(3, 1 + verbose);
    }
}
