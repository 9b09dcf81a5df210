package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.core.progress.ProgressSnapshot;
import java.util.OptionalDouble;

/** Progress as one line: {@code [0:07] 42.10%  1200 / 2850 files, 310 MiB / 736 MiB  44.3 MiB/s  0:09 left  /srv/x}. */
final class ProgressText {
    private ProgressText() {}

    static String of(ProgressSnapshot progress) {
        StringBuilder text = new StringBuilder();
        text.append('[').append(Formats.duration(progress.elapsed())).append("] ");
        OptionalDouble fraction = progress.fraction();
        if (fraction.isPresent()) {
            text.append(Formats.percent((long) (fraction.getAsDouble() * 10_000), 10_000))
                    .append("  ");
        }
        text.append(progress.filesDone());
        if (progress.filesTotal() > 0) {
            text.append(" / ").append(progress.filesTotal());
        }
        text.append(" files, ").append(Formats.bytes(progress.bytesDone()));
        if (progress.bytesTotal() > 0) {
            text.append(" / ").append(Formats.bytes(progress.bytesTotal()));
        }
        String rate = Formats.rate(progress.bytesPerSecond());
        if (!rate.isEmpty()) {
            text.append("  ").append(rate);
        }
        progress.remaining()
                .ifPresent(
                        left -> text.append("  ").append(Formats.duration(left)).append(" left"));
        if (progress.errors() > 0) {
            text.append("  ").append(Formats.count(progress.errors(), "error"));
        }
        if (!progress.currentItem().isEmpty()) {
            text.append("  ").append(progress.currentItem());
        }
        return text.toString();
    }
}
