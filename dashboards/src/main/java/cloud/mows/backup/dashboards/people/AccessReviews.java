package cloud.mows.backup.dashboards.people;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;

/** Asks the API server, several questions at once, and believes an answer for a while. */
public final class AccessReviews implements Permissions {
    /** Whoever loses a right has it here no longer than that. */
    static final Duration AGE_MAX = Duration.ofSeconds(30);

    private static final int ANSWERS_MAX = 20_000;
    private static final int QUESTIONS_AT_ONCE = 8;

    private final BiPredicate<Person, Right> server;
    private final InstantSource clock;
    private final Semaphore turns = new Semaphore(QUESTIONS_AT_ONCE);
    private final Map<Question, Answer> answers = new LinkedHashMap<>();

    private record Question(Person person, Right right) {}

    private record Answer(boolean allowed, Instant at) {}

    AccessReviews(BiPredicate<Person, Right> server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    public static AccessReviews of(KubernetesClient client, InstantSource clock) {
        return new AccessReviews((person, right) -> ask(client, person, right), clock);
    }

    @Override
    public Set<Right> of(Person person, Collection<Right> asked) {
        Map<Right, Boolean> known = new HashMap<>();
        List<Right> unknown = new ArrayList<>();
        synchronized (answers) {
            Instant oldest = clock.instant().minus(AGE_MAX);
            for (Right right : new LinkedHashSet<>(asked)) {
                Answer answer = answers.get(new Question(person, right));
                if (answer == null || answer.at().isBefore(oldest)) {
                    unknown.add(right);
                } else {
                    known.put(right, answer.allowed());
                }
            }
        }
        known.putAll(learn(person, unknown));
        Set<Right> had = new LinkedHashSet<>(asked);
        had.removeIf(right -> !known.getOrDefault(right, false));
        return had;
    }

    private Map<Right, Boolean> learn(Person person, List<Right> unknown) {
        if (unknown.isEmpty()) {
            return Map.of();
        }
        // Of when it was asked, since what it answers may change at once.
        Instant now = clock.instant();
        Map<Right, Future<Boolean>> asked = new LinkedHashMap<>();
        Map<Right, Boolean> learned = new LinkedHashMap<>();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            unknown.forEach(right -> asked.put(right, askers.submit(() -> inTurn(person, right))));
            for (Map.Entry<Right, Future<Boolean>> each : asked.entrySet()) {
                learned.put(each.getKey(), each.getValue().get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the program is ending", e);
        }
        remember(person, learned, now);
        return learned;
    }

    private boolean inTurn(Person person, Right right) throws InterruptedException {
        turns.acquire();
        try {
            return server.test(person, right);
        } finally {
            turns.release();
        }
    }

    private void remember(Person person, Map<Right, Boolean> learned, Instant now) {
        synchronized (answers) {
            learned.forEach((right, allowed) -> {
                Question question = new Question(person, right);
                // The newest last, so that the oldest go first.
                answers.remove(question);
                answers.put(question, new Answer(allowed, now));
            });
            Instant oldest = now.minus(AGE_MAX);
            answers.values().removeIf(answer -> answer.at().isBefore(oldest));
            while (answers.size() > ANSWERS_MAX) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
    }

    /** How many answers are remembered. */
    int size() {
        synchronized (answers) {
            return answers.size();
        }
    }

    private static boolean ask(KubernetesClient client, Person person, Right right) {
        SubjectAccessReview answer =
                client.authorization().v1().subjectAccessReview().create(review(person, right));
        return answer.getStatus() != null
                && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }

    static SubjectAccessReview review(Person person, Right right) {
        String resource = right.resource();
        int slash = resource.indexOf('/');
        return new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(person.name())
                .withUid(person.uid().isEmpty() ? null : person.uid())
                .withGroups(person.groups())
                .withExtra(person.extra())
                .withNewResourceAttributes()
                .withVerb(right.verb())
                .withGroup(right.group())
                .withResource(slash < 0 ? resource : resource.substring(0, slash))
                .withSubresource(slash < 0 ? null : resource.substring(slash + 1))
                .withNamespace(right.namespace())
                .endResourceAttributes()
                .endSpec()
                .build();
    }
}
