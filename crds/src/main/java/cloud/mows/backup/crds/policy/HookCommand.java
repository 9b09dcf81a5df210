package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.Range;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A command in a container. */
@Document
public record HookCommand(
        @JsonPropertyDescription(
                "Program and arguments, started without a shell. Example: [sh, -c, \"psql -c CHECKPOINT\"]")
        @Required
        @Size(min = 1, max = 64)
        List<@Size(max = 4096) String> command,

        @JsonPropertyDescription("After so many seconds the command counts as failed. Default: 30")
        @Default("30")
        @Min(1)
        @Max(3600)
        @Nullable
        Integer timeoutSeconds,

        @JsonPropertyDescription(
                "If it fails. Fail: without pre there is no backup, without post one that is PartiallyFailed. Continue: go on,"
                        + " and note it in the ledger. Default: Fail")
        @Default("Fail")
        @Nullable
        OnError onError) {
    private static final int TIMEOUT_SECONDS = 30;

    public HookCommand {
        command = List.copyOf(command);
        timeoutSeconds = Objects.requireNonNullElse(timeoutSeconds, TIMEOUT_SECONDS);
        onError = Objects.requireNonNullElse(onError, OnError.FAIL);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command is empty");
        }
        Range.check("timeoutSeconds", timeoutSeconds, 1, 3600);
    }
}
