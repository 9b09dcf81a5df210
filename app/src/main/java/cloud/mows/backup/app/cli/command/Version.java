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
    @Override
    public void declare(OptionSet options) {
        options.about("Prints the version of the program and of the Java that runs it.");
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
                    .field("java_version", java)
                    .field("os", os)
                    .field("arch", arch)
                    .endObject());
        } else {
            session.print("mows-backup " + number() + " on Java " + java + ", " + os + "/" + arch);
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
