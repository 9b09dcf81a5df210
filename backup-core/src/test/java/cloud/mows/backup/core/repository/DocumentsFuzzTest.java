package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Mutation;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bytes of strangers are a document or malformed: nothing else is thrown. With JAZZER_FUZZ=1 it searches. */
class DocumentsFuzzTest {
    private static final List<String> SEEDS = List.of(
            "{\"version\":2,\"id\":\"" + "5a".repeat(32) + "\",\"chunker_polynomial\":\"3da3358b4dc173\"}",
            "{\"created\":\"2026-01-01T00:00:00Z\",\"username\":\"u\",\"hostname\":\"h\",\"kdf\":\"scrypt\",\"N\":32768,\"r\":8,"
                    + "\"p\":1,\"salt\":\"QUJD\",\"data\":\"QUJD\"}",
            "{\"time\":\"2026-01-01T01:30:00.123456789+02:00\",\"exclusive\":true,\"hostname\":\"h\",\"username\":\"u\","
                    + "\"pid\":12,\"uid\":1000,\"gid\":1001}",
            "{\"mac\":{\"k\":\"QUJDREVGR0hJSktMTU5PUA==\",\"r\":\"QUJDREVGR0hJSktMTU5PUA==\"},\"encrypt\":\"QUJD\"}");

    @FuzzTest(maxDuration = "5m")
    void anyBytesAreADocumentOrMalformed(byte[] bytes) {
        check(bytes);
    }

    @Test
    void mutatedDocumentsAreDocumentsOrMalformed() {
        long seed = 20260101;
        System.out.println("DocumentsFuzzTest seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 60_000; i++) {
            check(Mutation.of(SEEDS.get(i % SEEDS.size()).getBytes(StandardCharsets.US_ASCII), random));
        }
    }

    private interface Reading {
        Object read(ByteSlice json) throws MalformedFileException;
    }

    private static void check(byte[] bytes) {
        for (Reading reading :
                List.<Reading>of(RepositoryConfig::read, KeyFile::read, LockFile::read, MasterKeyJson::read)) {
            try {
                assertThat(reading.read(ByteSlice.of(bytes))).isNotNull();
            } catch (MalformedFileException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            } catch (BackupException e) {
                assertThat(e.problem().code()).isEqualTo(ProblemCode.UNSUPPORTED_VERSION);
            }
        }
    }
}
