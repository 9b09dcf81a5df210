package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceException;
import java.util.Collections;
import java.util.function.Consumer;

/**
 * A file whose presence says that its directory need not be saved.
 *
 * @param header what the file must begin with; empty for anything
 */
public record TagFile(ByteString name, ByteString header) {
    /** Of caches: <a href="https://bford.info/cachedir/">Cache Directory Tagging Specification</a>. */
    public static final TagFile CACHE =
            new TagFile(ByteString.of("CACHEDIR.TAG"), ByteString.of("Signature: 8a477f597d28d172789f06886806bc55"));

    /** @throws IllegalArgumentException if {@code text} is not {@code name} or {@code name:header} */
    public static TagFile parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + text + "' is not of the form <file name>[:<header>]");
        }
        return new TagFile(
                EscapedBytes.unescape(name), EscapedBytes.unescape(colon < 0 ? "" : text.substring(colon + 1)));
    }

    /** @param warn is told of a file that has the name, but cannot be the tag */
    boolean marks(SourceDirectory directory, Consumer<String> warn) {
        if (Collections.binarySearch(directory.names(), name) < 0) {
            return false;
        }
        if (header.isEmpty()) {
            return true;
        }
        try (SourceContent content = directory.entry(name).open()) {
            byte[] start = new byte[header.length()];
            int length = 0;
            for (int n; length < start.length; length += n) {
                n = content.read(start, length, start.length - length);
                if (n < 0) {
                    break;
                }
            }
            if (header.equals(ByteString.of(start, 0, length))) {
                return true;
            }
            warn.accept(directory.path().resolve(name) + " does not begin as it must to leave its directory out");
        } catch (SourceException e) {
            warn.accept(e.getMessage());
        }
        return false;
    }
}
