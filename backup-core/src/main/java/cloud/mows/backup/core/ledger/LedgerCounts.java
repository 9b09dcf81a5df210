package cloud.mows.backup.core.ledger;

/** How many entries have each outcome. */
public record LedgerCounts(long captured, long excused, long failed) {
    static final LedgerCounts NONE = new LedgerCounts(0, 0, 0);

    LedgerCounts and(LedgerEntry.Outcome outcome) {
        return switch (outcome) {
            case CAPTURED -> new LedgerCounts(captured + 1, excused, failed);
            case EXCUSED -> new LedgerCounts(captured, excused + 1, failed);
            case FAILED -> new LedgerCounts(captured, excused, failed + 1);
        };
    }
}
