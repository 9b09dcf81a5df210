package cloud.mows.backup.dashboards.cluster.place;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.meta.SecretKey;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositorySpec;
import cloud.mows.backup.dashboards.cluster.AppRights;
import cloud.mows.backup.dashboards.cluster.LatestLook;
import cloud.mows.backup.dashboards.people.Right;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.store.FreshWords;
import cloud.mows.backup.dashboards.store.Place;
import cloud.mows.backup.dashboards.store.PlaceCredentials;
import cloud.mows.backup.dashboards.store.TypedSecret;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Adds places of a cluster's backups and removes them. What lies at a place is not touched by either. */
public final class ClusterRepositories {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?");
    private static final String PASSWORD = "password";

    private final Cluster cluster;
    private final LatestLook latest;
    private final String controllerNamespace;
    private final SecureRandom random = new SecureRandom();

    /** @param controllerNamespace where the secrets of repositories are */
    public ClusterRepositories(Cluster cluster, LatestLook latest, String controllerNamespace) {
        this.cluster = cluster;
        this.latest = latest;
        this.controllerNamespace = controllerNamespace;
    }

    PlaceList all(Rights who) {
        AppRights.mustSeePlaces(who);
        return new PlaceList(
                ClusterPlaces.of(latest.get()),
                who.missingWords(AppRights.addPlace()),
                who.missingWords(AppRights.removePlace()));
    }

    FreshWords words(Rights who) {
        AppRights.mustSeePlaces(who);
        return FreshWords.generate(random);
    }

    /** Whether it can be reached and opened, the controller finds out. */
    PlaceList add(Rights who, NewRepository wanted) {
        Place place = wanted.place();
        String name = Objects.requireNonNullElse(place.name(), "").strip();
        if (!NAME.matcher(name).matches()) {
            throw ApiException.unusable(
                    "'" + name + "' is not the name of a place",
                    "use lower-case letters, digits and hyphens, 50 at most, as in offsite");
        }
        Secret secret = secret(name, TypedSecret.password(wanted.secret()), place);
        Repository repository = repository(name, place, secret, wanted.existing());
        if (cluster.get(Repository.class, null, name) != null) {
            throw ApiException.conflict("there is a place '" + name + "' already", "choose another name");
        }
        List<Right> needed = AppRights.addPlace();
        for (Change change : List.of(new Change.Create(secret), new Change.Create(repository))) {
            who.change(cluster, needed, change).ifPresent(refusal -> {
                throw ApiException.conflict("the place '" + name + "' was not added: " + refusal, "");
            });
        }
        latest.forget();
        return all(who);
    }

    /** One of its own each time: nothing that is there is overwritten, and we may not even read whether it is. */
    private Secret secret(String name, String password, Place place) {
        Map<String, String> data = new TreeMap<>(PlaceCredentials.of(place).variables());
        data.put(PASSWORD, password);
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(controllerNamespace)
                .withName("repository-" + name + "-" + HexFormat.of().toHexDigits(random.nextInt()))
                .endMetadata()
                .withType("Opaque")
                .withStringData(data)
                .build();
    }

    private static Repository repository(String name, Place place, Secret secret, boolean existing) {
        String address = Objects.requireNonNullElse(place.location(), "").strip();
        if (address.startsWith("/")) {
            throw ApiException.unusable(
                    "a directory of this cluster is not a place that can be added here",
                    "make a Repository with claimName and kubectl: the volume has to be in the namespace of the controller");
        }
        String secretName = secret.getMetadata().getName();
        boolean hasLogin = secret.getStringData().size() > 1;
        Repository repository = new Repository();
        repository.setMetadata(new ObjectMetaBuilder().withName(name).build());
        try {
            repository.setSpec(new RepositorySpec(
                    address,
                    null,
                    new SecretKey(secretName, PASSWORD),
                    hasLogin ? secretName : null,
                    null,
                    !existing,
                    null,
                    null,
                    null,
                    false));
        } catch (IllegalArgumentException e) {
            throw ApiException.unusable("'" + address + "' cannot be used: " + e.getMessage(), "");
        }
        return repository;
    }

    /** Backups do not go there any more. What lies there stays, and so does the Secret that opens it. */
    PlaceList remove(Rights who, String name) {
        AppRights.mustSeePlaces(who);
        Repository repository = cluster.get(Repository.class, null, name);
        if (repository == null) {
            throw ApiException.notFound("there is no place '" + name + "'", "see the list of places");
        }
        latest.forget();
        int points = ClusterPlaces.of(latest.get()).stream()
                .filter(place -> place.name().equals(name))
                .mapToInt(ClusterPlace::restorePoints)
                .sum();
        if (points > 0) {
            throw ApiException.conflict(
                    "in '" + name + "' lie " + points + " restore points, which nobody could restore from then",
                    "if you mean it, remove it with 'kubectl delete repository " + name + "'");
        }
        who.change(cluster, AppRights.removePlace(), new Change.Delete(repository))
                .ifPresent(refusal -> {
                    throw ApiException.conflict("the place '" + name + "' was not removed: " + refusal, "");
                });
        latest.forget();
        return all(who);
    }
}
