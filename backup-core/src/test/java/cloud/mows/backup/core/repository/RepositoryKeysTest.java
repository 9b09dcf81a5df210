package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.KeyId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultSweep;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RepositoryKeysTest {
    private static final ScryptParameters CHEAP = new ScryptParameters(2, 1, 1);
    private static final Identity IDENTITY = new Identity("host", "\"user\" \\ü", 1, 1, 1);
    private static final OpenOptions OPTIONS = OpenOptions.defaults(IDENTITY);

    private final MemoryStorage storage = new MemoryStorage();

    private Repository create() {
        return Repository.create(storage, Password.of("first"), CHEAP, OPTIONS);
    }

    private Repository open(String password) {
        return Repository.open(storage, Password.of(password), OPTIONS);
    }

    private static void assertFails(ProblemCode code, ThrowingCallable what) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(what)
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @Test
    void everyPasswordOpensTheSame() {
        Repository repository = create();
        KeyId second = repository.keys().add(Password.of("zwäi"), CHEAP, IDENTITY);
        assertThat(open("zwäi").config()).isEqualTo(repository.config());
        assertThat(open("zwäi").derive("x")).isEqualTo(open("first").derive("x"));
        assertThat(repository.keys().slots())
                .hasSize(2)
                .filteredOn(KeySlot::current)
                .hasSize(1);
        assertThat(repository.keys().slots()).allMatch(slot -> slot.username().equals("\"user\" \\ü"));
        assertFails(ProblemCode.WRONG_PASSWORD, () -> open("third"));

        assertFails(
                ProblemCode.USAGE,
                () -> repository.keys().remove(repository.keys().current()));
        repository.keys().remove(second);
        assertFails(ProblemCode.WRONG_PASSWORD, () -> open("zwäi"));
        open("first").close();
    }

    @Test
    void oneDamagedKeyDoesNotKeepAnotherFromOpening() throws Exception {
        KeyId second = create().keys().add(Password.of("second"), CHEAP, IDENTITY);
        storage.save(new FileKey(FileKind.KEY, "0".repeat(64)), ByteSlice.of("{}".getBytes(StandardCharsets.UTF_8)));
        storage.damage(new FileKey(FileKind.KEY, second.hex()), content -> {
            int salt = new String(content, StandardCharsets.ISO_8859_1).indexOf("salt") + 10;
            content[salt] = (byte) (content[salt] == 'A' ? 'B' : 'A');
            return content;
        });
        open("first").close();
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> open("second"))
                .withMessageContaining("damaged: keys/00000000: field 'kdf' is missing or no text; keys/" + second
                        + ": its content does not have the hash that names it");
    }

    @Test
    void nothingIsMadeOverTheRemainsOfARepository() {
        create();
        assertFails(ProblemCode.REPOSITORY_EXISTS, this::create);
        storage.remove(FileKey.CONFIG);
        assertFails(ProblemCode.REPOSITORY_EXISTS, this::create);
        assertFails(ProblemCode.REPOSITORY_MISSING, () -> open("first"));
        assertFails(ProblemCode.USAGE, () -> Repository.create(new MemoryStorage(), Password.of(""), CHEAP, OPTIONS));
    }

    @Test
    void anInitThatFailedCanBeRepeatedOrHasSucceeded() throws Exception {
        List<LongFunction<Fault>> faults = List.of(
                n -> Fault.any().number(n).fails(), n -> Fault.write().number(n).losesItsAnswer());
        for (LongFunction<Fault> at : faults) {
            FaultSweep.with(at)
                    .over(MemoryStorage::new)
                    .run(place -> Repository.create(place, Password.of("p"), CHEAP, OPTIONS), (place, failure) -> {
                        boolean[] made = new boolean[1];
                        place.list(FileKind.CONFIG, file -> made[0] = true);
                        boolean[] keyed = new boolean[1];
                        place.list(FileKind.KEY, file -> keyed[0] = true);
                        if (!made[0] && !keyed[0]) {
                            Repository.create(place, Password.of("p"), CHEAP, OPTIONS);
                        }
                        if (made[0] || !keyed[0]) {
                            Repository.open(place, Password.of("p"), OPTIONS).close();
                        }
                    });
        }
    }

    @Test
    void documentsAreReadBackWhateverTheirEncoding() throws Exception {
        Repository repository = create();
        ByteSlice large = ByteSlice.of(("{\"x\":\"" + "y".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8));
        for (CompressionLevel level : CompressionLevel.values()) {
            try (CoderPool coders = new CoderPool(repository.keys().secret(), level)) {
                UnpackedFiles files = new UnpackedFiles(storage, coders, 2);
                for (ByteSlice json : new ByteSlice[] {large, ByteSlice.of("{}".getBytes(StandardCharsets.UTF_8))}) {
                    Digest name = files.save(FileKind.SNAPSHOT, json);
                    assertThat(files.load(FileKind.SNAPSHOT, name)).isEqualTo(json);
                    assertThat(repository.loadFile(FileKind.SNAPSHOT, name)).isEqualTo(json);
                    assertThat(storage.size(new FileKey(FileKind.SNAPSHOT, name.hex())))
                            .as("compressed at every level")
                            .isLessThan(300);
                }
            }
        }
        byte[] noise = new byte[100];
        new SplittableRandom(1).nextBytes(noise);
        Digest foreign = repository.coder().id(ByteSlice.of(noise)).digest();
        storage.save(new FileKey(FileKind.SNAPSHOT, foreign.hex()), ByteSlice.of(noise));
        assertFails(ProblemCode.DAMAGED, () -> repository.loadFile(FileKind.SNAPSHOT, foreign));
        assertFails(ProblemCode.DAMAGED, () -> repository.loadFile(FileKind.SNAPSHOT, new Digest(1, 2, 3, 4)));
    }
}
