package cloud.mows.backup.app.service;

import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.schedulers.annotation.AnnotatedRequest;
import cloud.mows.backup.schedulers.policy.Verdict;
import cloud.mows.backup.schedulers.request.Difference;
import cloud.mows.backup.schedulers.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Requests for people. */
final class RequestText {
    private RequestText() {}

    /** Those that nobody has approved; the ones that wait first. */
    static String list(List<Request> requests) {
        if (requests.isEmpty()) {
            return "No BackupPolicy asks for anything that is not granted.\n";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("REQUEST", "STATE", "SINCE", "WHY"));
        requests.forEach(request -> rows.add(List.of(
                request.name(),
                request.state().word(),
                Objects.requireNonNullElse(request.policy().getMetadata().getCreationTimestamp(), ""),
                request.why())));
        long waiting = requests.stream()
                .filter(request -> request.state() == Request.State.WAITING)
                .count();
        return TextTable.of(rows)
                + (waiting == 0
                        ? "None of them waits for an answer.\n"
                        : waiting + " of " + requests.size() + " wait for an answer: 'mows-backup request show' with a"
                                + " name says what would change.\n");
    }

    /** Annotations that ask for something, which nobody can tell. */
    static String faults(List<AnnotatedRequest.Fault> faults) {
        StringBuilder text = new StringBuilder();
        faults.forEach(fault -> line(text, "! " + place(fault) + ": " + fault.sentence()));
        return text.isEmpty() ? "" : "\n" + text;
    }

    static String place(AnnotatedRequest.Fault fault) {
        String name = fault.about().getMetadata().getName();
        return fault.about().getMetadata().getNamespace() == null
                ? "namespace " + name
                : "claim " + fault.about().getMetadata().getNamespace() + "/" + name;
    }

    static String show(Request request, String token) {
        StringBuilder text = new StringBuilder();
        line(text, "request " + request.name() + ": " + request.state().word());
        line(text, request.why());
        text.append('\n');
        if (request.state() == Request.State.GRANTED) {
            line(
                    text,
                    request.standing().governs()
                            ? "It governs the namespace:"
                            : request.standing().ready().message());
            request.differences().forEach(each -> line(text, each.change().sign() + " " + said(each)));
            return text.toString();
        }
        line(text, "What governs the namespace now (-), and what would if this is approved (+):");
        request.differences().forEach(each -> line(text, each.change().sign() + " " + said(each)));
        if (!request.less().isEmpty()) {
            text.append('\n');
            line(text, "Less than now:");
            request.less().forEach(each -> line(text, "! " + each));
        }
        request.ready().filter(ready -> !ready.holds()).map(Verdict::message).ifPresent(message -> {
            text.append('\n');
            line(text, "Also then: " + message);
        });
        text.append('\n');
        if (request.grant().isEmpty()) {
            line(text, "It cannot be approved as it is: " + request.obstacle());
            return text.toString();
        }
        text.append(grant(request.grantName(), request.grant().get()));
        text.append('\n');
        line(text, "mows-backup request approve " + request.name() + " --as-shown " + token);
        line(text, "mows-backup request deny " + request.name() + " --as-shown " + token + " --reason 'WHY NOT'");
        return text.toString();
    }

    /** A grant, limit by limit. */
    static String grant(String name, BackupGrantSpec spec) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "BackupGrant " + name + " allows BackupPolicy " + String.join(", ", spec.policies()) + " of namespace "
                        + String.join(", ", spec.namespaces()) + ", now and after any change:");
        line(text, "  repositories       " + String.join(", ", spec.repositories()));
        line(text, "  shortest interval  " + interval(Objects.requireNonNull(spec.minIntervalSeconds())));
        line(text, "  longest retention  " + spec.maxRetention());
        line(text, "  hooks              " + (spec.allowHooks() ? "any command in any pod of the namespace" : "none"));
        line(text, "  to leave out       any volume, any file, any object");
        return text.toString();
    }

    /** What only somebody with the right to do so can give: grants are not rights. */
    static String hookRights(String command) {
        return "Hooks also need a right that the controller does not have by itself. Unless it was given before (for a controller in\n"
                + "namespace mows-backup):\n  " + command + "\n";
    }

    private static String interval(int seconds) {
        return seconds % 86_400 == 0
                ? seconds / 86_400 + "d"
                : seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "min" : seconds + "s";
    }

    private static String said(Difference difference) {
        String topic = difference.statement().topic();
        return topic
                + " ".repeat(Math.max(1, 13 - topic.length()))
                + difference.statement().words();
    }

    private static void line(StringBuilder text, String line) {
        text.append(TextTable.printable(line)).append('\n');
    }
}
