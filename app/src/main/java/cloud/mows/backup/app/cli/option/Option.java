package cloud.mows.backup.app.cli.option;

import java.util.List;
import java.util.function.Consumer;

/**
 * One option.
 *
 * @param names as typed, the short one first: {@code -q}, {@code --quiet}
 * @param label of its value; empty for a flag
 * @param description empty for one that the help leaves out
 * @param global every command takes it
 * @param set receives the value, for a flag {@code true} or {@code false}
 */
public record Option(List<String> names, String label, String description, boolean global, Consumer<String> set) {
    public boolean takesValue() {
        return !label.isEmpty();
    }

    public boolean isHidden() {
        return description.isEmpty();
    }
}
