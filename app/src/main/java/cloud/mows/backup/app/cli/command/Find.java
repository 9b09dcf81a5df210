package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.RepositoryFiles;
import cloud.mows.backup.core.pattern.MalformedPatternException;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.tree.Node;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

public final class Find implements CliCommand {
    private final FilterOptions filter = new FilterOptions();
    private final List<String> words = new ArrayList<>();
    private final List<String> snapshots = new ArrayList<>();
    private boolean blobs;
    private boolean trees;
    private boolean packs;
    private boolean ignoresCase;
    private boolean detailed;
    private boolean humanReadable;
    private boolean oldestFirst;
    private @Nullable String oldest;
    private @Nullable String newest;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Finds files by patterns of their name or path, or who uses a blob, a tree or the blobs of a pack, in"
                                + " all snapshots or those that the filter lets through; newest first.")
                .example("mows-backup find '*.jpg'")
                .example("mows-backup find --oldest '2026-11-01' '/etc/**/*.conf'")
                .example("mows-backup find --blob 5891b5b5")
                .arguments("<pattern>", 1, Integer.MAX_VALUE, words::add)
                .flag("--blob", "The arguments are identifiers of blobs.", () -> blobs = true)
                .flag("--tree", "The arguments are identifiers of trees.", () -> trees = true)
                .flag("--pack", "The arguments are identifiers of packs.", () -> packs = true)
                .flag("-i, --ignore-case", "Capital letters are the same as small ones.", () -> ignoresCase = true)
                .flag("-l, --long", "Show mode, owner, size and time.", () -> detailed = true)
                .flag("-R, --reverse", "Oldest snapshots first.", () -> oldestFirst = true)
                .flag("--human-readable", "Show sizes in KiB, MiB and so on.", () -> humanReadable = true)
                .value(
                        "-O, --oldest",
                        "<time>",
                        "Only files that were modified at or after this.",
                        value -> oldest = value)
                .value(
                        "-N, --newest",
                        "<time>",
                        "Only files that were modified at or before this.",
                        value -> newest = value)
                .value(
                        "-s, --snapshot",
                        "<snapshot>",
                        "Only in this snapshot; can be given several times.",
                        snapshots::add);
        filter.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        int kinds = (blobs ? 1 : 0) + (trees ? 1 : 0) + (packs ? 1 : 0);
        if (kinds > 1) {
            throw new UsageException("--blob, --tree and --pack cannot be used together");
        }
        List<String> absent;
        try (Engine engine = session.open(LockNeed.SHARED)) {
            List<SavedSnapshot> found = filter.find(session, engine, snapshots);
            List<SavedSnapshot> searched = oldestFirst ? found : found.reversed();
            if (kinds == 0) {
                absent = findFiles(session, engine, searched);
            } else {
                boolean any = new ObjectSearch(session, engine, objects(engine), trees || packs, blobs || packs)
                        .run(searched);
                absent = any ? List.of() : words;
            }
        }
        // No failure, as in restic: scripts ask whether there is something.
        if (!absent.isEmpty() && !session.json() && session.shows(1)) {
            session.warn("nothing is found of '" + String.join("', '", absent) + "'");
        }
        return 0;
    }

    /** The first digits of what is looked for. */
    private Set<String> objects(Engine engine) {
        Set<String> prefixes = new LinkedHashSet<>();
        for (String word : words) {
            if (packs) {
                engine.files()
                        .blobsOf(engine.files().resolve(RepositoryFiles.PACKS, word))
                        .forEach(id -> prefixes.add(id.hex()));
            } else if (word.matches("[0-9a-fA-F]{4,64}")) {
                prefixes.add(word.toLowerCase(Locale.ROOT));
            } else {
                throw new UsageException("'" + word + "' is no identifier: 4 to 64 hexadecimal digits");
            }
        }
        return prefixes;
    }

    /** @return the patterns that nothing was found of */
    private List<String> findFiles(Session session, Engine engine, List<SavedSnapshot> searched) {
        PathPatterns patterns = patterns();
        List<PathPatterns> absent = new ArrayList<>(patterns.alone());
        Instant from = oldest == null
                ? Instant.MIN
                : Times.parse(oldest, session.console().zone().id());
        Instant to = newest == null
                ? Instant.MAX
                : Times.parse(newest, session.console().zone().id());
        if (from.isAfter(to)) {
            throw new UsageException("--oldest is after --newest, so nothing can be found");
        }
        Json json = new Json().beginArray();
        boolean first = true;
        for (SavedSnapshot saved : searched) {
            List<String> matches = new ArrayList<>();
            boolean isFirst = first;
            int[] hits = new int[1];
            engine.traversal().walk(saved.snapshot().tree(), BytePath.ROOT, (tree, path, node) -> {
                List<String> elements = path.texts();
                PathPatterns.Match match = patterns.match(elements);
                if (match.matches()
                        && !node.mtime().isBefore(from)
                        && !node.mtime().isAfter(to)) {
                    absent.removeIf(pattern -> pattern.matches(elements));
                    if (session.json()) {
                        matches.add(NodeText.findJson(path, node));
                    } else {
                        if (hits[0] == 0) {
                            head(session, saved, isFirst);
                        }
                        session.list(shown(session, path, node));
                    }
                    hits[0]++;
                }
                return match.mayMatchBelow() || match.matches();
            });
            if (hits[0] > 0) {
                first = false;
                if (session.json()) {
                    json.beginObject()
                            .name("matches")
                            .raw("[" + String.join(",", matches) + "]")
                            .field("hits", hits[0])
                            .field("snapshot", saved.id().hex())
                            .endObject();
                }
            }
        }
        if (session.json()) {
            session.print(json.endArray());
        }
        return absent.stream().map(PathPatterns::toString).distinct().toList();
    }

    private static void head(Session session, SavedSnapshot saved, boolean first) {
        if (!first) {
            session.print("");
        }
        session.say("Found matching entries in snapshot " + saved.id() + " from "
                + Formats.time(saved.snapshot().time(), session.console().zone()));
    }

    private String shown(Session session, BytePath path, Node node) {
        return detailed ? NodeText.longLine(path, node, session.console().zone(), humanReadable) : path.escaped();
    }

    private PathPatterns patterns() {
        try {
            return ignoresCase ? PathPatterns.ignoringCase(words) : PathPatterns.of(words);
        } catch (MalformedPatternException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
