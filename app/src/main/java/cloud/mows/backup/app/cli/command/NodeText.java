package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.app.cli.text.LocalZone;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.bytes.json.JsonWriter;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.tree.GoFileMode;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Entries of a snapshot as {@code ls} and {@code find} show them. */
final class NodeText {
    private static final String MODE_LETTERS = "dalTLDpSugct?";
    private static final String PERMISSION_LETTERS = "rwxrwxrwx";

    private NodeText() {}

    /** As {@code ls -l}, with restic's (Go's) letters for the mode. */
    static String longLine(BytePath path, Node node, LocalZone zone, boolean humanReadable) {
        String size = humanReadable ? Formats.bytes(node.size()) : Long.toString(node.size());
        String link = node.type() == NodeType.SYMLINK
                ? " -> " + Console.printable(EscapedBytes.escape(node.linkTarget()))
                : "";
        return mode(node) + " " + padded(Long.toString(node.uid()), 5) + " " + padded(Long.toString(node.gid()), 5)
                + " " + padded(size, humanReadable ? 11 : 6) + " " + Formats.time(node.mtime(), zone) + " "
                + path.escaped()
                + link;
    }

    private static String padded(String text, int columns) {
        return " ".repeat(Math.max(0, columns - text.length())) + text;
    }

    static String mode(Node node) {
        long bits = GoFileMode.of(node.type(), node.mode());
        StringBuilder text = new StringBuilder(10);
        for (int i = 0; i < MODE_LETTERS.length(); i++) {
            if ((bits & 1L << (31 - i)) != 0) {
                text.append(MODE_LETTERS.charAt(i));
            }
        }
        if (text.isEmpty()) {
            text.append('-');
        }
        for (int i = 0; i < PERMISSION_LETTERS.length(); i++) {
            text.append((bits & 1L << (8 - i)) != 0 ? PERMISSION_LETTERS.charAt(i) : '-');
        }
        return text.toString();
    }

    /** The object that {@code ls --json} prints. */
    static String lsJson(BytePath path, Node node) {
        Json json = new Json().beginObject();
        json.name("name").raw(string(node.name()));
        json.field("type", node.type().word());
        json.name("path").raw(string(path.bytes()));
        json.field("uid", node.uid()).field("gid", node.gid());
        if (node.type() == NodeType.FILE) {
            json.field("size", node.size());
        }
        positive(json, "mode", GoFileMode.of(node.type(), node.mode()));
        json.field("permissions", mode(node));
        times(json, node);
        positive(json, "inode", node.inode());
        return json.field("message_type", "node")
                .field("struct_type", "node")
                .endObject()
                .toString();
    }

    /** The object that {@code find --json} prints. */
    static String findJson(BytePath path, Node node) {
        Json json = new Json().beginObject();
        json.name("path").raw(string(path.bytes()));
        json.field("permissions", mode(node)).field("type", node.type().word());
        positive(json, "mode", GoFileMode.of(node.type(), node.mode()));
        times(json, node);
        json.field("uid", node.uid()).field("gid", node.gid());
        text(json, "user", node.user());
        text(json, "group", node.group());
        positive(json, "inode", node.inode());
        positive(json, "device_id", node.deviceId());
        positive(json, "size", node.size());
        positive(json, "links", node.links());
        if (!node.linkTarget().isEmpty()) {
            json.name("linktarget").raw(string(node.linkTarget()));
        }
        text(json, "error", node.error());
        return json.endObject().toString();
    }

    private static void times(Json json, Node node) {
        json.name("mtime").raw(time(node.mtime()));
        json.name("atime").raw(time(node.atime()));
        json.name("ctime").raw(time(node.ctime()));
    }

    /** A time with quotes, as Go writes it. */
    static String time(Instant time) {
        return text(new JsonWriter().time(time));
    }

    /** Each byte that is no UTF-8 becomes U+FFFD, as in restic. */
    static String string(ByteString bytes) {
        return new Json().string(EscapedBytes.escape(bytes)).toString();
    }

    private static String text(JsonWriter writer) {
        ByteSlice json = writer.slice();
        return new String(json.array(), json.offset(), json.length(), StandardCharsets.UTF_8);
    }

    private static void positive(Json json, String name, long value) {
        if (value != 0) {
            json.field(name, value);
        }
    }

    private static void text(Json json, String name, String value) {
        if (!value.isEmpty()) {
            json.field(name, value);
        }
    }
}
