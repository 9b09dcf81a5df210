# Functions that find a Java and start the program; sourced, POSIX sh. Expects $home, the folder that holds lib/.
# Every process started here costs a millisecond or two of each command, so there are hardly any.

java_major_min=25

# Whether $1 is a Java that is new enough.
is_new_java() {
    [ -n "$1" ] && [ -x "$1/bin/java" ] || return 1
    major=0
    if [ -r "$1/release" ]; then
        while IFS='=' read -r name value; do
            if [ "$name" = JAVA_VERSION ]; then
                value=${value#\"}
                major=${value%%[!0-9]*}
                break
            fi
        done <"$1/release"
    else
        major=$("$1/bin/java" -XshowSettings:properties -version 2>&1 |
            sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p')
    fi
    [ "${major:-0}" -ge "$java_major_min" ]
}

# Sets java_home. $MOWS_BACKUP_JAVA_HOME is taken or refused; the rest are only tried.
find_java() {
    java_home=
    if [ -n "${MOWS_BACKUP_JAVA_HOME-}" ]; then
        if is_new_java "$MOWS_BACKUP_JAVA_HOME"; then
            java_home=$MOWS_BACKUP_JAVA_HOME
            return 0
        fi
        echo "mows-backup: MOWS_BACKUP_JAVA_HOME=$MOWS_BACKUP_JAVA_HOME is no Java $java_major_min or newer." >&2
        return 1
    fi
    # The start-up cache fits no other, and nothing is quicker to find.
    if [ -r "${home-}/java-home" ] && read -r java_home <"$home/java-home" && is_new_java "$java_home"; then
        return 0
    fi
    if is_new_java "${JAVA_HOME-}"; then
        java_home=$JAVA_HOME
        return 0
    fi
    path_java=$(command -v java 2>/dev/null)
    if [ -n "$path_java" ]; then
        path_java=$(readlink -f "$path_java")
        path_java=${path_java%/bin/java}
    fi
    for candidate in "$path_java" /usr/lib/jvm/* /opt/* /opt/java/* /usr/java/* \
        "${HOME-/nonexistent}"/.sdkman/candidates/java/* "${HOME-/nonexistent}"/.jdks/*; do
        if is_new_java "$candidate"; then
            java_home=$candidate
            return 0
        fi
    done
    echo "mows-backup: needs a JDK $java_major_min or newer and found none: install one (for example Temurin" \
        "$java_major_min from https://adoptium.net) or set MOWS_BACKUP_JAVA_HOME." >&2
    return 1
}

# Whether the working directory is still there. Java does not start without one. The shells differ in what they do then: some
# have no name for it, others cannot tell where it lies.
has_directory() {
    if [ -n "${PWD-}" ] && pwd -P >/dev/null 2>&1; then
        return 0
    fi
    echo "mows-backup: the working directory was removed; change to one that exists, for example with: cd /" >&2
    return 1
}

# Whether the system's libcrypto is where the dynamic loader looks for it.
has_openssl() {
    for library in /usr/lib/*-linux-*/libcrypto.so.3 /usr/lib64/libcrypto.so.3 /usr/lib/libcrypto.so.3 \
        /lib64/libcrypto.so.3 /lib/libcrypto.so.3; do
        [ -e "$library" ] && return 0
    done
    return 1
}

# Sets temporary, and what every Java of ours finds in its environment.
prepare_environment() {
    temporary=/tmp
    if [ -d "${TMPDIR-}" ] && [ -w "$TMPDIR" ]; then
        temporary=$TMPDIR
    fi
    # Names of files are bytes in UTF-8 to Java only under such a locale; cron and containers have none.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *UTF-8* | *utf8* | *UTF8* | *utf-8*) ;;
    *)
        if [ -n "${LC_ALL-}" ]; then
            export LC_ALL=C.UTF-8
        else
            export LC_CTYPE=C.UTF-8
        fi
        ;;
    esac
    # Otherwise glibc keeps a pool of freed memory for each thread.
    export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX-2}"
}

