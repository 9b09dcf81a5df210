package cloud.mows.backup.app.service.manifest;

/**
 * What is wrong in a manifest.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param field {@code backup.spec.volumes[0].names}; empty if it is about no field
 */
public record Fault(int line, int column, String field, String words) {
    /** As compilers tell it, which editors jump to. */
    public String at(String file) {
        return file + ":" + line + ":" + column + ": " + (field.isEmpty() ? "" : field + ": ") + words;
    }
}
