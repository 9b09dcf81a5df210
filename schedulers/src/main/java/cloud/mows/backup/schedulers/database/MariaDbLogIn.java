package cloud.mows.backup.schedulers.database;

/** How MariaDB's programs log in beside a server. */
final class MariaDbLogIn {
    /**
     * In the container: who logs in and with what, as the images of MariaDB and of Bitnami have it in their environment, where the server's
     * socket is, and what the programs are called in images older than 10.5.
     */
    static final String SHELL = """
            secret() {
              if [ -n "$1" ]; then printf %s "$1"; elif [ -n "$2" ]; then cat "$2"; fi
            }
            user=${MARIADB_ROOT_USER:-root}
            if [ -z "${MYSQL_PWD:-}" ]; then
              password=$(secret "${MARIADB_ROOT_PASSWORD:-${MYSQL_ROOT_PASSWORD:-}}" \
                "${MARIADB_ROOT_PASSWORD_FILE:-${MYSQL_ROOT_PASSWORD_FILE:-}}")
              if [ -z "$password" ] && [ -z "${MARIADB_ALLOW_EMPTY_ROOT_PASSWORD:-${ALLOW_EMPTY_PASSWORD:-}}" ]; then
                password=$(secret "${MARIADB_PASSWORD:-${MYSQL_PASSWORD:-}}" "${MARIADB_PASSWORD_FILE:-${MYSQL_PASSWORD_FILE:-}}")
                if [ -n "$password" ]; then
                  user=${MARIADB_USER:-${MYSQL_USER:-$user}}
                fi
              fi
              if [ -n "$password" ]; then
                MYSQL_PWD=$password
                export MYSQL_PWD
              fi
            fi
            socket=${MYSQL_UNIX_PORT:-}
            if [ -z "$socket" ]; then
              for each in $(sed -n 's|^.* \\(/[^ ]*\\(mysql\\|mysqld\\|mariadb\\)\\.sock\\)$|\\1|p' /proc/net/unix); do
                if [ -S "$each" ]; then
                  socket=$each
                  break
                fi
              done
            fi
            program=$1
            shift
            if ! command -v "$program" >/dev/null 2>&1; then
              case $program in
                mariadb) program=mysql ;;
                mariadb-dump) program=mysqldump ;;
              esac
            fi
            # On the command line, where it is more than what a file of settings says.
            set -- "$program" --user="$user" ${socket:+"--socket=$socket"} "$@"
            """;

    private MariaDbLogIn() {}
}
