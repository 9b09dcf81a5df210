package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.target.ExistingFile;
import cloud.mows.backup.core.target.Target;
import cloud.mows.backup.core.target.TargetDirectory;
import cloud.mows.backup.core.target.TargetException;
import cloud.mows.backup.core.target.TargetFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A target that remembers in which order it was asked what, as {@code writeFile <name>}; its sync may fail. */
final class RecordedTarget {
    private static final Set<Class<?>> KINDS =
            Set.of(Target.class, TargetDirectory.class, TargetFile.class, ExistingFile.class);

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @Nullable
    TargetException syncFailure;

    Target of(Target target) {
        return wrap(Target.class, target, "");
    }

    private <T> T wrap(Class<T> kind, Object real, String name) {
        return kind.cast(Proxy.newProxyInstance(
                kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
                    Object first = arguments == null ? null : arguments[0];
                    String about = first instanceof ByteString given ? given.toString() : name;
                    calls.add((method.getName() + " " + about).strip());
                    if (kind == Target.class && method.getName().equals("sync") && syncFailure != null) {
                        throw syncFailure;
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        return KINDS.contains(method.getReturnType())
                                ? wrap(method.getReturnType(), result, about)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
