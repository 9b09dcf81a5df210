package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;

/** The check that every name from a backup passes before the system sees it. */
final class EntryNames {
    private EntryNames() {}

    static void check(BytePath directory, ByteString name) throws TargetException.Refused {
        if (!isOneElement(name)) {
            String printable = name.toString().replaceAll("\\p{Cntrl}", "?");
            throw new TargetException.Refused(directory, "the backup holds a name that is none: \"" + printable + "\"");
        }
    }

    static boolean isOneElement(ByteString name) {
        int length = name.length();
        if (length == 0 || name.at(0) == '.' && (length == 1 || length == 2 && name.at(1) == '.')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.at(i) == '/' || name.at(i) == 0) {
                return false;
            }
        }
        return true;
    }
}
