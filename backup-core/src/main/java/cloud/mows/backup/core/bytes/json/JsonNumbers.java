package cloud.mows.backup.core.bytes.json;

/** How numbers are written. */
final class JsonNumbers {
    private JsonNumbers() {}

    /** A whole number of at most 64 bits, unsigned. */
    static long unsigned(JsonInput in) throws MalformedJsonException {
        in.skipSpace();
        int from = in.at;
        long value = 0;
        int c;
        while ((c = in.peek() - '0') >= 0 && c <= 9) {
            if (Long.compareUnsigned(value, 1844674407370955161L) > 0 || (value == 1844674407370955161L && c > 5)) {
                throw in.malformed("a number of more than 64 bits");
            }
            value = value * 10 + c;
            in.at++;
        }
        int after = in.peek();
        if (in.at == from || after == '.' || after == 'e' || after == 'E') {
            throw in.malformed("a whole number expected that is not negative");
        }
        if (in.bytes[from] == '0' && in.at - from > 1) {
            throw in.malformed("a number with a leading zero");
        }
        return value;
    }

    static void skip(JsonInput in) throws MalformedJsonException {
        if (in.peek() == '-') {
            in.at++;
        }
        if (in.peek() == '0') {
            in.at++;
        } else {
            skipDigits(in);
        }
        if (in.peek() == '.') {
            in.at++;
            skipDigits(in);
        }
        if (in.peek() == 'e' || in.peek() == 'E') {
            in.at++;
            if (in.peek() == '+' || in.peek() == '-') {
                in.at++;
            }
            skipDigits(in);
        }
    }

    private static void skipDigits(JsonInput in) throws MalformedJsonException {
        int from = in.at;
        while (in.peek() >= '0' && in.peek() <= '9') {
            in.at++;
        }
        if (in.at == from) {
            throw in.malformed("a value expected");
        }
    }
}
