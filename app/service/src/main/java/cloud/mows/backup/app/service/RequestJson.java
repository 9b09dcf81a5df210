package cloud.mows.backup.app.service;

import cloud.mows.backup.schedulers.annotation.AnnotatedRequest;
import cloud.mows.backup.schedulers.policy.Verdict;
import cloud.mows.backup.schedulers.request.Request;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests as programs read them. */
final class RequestJson {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private RequestJson() {}

    static String list(List<Request> requests, List<AnnotatedRequest.Fault> faults) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("requests", requests.stream().map(RequestJson::summary).toList());
        document.put(
                "faults",
                faults.stream()
                        .map(fault -> Map.of(
                                "about",
                                RequestText.place(fault),
                                "annotation",
                                fault.annotation(),
                                "why",
                                fault.words()))
                        .toList());
        return JSON.asJson(document) + "\n";
    }

    static String show(Request request, String token) {
        Map<String, Object> document = summary(request);
        document.put(
                "differences",
                request.differences().stream()
                        .map(each -> Map.of(
                                "change",
                                each.change().name().toLowerCase(Locale.ROOT),
                                "topic",
                                each.statement().topic(),
                                "words",
                                each.statement().words()))
                        .toList());
        document.put("less", request.less());
        request.ready()
                .filter(ready -> !ready.holds())
                .map(Verdict::message)
                .ifPresent(message -> document.put("not_ready", message));
        if (request.grant().isPresent()) {
            document.put(
                    "grant",
                    Map.of("name", request.grantName(), "spec", request.grant().get()));
            document.put("as_shown", token);
        } else {
            document.put("obstacle", request.obstacle());
        }
        return JSON.asJson(document) + "\n";
    }

    private static Map<String, Object> summary(Request request) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("request", request.name());
        document.put("namespace", request.standing().namespace());
        document.put("policy", request.standing().name());
        document.put("state", request.state().word());
        document.put("since", request.policy().getMetadata().getCreationTimestamp());
        document.put("why", request.standing().granted().message());
        return document;
    }
}
