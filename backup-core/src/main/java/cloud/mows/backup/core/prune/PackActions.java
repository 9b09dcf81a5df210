package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.PackTable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One action for each pack of a table; a byte a pack. */
final class PackActions {
    private static final PackAction[] ACTIONS = PackAction.values();

    private final PackTable packs;
    private final byte[] actions;

    PackActions(PackTable packs) {
        this.packs = packs;
        this.actions = new byte[packs.size()];
    }

    void set(int pack, PackAction action) {
        actions[pack] = (byte) action.ordinal();
    }

    PackAction get(int pack) {
        return ACTIONS[actions[pack]];
    }

    PackTable packs() {
        return packs;
    }

    Stream<PackId> with(PackAction action) {
        return IntStream.range(0, actions.length)
                .filter(pack -> get(pack) == action)
                .mapToObj(packs::id);
    }

    long count(PackAction action) {
        return IntStream.range(0, actions.length)
                .filter(pack -> get(pack) == action)
                .count();
    }
}
