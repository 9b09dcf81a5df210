package cloud.mows.backup.crds.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A day of the week as documents spell it. */
public enum Weekday {
    @JsonProperty("Monday")
    MONDAY,
    @JsonProperty("Tuesday")
    TUESDAY,
    @JsonProperty("Wednesday")
    WEDNESDAY,
    @JsonProperty("Thursday")
    THURSDAY,
    @JsonProperty("Friday")
    FRIDAY,
    @JsonProperty("Saturday")
    SATURDAY,
    @JsonProperty("Sunday")
    SUNDAY
}
