package cloud.mows.backup.dashboards.problem;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type stable, for programs
 * @param title the kind of problem
 * @param detail what is wrong with which thing
 * @param next what to do about it; empty where there is nothing to advise
 */
public record Problem(String type, String title, int status, String detail, String next) {}
