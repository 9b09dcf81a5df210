"""Runs one command and writes down what it took. A program of its own, started by the runner:

    python3 -I -S timed.py FIGURES TIMEOUT_SECONDS COMMAND ...

Linux counts the peak memory of the process that starts a program towards that program (it survives the exec), so the
starter has to be small: this file imports next to nothing.
"""

import os
import signal
import sys
import time


def main() -> None:
    figures, timeout_seconds, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    started = time.monotonic()
    try:
        child = os.posix_spawnp(command[0], command, os.environ, setpgroup=0)
    except OSError as error:
        sys.exit(f"'{command[0]}' could not be started: {error.strerror}.")
    # Whoever ends this program ends the command and all that it has started, too.
    for end in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
        signal.signal(end, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.alarm(timeout_seconds)
    # The figures of this child and of all that it has waited for itself: if the program is a script that starts
    # another process, the larger peak of the two counts.
    _, status, usage = os.wait4(child, 0)
    seconds = time.monotonic() - started
    signal.alarm(0)
    processor_seconds = usage.ru_utime + usage.ru_stime
    with open(figures, "w") as stream:
        print(seconds, processor_seconds, usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(status), file=stream)


main()
