package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.app.cli.text.ProgressLine;
import cloud.mows.backup.app.cli.text.UpdateRate;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.RepositoryAccess;
import cloud.mows.backup.core.engine.RepositoryInfo;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.repository.Password;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of one command. */
public final class Session {
    private final Console console;
    private final Environment environment;
    private final GlobalOptions global;
    private final Consumer<Engine> opened;
    private final boolean muted;

    /** @param opened is told of every engine, which is closed if a signal ends the run */
    public Session(Console console, Environment environment, GlobalOptions global, Consumer<Engine> opened) {
        this(console, environment, global, opened, false);
    }

    private Session(
            Console console, Environment environment, GlobalOptions global, Consumer<Engine> opened, boolean muted) {
        this.muted = muted;
        this.console = console;
        this.environment = environment;
        this.global = global;
        this.opened = opened;
    }

    public Console console() {
        return console;
    }

    public Environment environment() {
        return environment;
    }

    public GlobalOptions global() {
        return global;
    }

    /** Whether {@code --no-lock} was given. */
    public boolean locksNothing() {
        return global.noLock;
    }

    /** Whether {@code --insecure-no-password} was given. */
    public boolean needsNoPassword() {
        return global.place.insecureNoPassword;
    }

    public boolean json() {
        return global.json;
    }

    /** A line of the result. */
    public void print(String line) {
        console.println(line);
    }

    /** A line of the result in JSON. */
    public void print(Json json) {
        console.println(json.toString());
    }

    /** A line of a listing, which ends when nobody can read it. */
    public void list(String line) {
        console.println(line);
        console.requireOutput();
    }

    /** A line that {@code --quiet} and {@code --json} leave out. */
    public void say(String line) {
        if (global.verbosity() > 0 && !global.json && !muted) {
            console.println(line);
        }
    }

    /** A line that only {@code -v} shows, or only {@code -vv} (level 3). */
    public void say(int level, String line) {
        if (global.verbosity() >= level && !global.json) {
            console.println(line);
        }
    }

    /** Whether {@link #say(int, String)} of this level shows. */
    public boolean shows(int level) {
        return global.verbosity() >= level;
    }

    public void warn(String line) {
        console.note(line);
    }

    /** A progress line; it does nothing where nobody would see it. */
    public ProgressLine progress(UpdateRate rate) {
        return new ProgressLine(console, rate, (rate.asked() || global.verbosity() > 0) && !global.json);
    }

    /** How often to tell how far the command is. */
    public UpdateRate updateRate() {
        String perSecond = environment.setting("PROGRESS_FPS");
        try {
            return UpdateRate.parse(perSecond);
        } catch (NumberFormatException e) {
            warn("RESTIC_PROGRESS_FPS is no number: " + perSecond);
            return UpdateRate.USUAL;
        }
    }

    /** Opens the repository for reading; {@code --no-lock} turns a shared lock into none. */
    public Engine open(LockNeed need) throws IOException {
        return open(access("enter password for repository: ", false), forReading(need));
    }

    private LockNeed forReading(LockNeed need) {
        return need == LockNeed.SHARED && global.noLock ? LockNeed.NONE : need;
    }

    /** Opens the repository to change it. As in restic, {@code --no-lock} means nothing then, except in a dry run. */
    public Engine openToChange(LockNeed need, boolean dryRun) throws IOException {
        LockNeed taken = dryRun && global.noLock ? LockNeed.NONE : need;
        return open(access("enter password for repository: ", false), taken);
    }

    /** Refuses {@code --no-lock} for a command that deletes, as restic does. */
    public void requireLocking(String command, boolean dryRun) {
        if (global.noLock && !dryRun) {
            throw AccessOptions.usage(
                    "--no-lock works with " + command + " only together with --dry-run",
                    "leave it out: without a lock, what others write at this moment could be deleted");
        }
    }

    /** As {@link #open(LockNeed)}, with nothing of the repository taken from a local cache. */
    public Engine openUncached(LockNeed need) throws IOException {
        return open(access("enter password for repository: ", false).withoutCache(), need);
    }

    public Engine open(RepositoryAccess access, LockNeed need) {
        return announced(Engine.open(access, need));
    }

    /** Makes a new repository. */
    public Engine create() throws IOException {
        return announced(Engine.create(access("enter password for new repository: ", true)));
    }

    /** Makes a new repository in which restic cuts files as in another one. */
    public Engine createLike(RepositoryInfo other) throws IOException {
        return announced(Engine.createLike(other, access("enter password for new repository: ", true)));
    }

    /** Makes a new repository at a place that is not the user's choice. */
    public Engine create(String location, Password password) {
        return announced(Engine.create(new AccessOptions(environment, global, console).access(location, password)));
    }

    /** As {@link #openUncached(LockNeed)} at a place that is not the user's choice. */
    public Engine openUncached(String location, Password password, LockNeed need) {
        return open(
                new AccessOptions(environment, global, console)
                        .access(location, password)
                        .withoutCache(),
                need);
    }

    /** The same run with nothing said but problems and progress. */
    public Session quietly() {
        return new Session(console, environment, global, opened, true);
    }

    /** Opens the second repository of a command that needs two, for reading. */
    public Engine openSecond(SecondRepository second, LockNeed need) throws IOException {
        return openElsewhere(second, forReading(need));
    }

    /** Opens the second repository of a command that needs two, to change it. */
    public Engine openSecondToChange(SecondRepository second, LockNeed need) throws IOException {
        return openElsewhere(second, need);
    }

    private Engine openElsewhere(SecondRepository second, LockNeed need) throws IOException {
        Session other =
                new Session(console, second.environment(environment), second.options(global, environment), opened);
        AccessOptions access = new AccessOptions(other.environment, other.global, console);
        String location = access.location();
        Password password = other.password("enter password for " + other.global.role() + ": ", false);
        try {
            return announced(Engine.open(access.access(location, password), need));
        } catch (BackupException e) {
            if (e.problem().code() != ProblemCode.WRONG_PASSWORD) {
                throw e;
            }
            String hint = "check " + other.global.variable("PASSWORD") + ", " + other.global.variable("PASSWORD_FILE")
                    + " or " + other.global.option("password-file");
            throw new BackupException(
                    new Problem(
                            ProblemCode.WRONG_PASSWORD,
                            e.problem().message(),
                            hint,
                            e.problem().asRestic()),
                    e);
        }
    }

    private Engine announced(Engine engine) {
        opened.accept(engine);
        return engine;
    }

    private RepositoryAccess access(String prompt, boolean newPassword) throws IOException {
        AccessOptions access = new AccessOptions(environment, global, console);
        String location = access.location();
        return access.access(location, password(prompt, newPassword));
    }

    private Password password(String prompt, boolean twice) throws IOException {
        PasswordSource source = new PasswordSource(console, environment, global);
        return global.place.insecureNoPassword ? source.none() : source.find(prompt, twice);
    }

    /** A new password for the repository: from a file, or typed twice. */
    public Password newPassword(@Nullable Path file) throws IOException {
        PasswordSource source = new PasswordSource(console, environment, global);
        return file != null
                ? source.ofFile(file, "name the right one with --new-password-file")
                : source.typed("enter new password: ");
    }

    /** What relative paths are taken from. */
    public BytePath workingDirectory() {
        return BytePath.of(environment.folder().toAbsolutePath());
    }

    /** Who this process is. */
    public Identity identity() {
        return ProcessIdentity.of(environment);
    }
}
