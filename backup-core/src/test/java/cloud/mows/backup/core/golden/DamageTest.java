package cloud.mows.backup.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.check.CheckObserver;
import cloud.mows.backup.core.check.Checker;
import cloud.mows.backup.core.check.ReadSubset;
import cloud.mows.backup.core.crypto.RepositoryKey;
import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every kind of damage to every file of an exhibit is found and named. What people read of it is kept in
 * {@code golden/damage.txt}; where a text gets better, the file is written anew from what the test prints.
 */
class DamageTest {
    private static final String EXHIBIT = "mows-backup-0.1.0";

    private static Map<String, UnaryOperator<byte[]>> damages() {
        Map<String, UnaryOperator<byte[]>> damages = new LinkedHashMap<>();
        damages.put("first byte", content -> flipped(content, 0));
        damages.put("middle byte", content -> flipped(content, content.length / 2));
        damages.put("last byte", content -> flipped(content, content.length - 1));
        damages.put("cut off", content -> Arrays.copyOf(content, content.length - 1));
        damages.put("longer", content -> Arrays.copyOf(content, content.length + 1));
        damages.put("empty", content -> new byte[0]);
        damages.put("foreign", content -> "#!/bin/sh\nexit 0\n".getBytes(StandardCharsets.US_ASCII));
        return damages;
    }

    private static byte[] flipped(byte[] content, int at) {
        content[at] ^= 1;
        return content;
    }

    /** What opening, or else checking, says of it; one line for each problem. */
    private static List<String> problems(MemoryStorage storage, Password password) {
        List<Problem> found = Collections.synchronizedList(new ArrayList<>());
        CheckObserver observer = new CheckObserver() {
            @Override
            public void error(Problem problem) {
                found.add(problem);
            }
        };
        try (Repository repository = Repository.open(storage, password, Museum.OPTIONS)) {
            new Checker(repository, observer, new SplittableRandom(1)).run(new ReadSubset.All());
        } catch (BackupException e) {
            found.add(e.problem());
        }
        return found.stream()
                .map(problem -> problem.code() + " " + problem.message() + " | " + problem.hint())
                .sorted()
                .toList();
    }

    private static List<FileKey> files(MemoryStorage storage) {
        List<FileKey> keys = new ArrayList<>();
        for (FileKind kind : FileKind.values()) {
            if (kind != FileKind.CONFIG) {
                storage.list(kind, file -> keys.add(file.key()));
            }
        }
        keys.add(FileKey.CONFIG);
        keys.sort(Comparator.comparing(FileKey::toString));
        return keys;
    }

    @Test
    void everyDamageIsFoundAndNamed() throws Exception {
        StringBuilder text = new StringBuilder();
        MemoryStorage whole = Museum.load(EXHIBIT);
        assertThat(problems(whole.copy(), Museum.PASSWORD)).isEmpty();
        text.append("wrong password\n").append(lines(problems(whole.copy(), Password.of("guess"))));
        for (FileKey key : files(whole)) {
            MemoryStorage without = whole.copy();
            without.remove(key);
            text.append(key).append(" removed\n").append(lines(problems(without, Museum.PASSWORD)));
            damages().forEach((name, damage) -> {
                MemoryStorage damaged = whole.copy();
                damaged.damage(key, damage);
                List<String> problems = problems(damaged, Museum.PASSWORD);
                text.append(key).append(" ").append(name).append("\n").append(lines(problems));
                // A snapshot that is gone cannot be missed; all else must be.
                assertThat(problems).as("%s %s", key, name).isNotEmpty();
                String named =
                        key.kind() == FileKind.CONFIG ? "config" : key.name().substring(0, 8);
                assertThat(problems).as("%s %s", key, name).anyMatch(problem -> problem.contains(named));
            });
        }
        for (String config : List.of(
                "{\"version\":3,\"id\":\"" + "ab".repeat(32) + "\",\"chunker_polynomial\":\"3da3358b4dc173\"}",
                "{\"version\":0}",
                "{\"version\":\"2\"}",
                "{\"version\":2,\"id\":\"x\",\"chunker_polynomial\":\"3da3358b4dc173\"}",
                "{\"version\":2,\"id\":\"" + "ab".repeat(32) + "\"}",
                "[]",
                "{")) {
            MemoryStorage changed = whole.copy();
            changed.damage(FileKey.CONFIG, content -> sealed(whole, config));
            text.append("config says ").append(config).append("\n").append(lines(problems(changed, Museum.PASSWORD)));
        }
        String expected = Museum.text("damage.txt");
        if (!expected.contentEquals(text)) {
            System.out.println("--- golden/damage.txt would be\n" + text + "---");
        }
        assertThat(text.toString()).isEqualTo(expected);
    }

    private static String lines(List<String> problems) {
        return problems.stream().map(problem -> "    " + problem + "\n").collect(Collectors.joining());
    }

    private static byte[] sealed(MemoryStorage storage, String json) {
        RepositoryKey key;
        try (Repository repository = Repository.open(storage, Museum.PASSWORD, Museum.OPTIONS)) {
            key = repository.keys().secret();
        }
        ByteSlice plain = ByteSlice.of(json.getBytes(StandardCharsets.UTF_8));
        byte[] sealed = new byte[plain.length() + Sealer.OVERHEAD];
        new Sealer(key, new SplittableRandom(1)).seal(plain.array(), 0, plain.length(), sealed, 0);
        return sealed;
    }
}