# java, the flags of every run, then "$@".
run_java() {
    prepare_environment
    class_path=
    version=
    # In one fixed order, which the start-up cache insists on.
    for jar in "$home"/lib/*.jar; do
        class_path=$class_path${class_path:+:}$jar
        case $jar in
        */app-*)
            version=${jar##*/app-}
            version=${version%.jar}
            ;;
        esac
    done
    # The 32 MiB in which a password is stretched come in huge pages, which takes a third off the time of a short command.
    export GLIBC_TUNABLES="${GLIBC_TUNABLES:+$GLIBC_TUNABLES:}glibc.malloc.hugetlb=1"
    # With OpenSSL for the cryptography, the quick compiler alone is faster for everything we do, since half of the
    # processor time of a short run would go to the optimising one. The JDK's own is fast only with the optimising one.
    if has_openssl; then
        compiler=-XX:TieredStopAtLevel=1
    else
        # It leaves alone what is only lukewarm. Hot loops still get there, by the count of their iterations. Cryptography
        # is for it at once: only in what it compiled are the processor's AES and SHA used.
        compiler='-XX:MaxRecursiveInlineLevel=0 -XX:Tier4InvocationThreshold=30000
            -XX:Tier4MinInvocationThreshold=10000 -XX:Tier4CompileThreshold=50000
            -XX:CompileCommand=quiet
            -XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.1
            -XX:CompileCommand=CompileThresholdScaling,sun.security.provider.*::*,0.1
            -XX:CompileCommand=CompileThresholdScaling,cloud.mows.backup.core.crypto.*::*,0.1'
    fi
    # MOWS_BACKUP_JAVA_OPTS and $compiler are split on purpose, they hold several options; stars stay stars.
    set -f
    # shellcheck disable=SC2086
    exec "$java_home/bin/java" \
        -Xmx${heap-160m} -Xss512k -XX:MaxDirectMemorySize=112m -XX:ReservedCodeCacheSize=64m \
        -Xmn24m -XX:+UseSerialGC -XX:-UsePerfData \
        $compiler \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -Djdk.util.jar.enableMultiRelease=false -Dmows.home="$home" -Dmows.version="$version" \
        -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
        -Djava.io.tmpdir="$temporary" \
        ${MOWS_BACKUP_JAVA_OPTS-} -cp "$class_path" "$@"
}

# Becomes the service of a cluster, which has a class path of its own. It runs for months and mostly waits: memory counts more
# than speed, and when there is no more of it, it ends and is started anew.
run_service() {
    prepare_environment
    set -f
    # shellcheck disable=SC2086
    exec "$java_home/bin/java" \
        "-Xmx${service_heap-256m}" -Xss512k -XX:MaxDirectMemorySize=32m -XX:ReservedCodeCacheSize=64m \
        -XX:MaxMetaspaceSize=128m -XX:+UseSerialGC -XX:-UsePerfData -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
        -Djava.io.tmpdir="$temporary" \
        ${MOWS_BACKUP_JAVA_OPTS-} -jar "$home/service/quarkus-run.jar" "$@"
}

# Becomes the service of one machine, which has a class path of its own and starts the program again as its child.
run_serve() {
    prepare_environment
    terminal=
    [ -t 1 ] && terminal=o
    version=
    for jar in "$home"/lib/app-*.jar; do
        version=${jar##*/app-}
        version=${version%.jar}
    done
    serve_heap=-Xmx192m
    case " $* " in
    # A pod has what its limit says: 256 MiB for everything, or more where there is more to show.
    *' --login token '* | *' --login=token '*) serve_heap=-XX:MaxRAMPercentage=45 ;;
    esac
    set -f
    # shellcheck disable=SC2086
    exec "$java_home/bin/java" \
        "$serve_heap" -Xss512k -XX:MaxDirectMemorySize=64m -XX:ReservedCodeCacheSize=64m \
        -XX:MaxMetaspaceSize=128m -XX:+UseSerialGC -XX:-UsePerfData -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -Dmows.home="$home" -Dmows.version="$version" -Dmows.terminal="$terminal" \
        -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
        -Djava.io.tmpdir="$temporary" \
        ${MOWS_BACKUP_JAVA_OPTS-} -jar "$home/serve/quarkus-run.jar" "$@"
}

