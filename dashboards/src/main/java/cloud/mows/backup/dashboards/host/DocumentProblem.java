package cloud.mows.backup.dashboards.host;

import java.nio.file.Path;

/** Why a document cannot be used. @param why begins with the field, if it is about one */
public record DocumentProblem(Path file, String why) {
    @Override
    public String toString() {
        return file + ": " + why;
    }
}
