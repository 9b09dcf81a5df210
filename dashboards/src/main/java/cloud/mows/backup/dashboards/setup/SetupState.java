package cloud.mows.backup.dashboards.setup;

import java.util.List;

/** @param suggestions directories of this machine that people usually want to keep */
public record SetupState(SetupPhase phase, String hostName, String version, List<Suggestion> suggestions) {}
