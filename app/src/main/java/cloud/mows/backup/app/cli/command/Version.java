package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

public final class Version implements CliCommand {
    /** Whose commands, options, output and exit codes ours are like; wrappers refuse older ones. */
    private static final String RESTIC = "0.19.1";

    @Override
    public void declare(OptionSet options) {
        options.about(
                "Prints the version of the program, of the Java that runs it, and of the restic that it can stand in for.");
    }

    @Override
    public boolean opensRepository() {
        return false;
    }

    @Override
    public int run(Session session) throws IOException {
        String java = System.getProperty("java.version");
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        if (session.json()) {
            session.print(new Json()
                    .beginObject()
                    .field("message_type", "version")
                    .field("version", number())
                    .field("restic_version", RESTIC)
                    .field("java_version", java)
                    .field("os", os)
                    .field("arch", arch)
                    .endObject());
        } else {
            session.print("mows-backup " + number() + " on Java " + java + ", " + os + "/" + arch);
            session.print("takes the command lines of restic " + RESTIC + " (this is not restic itself)");
        }
        return 0;
    }

    /** This program's version number. */
    public static String number() throws IOException {
        // Told by the launcher: opening the jar for it takes milliseconds.
        String told = System.getProperty("mows.version", "");
        if (!told.isEmpty()) {
            return told;
        }
        try (InputStream in = Version.class.getResourceAsStream("/cloud/mows/backup/app/cli/version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
