package cloud.mows.backup.core.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a local file could not be used, in the words that follow its name and a colon. */
public final class FileFailure {
    private FileFailure() {}

    /** Never the name of the file, which Java's own messages consist of. */
    public static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException _ -> "it does not exist";
            case AccessDeniedException _ -> "no permission";
            case FileSystemException of when of.getReason() != null -> of.getReason();
            case IOException io when io.getMessage() != null -> io.getMessage();
            default -> e.toString();
        };
    }
}
