package cloud.mows.backup.app;

import cloud.mows.backup.app.cli.Interruption;
import cloud.mows.backup.app.cli.Program;
import cloud.mows.backup.app.cli.session.Environment;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.posix.PosixProcess;
import com.github.luben.zstd.util.ZstdVersion;
import java.io.File;
import java.io.IOException;

/** Where the process starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        useUnpackedLibrary();
        if (arguments.length == 2 && arguments[0].equals("--train")) {
            TrainingRun.run(arguments[1].equals("remote"))
                    .forEach(command -> System.err.println("failed while training: " + command));
            return;
        }
        Console console = Console.ofProcess();
        Interruption interruption = Interruption.ofProcess(console);
        int exitCode = new Program(console, Environment.ofProcess(), interruption).run(bytesOf(arguments));
        console.flush();
        if (interruption.finished()) {
            // System.exit would first look for a logger to tell, which takes longer than some commands.
            Runtime.getRuntime().halt(exitCode);
        }
    }

    /** Arguments that the JVM could not decode, with their bytes: names of files may be any. */
    private static String[] bytesOf(String[] arguments) {
        for (String argument : arguments) {
            if (argument.indexOf('\ufffd') >= 0) {
                return PosixProcess.arguments(arguments).stream()
                        .map(EscapedBytes::escape)
                        .toArray(String[]::new);
            }
        }
        return arguments;
    }

    /** An installation holds zstd's library as a file, so that it need not be unpacked at every start. */
    private static void useUnpackedLibrary() {
        String home = System.getProperty("mows.home", "");
        String architecture = System.getProperty("os.arch");
        File library = new File(home, "native/linux/" + architecture + "/libzstd-jni-" + ZstdVersion.VERSION + ".so");
        if (!home.isEmpty() && library.isFile()) {
            System.setProperty("ZstdNativePath", library.getPath());
        }
    }
}