# Writes the start-up caches: classes as a training run left them.
train() {
    train_for local && train_for remote && printf '%s\n' "$java_home" >"$home/java-home"
}

# $1: local or remote. A cache is read whole at each start, so there is one for each.
train_for() {
    (run_java -XX:AOTCacheOutput="$home/$1.aot.new" -Xlog:aot=off -Xlog:cds=off \
        cloud.mows.backup.app.Main --train "$1") &&
        mv "$home/$1.aot.new" "$home/$1.aot"
}

# Sets cache to the start-up cache for a command with these arguments. A wrong guess costs some tenths of a second.
choose_cache() {
    cache=$home/local.aot
    place=${MOWS_BACKUP_REPOSITORY-}${RESTIC_REPOSITORY-}
    place_file=${MOWS_BACKUP_REPOSITORY_FILE-${RESTIC_REPOSITORY_FILE-}}
    if [ -r "$place_file" ]; then
        read -r place <"$place_file"
    fi
    case "$place $*" in
    *s3:* | *rest:*) cache=$home/remote.aot ;;
    esac
}

# Sets heap. A process keeps within 256 MiB: packs that are being written lie outside of the heap, in up to 66 MiB, and a command
# that may write some has so much less of it. A wrong guess harms only who needs the last megabytes.
choose_heap() {
    heap=160m
    case " $* " in
    *' backup '* | *' prune '* | *' --prune'* | *' copy '* | *' repair '* | *' rewrite '* | *' compose '* | *' quickstart '*) heap=104m ;;
    esac
}

# Gives a closed standard stream a file that cannot be used in its direction. Otherwise the next file that the program opens
# would get its number, and what is printed would go into that file.
occupy_streams() {
    { true 3<&0; } 2>/dev/null || exec 0>/dev/null
    { true 3>&1; } 2>/dev/null || exec 1</dev/null
    { true 3>&2; } 2>/dev/null || exec 2>/dev/null
}

# Becomes the program.
start() {
    occupy_streams
    # restic unlock sends this to see whether a lock's owner still runs; like restic we live on, also when the terminal goes.
    trap '' HUP
    if [ -d "$home/serve" ] && [ "${1-}" = serve ]; then
        # Help is the command line's own.
        case " $* " in
        *' --help '* | *' -h '*) ;;
        *) run_serve "$@" ;;
        esac
    fi
    if [ -d "$home/service" ]; then
        case "$1 ${2-}" in
        'controller ') run_service ;;
        'mover objects' | 'mover database' | 'mover restore-objects')
            # Its container has 256 MiB for everything.
            service_heap=112m
            run_service "$@"
            ;;
        'app list' | 'app show' | 'app restore' | 'request list' | 'request show' | 'request approve' | 'request deny' | \
            'manifest validate' | 'manifest render')
            # Help is the command line's own.
            case " $* " in
            *' --help '* | *' -h '*) ;;
            *) run_service "$@" ;;
            esac
            ;;
        esac
    fi
    terminal=
    columns=
    [ -t 0 ] && terminal=i
    [ -t 1 ] && terminal=${terminal}o
    [ -t 2 ] && terminal=${terminal}e
    case $terminal in
    *[oe]*)
        columns=$(stty size 2>/dev/null </dev/tty)
        columns=${columns#* }
        ;;
    esac
    choose_cache "$@"
    choose_heap "$@"
    if [ -f "$cache" ]; then
        # A cache that does not fit (another Java, changed jars) is only ignored.
        run_java -XX:AOTCache="$cache" -Xlog:aot=off -Xlog:cds=off \
            -Dmows.terminal="$terminal" -Dmows.columns="$columns" cloud.mows.backup.app.Main "$@"
    else
        run_java -Dmows.terminal="$terminal" -Dmows.columns="$columns" cloud.mows.backup.app.Main "$@"
    fi
}
