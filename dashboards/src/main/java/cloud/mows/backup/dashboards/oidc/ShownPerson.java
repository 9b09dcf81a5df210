package cloud.mows.backup.dashboards.oidc;

import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.people.Proof;

/** Somebody who logged in at the provider, and what shows that they still may. */
public record ShownPerson(Person person, Proof proof) {}
