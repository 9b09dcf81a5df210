package cloud.mows.backup.e2e.cluster;

/** The app of album.yaml. */
final class Album {
    private Album() {}

    /** Hashes of all its files and of its device, as it reads them itself. */
    static String content(TestCluster cluster, String namespace) throws InterruptedException {
        return cluster.kubectl(namespace)
                .succeed(
                        "exec",
                        "deployment/web",
                        "--",
                        "sh",
                        "-c",
                        "cd /data && find . -type f -exec sha256sum {} + | sort && sha256sum /dev/disk")
                .output();
    }
}
