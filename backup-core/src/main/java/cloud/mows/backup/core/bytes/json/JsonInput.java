package cloud.mows.backup.core.bytes.json;

import cloud.mows.backup.core.bytes.ByteSlice;

/** A document and how far it was read. */
final class JsonInput {
    final byte[] bytes;
    /** Behind the last byte. */
    final int end;
    /** The next byte to read. */
    int at;

    private final int start;

    JsonInput(ByteSlice document) {
        bytes = document.array();
        start = document.offset();
        end = start + document.length();
        at = start;
    }

    int position() {
        return at - start;
    }

    MalformedJsonException malformed(String message) {
        return new MalformedJsonException(message, position());
    }

    /** The next byte, negative if it is not ASCII or there is none. */
    int peek() {
        return at < end ? bytes[at] : -1;
    }

    void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    void expect(char c) throws MalformedJsonException {
        skipSpace();
        if (peek() != c) {
            throw malformed("'" + c + "' expected");
        }
        at++;
    }

    void literal(String word) throws MalformedJsonException {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw malformed("a value expected");
            }
            at++;
        }
    }
}
