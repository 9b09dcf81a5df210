package cloud.mows.backup.dashboards.host;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** How every document begins. @param spec what it says */
@JsonPropertyOrder({"apiVersion", "kind", "metadata", "spec"})
record Document<T>(String apiVersion, String kind, Metadata metadata, T spec) {
    /** @param name as its file is called, without {@code .yaml} */
    record Metadata(String name) {}
}
