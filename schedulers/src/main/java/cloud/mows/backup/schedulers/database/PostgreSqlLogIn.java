package cloud.mows.backup.schedulers.database;

/** How PostgreSQL's programs log in beside a server. */
final class PostgreSqlLogIn {
    /**
     * In the container: who logs in and with what, as the images of PostgreSQL themselves, of Bitnami and of CloudNativePG have it in their
     * environment, and where the server's socket is, if nothing says so.
     */
    static final String SHELL = """
            secret() {
              if [ -n "$1" ]; then printf %s "$1"; elif [ -n "$2" ]; then cat "$2"; fi
            }
            if [ -z "${PGUSER:-}" ]; then
              PGUSER=postgres
              password=$(secret "${POSTGRES_POSTGRES_PASSWORD:-${POSTGRESQL_POSTGRES_PASSWORD:-}}" \
                "${POSTGRES_POSTGRES_PASSWORD_FILE:-${POSTGRESQL_POSTGRES_PASSWORD_FILE:-}}")
              if [ -z "$password" ]; then
                PGUSER=${POSTGRES_USER:-${POSTGRESQL_USERNAME:-postgres}}
                password=$(secret "${POSTGRES_PASSWORD:-${POSTGRESQL_PASSWORD:-}}" \
                  "${POSTGRES_PASSWORD_FILE:-${POSTGRESQL_PASSWORD_FILE:-}}")
              fi
              export PGUSER
              if [ -z "${PGPASSWORD:-}" ] && [ -n "$password" ]; then
                PGPASSWORD=$password
                export PGPASSWORD
              fi
            fi
            if [ -z "${PGHOST:-}" ]; then
              for socket in $(sed -n 's|^.* \\(/[^ ]*/\\.s\\.PGSQL\\.[0-9][0-9]*\\)$|\\1|p' /proc/net/unix); do
                if [ -S "$socket" ]; then
                  PGHOST=${socket%/*}
                  PGPORT=${socket##*.}
                  export PGHOST PGPORT
                  break
                fi
              done
            fi
            """;

    private PostgreSqlLogIn() {}
}
