package cloud.mows.backup.crds.restore;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.ListKeys;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is to come back. */
@Document
@ValidationRule(value = "!has(self.restorePoint) || !has(self.asOf)", message = RestoreSpec.ONE)
@ValidationRule(
        value = "!self.deleteFiles || self.existing == 'Replace'",
        message = RestoreSpec.DELETES,
        fieldPath = ".deleteFiles")
@ValidationRule(
        value = "self.existing == 'Replace' || !has(self.only) || self.only.all(each, !each.startsWith('/'))",
        message = RestoreSpec.FILES,
        fieldPath = ".only")
@ValidationRule(
        value =
                "self.app == oldSelf.app && self.existing == oldSelf.existing && self.deleteFiles == oldSelf.deleteFiles"
                        + " && self.saveFirst == oldSelf.saveFirst"
                        + " && has(self.targetNamespace) == has(oldSelf.targetNamespace)"
                        + " && (!has(self.targetNamespace) || self.targetNamespace == oldSelf.targetNamespace)"
                        + " && has(self.restorePoint) == has(oldSelf.restorePoint)"
                        + " && (!has(self.restorePoint) || self.restorePoint == oldSelf.restorePoint)"
                        + " && has(self.asOf) == has(oldSelf.asOf) && (!has(self.asOf) || self.asOf == oldSelf.asOf)"
                        + " && has(self.only) == has(oldSelf.only) && (!has(self.only) || self.only == oldSelf.only)"
                        + " && has(self.storageClasses) == has(oldSelf.storageClasses)"
                        + " && (!has(self.storageClasses) || self.storageClasses == oldSelf.storageClasses)",
        message = "a Restore cannot be changed, only let go on: make another one")
@ValidationRule(
        value = "self.cancel || !oldSelf.cancel",
        message = "a cancelled Restore cannot go on: make another one",
        fieldPath = ".cancel")
@ValidationRule(
        value = "!self.planOnly || oldSelf.planOnly",
        message = "a Restore that goes on is no plan any more",
        fieldPath = ".planOnly")
public record RestoreSpec(
        @JsonPropertyDescription("Name of the app: the namespace that it was and will be in. Example: photos")
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        String app,

        @JsonPropertyDescription(
                "The namespace that it is restored into, which need not be there. Objects that name their namespace name this one"
                        + " then; what would take traffic or ports away from the app is left out. Default: that of the app")
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Nullable
        String targetNamespace,

        @JsonPropertyDescription("Storage classes that volumes are not made in any more. Default: none")
        @Size(max = 16)
        @ListKeys("from")
        List<StorageClassMapping> storageClasses,

        @JsonPropertyDescription(
                "Only these objects, as Kind/name, where a PersistentVolumeClaim comes with its volume; or files and folders of"
                        + " volumes that are there, as /volumes/claim/path, which need existing: Replace. Example:"
                        + " ConfigMap/settings. Default: everything")
        @Size(max = 64)
        List<@Size(max = 4096) @Pattern("^(" + RestoreSpec.ONLY + ")$") String> only,

        @JsonPropertyDescription("Name of the RestorePoint. Default: the newest of the app")
        @Size(min = 1, max = 253)
        @Nullable
        String restorePoint,

        @JsonPropertyDescription(
                "The newest restore point that is not younger than this. Example: 2026-11-29T03:00:00Z. Default: none")
        @Nullable
        Instant asOf,

        @JsonPropertyDescription(
                "What becomes of objects and volumes that are there. Keep: they are left as they are. Replace: objects that"
                        + " differ and files of volumes become what they were; workloads that use such a volume are scaled to"
                        + " zero meanwhile. Default: Keep")
        @Default("Keep")
        @Nullable
        Existing existing,

        @JsonPropertyDescription(
                "Volumes that are overwritten lose all files that are not in the restore point, not only those that would spoil a"
                        + " database. Only with existing: Replace."
                        + " Default: false")
        @Default("false")
        boolean deleteFiles,

        @JsonPropertyDescription(
                "Before anything is replaced, the app is backed up: status.savedAs names the restore point, to go back to."
                        + " Default: true")
        @Default("true")
        @Nullable
        Boolean saveFirst,

        @JsonPropertyDescription(
                "Set it to true to stop the restore. What was stopped starts again; what was replaced stays so."
                        + " Default: false")
        @Default("false")
        boolean cancel,

        @JsonPropertyDescription(
                "Only plans, and changes nothing. Set it to false later, and what is planned is done. Default: false")
        @Default("false")
        boolean planOnly) {
    static final String ONE = "restorePoint and asOf cannot be given together";

    /** Pattern of an object as {@code Kind/name}, or of files of a volume as {@code /volumes/claim/path}. */
    public static final String ONLY = "[A-Za-z][A-Za-z0-9]*/[^/]+|/volumes/[^/]+/.+";

    static final String FILES = "files of volumes need existing: Replace";

    static final String DELETES = "deleteFiles needs existing: Replace";

    public RestoreSpec {
        Objects.requireNonNull(app, "app");
        if (restorePoint != null && asOf != null) {
            throw new IllegalArgumentException(ONE);
        }
        storageClasses = List.copyOf(Objects.requireNonNullElse(storageClasses, List.of()));
        only = List.copyOf(Objects.requireNonNullElse(only, List.of()));
        existing = Objects.requireNonNullElse(existing, Existing.KEEP);
        saveFirst = Objects.requireNonNullElse(saveFirst, true);
        if (deleteFiles && existing != Existing.REPLACE) {
            throw new IllegalArgumentException(DELETES);
        }
        if (existing != Existing.REPLACE && only.stream().anyMatch(RestoreSpec::isPath)) {
            throw new IllegalArgumentException(FILES);
        }
    }

    /** Whether it is about files of a volume. */
    public static boolean isPath(String only) {
        return only.startsWith("/");
    }

    /** Of the newest restore point, to where nothing is. */
    public static RestoreSpec of(String app) {
        return new RestoreSpec(app, null, List.of(), List.of(), null, null, null, false, null, false, false);
    }

    /** The namespace that it is restored into. */
    public String target() {
        return Objects.requireNonNullElse(targetNamespace, app);
    }

    public RestoreSpec withCancel() {
        return with(true, planOnly);
    }

    public RestoreSpec withPlanOnly(boolean chosen) {
        return with(cancel, chosen);
    }

    private RestoreSpec with(boolean cancelled, boolean onlyPlanned) {
        return new RestoreSpec(
                app,
                targetNamespace,
                storageClasses,
                only,
                restorePoint,
                asOf,
                existing,
                deleteFiles,
                saveFirst,
                cancelled,
                onlyPlanned);
    }
}
