package cloud.mows.backup.app.serve;

import cloud.mows.backup.dashboards.access.Gate;
import cloud.mows.backup.dashboards.platform.Platform;
import cloud.mows.backup.dashboards.problem.Problem;
import cloud.mows.backup.dashboards.problem.ProblemMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Asks the gate about every request, the page's own files included. */
@Singleton
final class Door {
    private static final int FIRST = 1000;

    private final Gate gate;
    private final Platform platform;

    Door(Gate gate, Platform platform) {
        this.gate = gate;
        this.platform = platform;
    }

    void open(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        Gate.HEADERS.forEach(context.response()::putHeader);
        Cookie cookie = request.getCookie(Gate.COOKIE);
        Optional<Problem> refused = gate.refuse(new Gate.Request(
                        request.method().name(),
                        context.normalizedPath(),
                        request.getHeader("Host"),
                        request.getHeader("Origin"),
                        request.getHeader(Gate.HEADER),
                        cookie == null ? null : cookie.getValue()))
                .or(() -> platform.refuse(context.normalizedPath()));
        if (refused.isPresent()) {
            refuse(context, refused.get());
        } else if (isView(request.method().name(), context.normalizedPath())) {
            context.reroute("/");
        } else {
            if (context.normalizedPath().startsWith("/api/")) {
                context.response().putHeader("Cache-Control", "no-store");
            }
            context.next();
        }
    }

    /** An address within the page, which the page itself understands. */
    private static boolean isView(String method, String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return method.equals("GET") && !path.equals("/") && !path.startsWith("/api/") && last.indexOf('.') < 0;
    }

    private static void refuse(RoutingContext context, Problem problem) {
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", ProblemMapper.MEDIA_TYPE)
                .end(ProblemMapper.json(problem));
    }
}
