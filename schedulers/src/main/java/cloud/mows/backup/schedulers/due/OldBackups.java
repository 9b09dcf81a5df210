package cloud.mows.backup.schedulers.due;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.BackupTrigger;
import cloud.mows.backup.crds.backup.PartPhase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which Backups say nothing any more that others do not. They are a log of runs; what can be restored stands in the restore points, which
 * stay.
 */
final class OldBackups {
    /** Of each app: enough to see what became of the last nights. */
    private static final int NEWEST = 5;

    /** Beyond these none is looked at for what it alone has: claims come and go. */
    private static final int LOOKED_AT = 40;

    private OldBackups() {}

    /** @param backups all of the cluster */
    static List<Backup> goes(Collection<Backup> backups) {
        return backups.stream()
                .filter(OldBackups::isOver)
                .collect(Collectors.groupingBy(backup -> backup.getMetadata().getNamespace() + "/"
                        + (backup.getSpec().scope() == BackupScope.CLUSTER)))
                .values()
                .stream()
                .flatMap(app -> ofApp(app).stream())
                .toList();
    }

    private static boolean isOver(Backup backup) {
        BackupStatus status = backup.getStatus();
        return status != null
                && status.phase().isFinal()
                && status.resources().isEmpty()
                && !backup.isMarkedForDeletion();
    }

    private static List<Backup> ofApp(List<Backup> finished) {
        List<Backup> newestFirst = finished.stream()
                .sorted(Comparator.comparing(
                                (Backup backup) -> backup.getMetadata().getCreationTimestamp())
                        .reversed())
                .toList();
        Set<String> said = new HashSet<>();
        List<Backup> goes = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            Backup backup = newestFirst.get(i);
            boolean saysMore = says(backup, i < LOOKED_AT).stream()
                            // Each of them is to be remembered.
                            .filter(said::add)
                            .count()
                    > 0;
            if (i >= NEWEST && !saysMore) {
                goes.add(backup);
            }
        }
        return goes;
    }

    /** What coverage and timetables look for the newest of. */
    private static List<String> says(Backup backup, boolean parts) {
        BackupStatus status = backup.getStatus();
        List<String> says = new ArrayList<>();
        if (status.phase() == BackupPhase.SUCCEEDED) {
            says.add("succeeded");
        }
        if (backup.getSpec().trigger() == BackupTrigger.SCHEDULE) {
            says.add("scheduled");
        }
        if (parts && status.ledger() != null) {
            status.parts().stream()
                    .filter(part -> part.phase() == PartPhase.SUCCEEDED)
                    .map(OldBackups::thing)
                    .forEach(says::add);
        }
        return says;
    }

    private static String thing(BackupPart part) {
        return part.type() + "/" + part.name();
    }
}
