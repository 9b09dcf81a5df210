package cloud.mows.backup.app.service.manifest;

import java.util.List;

/** What came of reading a manifest. */
public sealed interface Reading {
    record Understood(Manifest manifest) implements Reading {}

    /** @param faults at least one, from top to bottom */
    record Faulty(List<Fault> faults) implements Reading {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
