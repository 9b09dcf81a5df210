package cloud.mows.backup.dashboards.database;

import java.util.List;

/**
 * What a database server answered.
 *
 * @param message why it does not work
 * @param superuser whether also the passwords of its roles can be saved
 */
public record DatabaseTest(DatabaseState state, String message, List<String> databases, boolean superuser) {
    public enum DatabaseState {
        Works,
        /** It does not answer, or does not let us in. */
        Failed,
        /** The program that dumps it is not on this machine. */
        NoProgram
    }
}
