package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.setup.PlaceTest.PlaceKind;
import cloud.mows.backup.dashboards.setup.PlaceTest.PlaceState;
import cloud.mows.backup.dashboards.store.Place;
import cloud.mows.backup.dashboards.store.PlaceCredentials;
import cloud.mows.backup.dashboards.store.RepositoryPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at a place without changing anything. */
final class PlaceTester {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private PlaceTester() {}

    static StorageLocation location(String address) {
        try {
            StorageLocation location = StorageLocation.parse(address == null ? "" : address.strip());
            if (location instanceof StorageLocation.Directory(Path path) && !path.isAbsolute()) {
                throw ApiException.unusable("'" + address + "' is not a whole path", "it begins with /");
            }
            return location;
        } catch (IllegalArgumentException e) {
            throw ApiException.unusable(
                    Objects.toString(e.getMessage()),
                    "give a path, s3:https://host/bucket/prefix or rest:https://host/path/");
        }
    }

    static PlaceTest test(Place place) {
        return switch (location(place.location())) {
            case StorageLocation.Directory(Path path) -> directory(path.normalize());
            case StorageLocation.S3 _ -> remote(place, PlaceKind.S3);
            case StorageLocation.Rest _ -> remote(place, PlaceKind.Rest);
        };
    }

    private static PlaceTest directory(Path path) {
        Path above = path.getParent();
        Path existing = Files.exists(path) || above == null ? path : above;
        if (!Files.isDirectory(existing)) {
            return local(PlaceState.Unreachable, existing + " is not there: is the disk mounted?", null);
        }
        Long free = freeBytes(existing);
        if (!Files.isWritable(existing)) {
            return local(PlaceState.Refused, "this program may not write into " + existing, free);
        }
        if (existing.equals(path)) {
            try (Stream<Path> files = Files.list(path)) {
                if (Files.exists(path.resolve("config")) && Files.isDirectory(path.resolve("keys"))) {
                    return local(PlaceState.Repository, "there is a repository in " + path + " already", free);
                }
                // A file system has this one from the beginning.
                if (files.anyMatch(file -> !file.getFileName().toString().equals("lost+found"))) {
                    return local(
                            PlaceState.Foreign, "there are other files in " + path + ": name a directory in it", free);
                }
            } catch (IOException e) {
                return local(PlaceState.Refused, path + " cannot be listed: " + FileFailure.reason(e), free);
            }
        }
        return local(PlaceState.Empty, path + " can be used", free);
    }

    private static PlaceTest local(PlaceState state, String message, @Nullable Long free) {
        return new PlaceTest(state, message, free, PlaceKind.Directory);
    }

    private static @Nullable Long freeBytes(Path path) {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            return null;
        }
    }

    private static PlaceTest remote(Place place, PlaceKind kind) {
        RepositoryPlace there = new RepositoryPlace(place.location().strip(), PlaceCredentials.of(place), null);
        CompletableFuture<BackupException> answer = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().name("place").start(() -> {
            try {
                // Nobody's password: what comes tells what is there.
                Engine.open(there.access("a password that opens nothing"), LockNeed.NONE)
                        .close();
                answer.complete(new BackupException(ProblemCode.REPOSITORY_EXISTS, "it opens", ""));
            } catch (BackupException e) {
                answer.complete(e);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            BackupException came = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            String message = came.problem().message();
            return switch (came.problem().code()) {
                case REPOSITORY_MISSING ->
                    new PlaceTest(PlaceState.Empty, place.location() + " can be used", null, kind);
                case WRONG_PASSWORD, REPOSITORY_EXISTS, UNSUPPORTED_VERSION, DAMAGED ->
                    new PlaceTest(
                            PlaceState.Repository,
                            "there is a repository at " + place.location() + " already",
                            null,
                            kind);
                default ->
                    new PlaceTest(
                            came.getCause() instanceof StorageException.Denied
                                    ? PlaceState.Refused
                                    : PlaceState.Unreachable,
                            message,
                            null,
                            kind);
            };
        } catch (TimeoutException e) {
            asking.interrupt();
            return new PlaceTest(
                    PlaceState.Unreachable,
                    place.location() + " did not answer within " + PATIENCE.toSeconds() + " seconds",
                    null,
                    kind);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.conflict("the program is ending", "");
        }
    }
}
