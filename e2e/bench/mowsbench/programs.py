"""The programs under measurement: how each is told to do the same thing, at its default settings."""

import os
import subprocess
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from .problem import BenchmarkProblem

REPOSITORY_ROOT = Path(__file__).resolve().parents[3]
BUILD_SCRIPT = REPOSITORY_ROOT / "e2e" / "tools" / "build.sh"

CELLS = ("first", "unchanged", "forced", "restore", "check")
PASSWORD = "benchmark"

Command = list[str]


@dataclass(frozen=True)
class Place:
    """Where one program works in one round; nothing here is shared with another program."""

    folder: Path

    @property
    def repository(self) -> Path:
        return self.folder / "repository"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def restored(self) -> Path:
        return self.folder / "restored"


class Program(ABC):
    """One backup program. Commands are values; the runner runs and times them."""

    name: str
    version_arguments = ["--version"]
    keeps_folder_times = True  # restores the modification times of folders, not only those of files

    def __init__(self, executable: Path) -> None:
        self.executable = str(executable)

    @abstractmethod
    def environment(self, place: Place) -> dict[str, str]:
        """What the program needs beyond a minimal environment."""

    @abstractmethod
    def set_up(self, place: Place) -> list[Command]:
        """Makes the empty repository; not timed."""

    @abstractmethod
    def cell(self, cell: str, source: Path, place: Place) -> Command:
        """The one command whose time is the figure of this cell."""

    def restored_root(self, source: Path, place: Place) -> Path:
        """Where the restore has put the source folder: below the target at its absolute path, unless overridden."""
        return place.restored / source.relative_to("/")

    def full_environment(self, place: Place) -> dict[str, str]:
        home = place.folder / "home"
        minimal = {name: os.environ[name] for name in ("PATH", "LANG", "JAVA_HOME") if name in os.environ}
        isolated = {
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_CONFIG_HOME": str(home / ".config"),
        }
        return minimal | isolated | self.environment(place)

    def version_command(self) -> Command:
        return [self.executable, *self.version_arguments]

    def version(self) -> str:
        """Name and version as the program itself tells them."""
        done = subprocess.run(self.version_command(), capture_output=True, text=True)
        words = done.stdout.split()
        if done.returncode != 0 or not words:
            raise BenchmarkProblem(f"{self.executable} does not tell its version: {done.stderr.strip()}")
        version = next((word for word in words if word[0].isdigit()), "")
        return f"{self.name} {version}".strip()


class Restic(Program):
    name = "restic"
    version_arguments = ["version"]

    def environment(self, place: Place) -> dict[str, str]:
        return {
            "RESTIC_REPOSITORY": str(place.repository),
            "RESTIC_PASSWORD": PASSWORD,
            "RESTIC_CACHE_DIR": str(place.cache),
        }

    def set_up(self, place: Place) -> list[Command]:
        return [[self.executable, "init"]]

    def cell(self, cell: str, source: Path, place: Place) -> Command:
        arguments = {
            "first": ["backup", str(source)],
            "unchanged": ["backup", str(source)],
            "forced": ["backup", "--force", str(source)],
            "restore": ["restore", "latest", "--target", str(place.restored)],
            "check": ["check", "--read-data"],
        }
        return [self.executable, *arguments[cell]]


class MowsBackup(Restic):
    """Ours: restic's verbs, flags and environment variables."""

    name = "mows-backup"


class Rustic(Program):
    name = "rustic"

    def environment(self, place: Place) -> dict[str, str]:
        return {
            "RUSTIC_REPOSITORY": str(place.repository),
            "RUSTIC_PASSWORD": PASSWORD,
            "RUSTIC_CACHE_DIR": str(place.cache),
        }

    def set_up(self, place: Place) -> list[Command]:
        return [[self.executable, "init"]]

    def cell(self, cell: str, source: Path, place: Place) -> Command:
        arguments = {
            "first": ["backup", str(source)],
            "unchanged": ["backup", str(source)],
            "forced": ["backup", "--force", str(source)],
            "restore": ["restore", "latest", str(place.restored)],
            "check": ["check", "--read-data"],
        }
        return [self.executable, *arguments[cell]]


class Kopia(Program):
    """Kopia, with its fast compression; its default is none at all.

    It records the newest time within a folder as the folder's own, by design, so its restores are not held to that.
    """

    name = "kopia"
    keeps_folder_times = False

    def environment(self, place: Place) -> dict[str, str]:
        return {
            "KOPIA_PASSWORD": PASSWORD,
            "KOPIA_CONFIG_PATH": str(place.folder / "kopia.config"),
            "KOPIA_CACHE_DIRECTORY": str(place.cache),
            "KOPIA_LOG_DIR": str(place.folder / "kopia-logs"),
            "KOPIA_CHECK_FOR_UPDATES": "false",
        }

    def set_up(self, place: Place) -> list[Command]:
        return [
            [self.executable, "repository", "create", "filesystem", f"--path={place.repository}"],
            [self.executable, "policy", "set", "--global", "--compression=zstd-fastest"],
        ]

    def cell(self, cell: str, source: Path, place: Place) -> Command:
        arguments = {
            "first": ["create", str(source)],
            "unchanged": ["create", str(source)],
            "forced": ["create", "--force-hash=100", str(source)],
            "restore": ["restore", str(source), str(place.restored), "--snapshot-time=latest"],
            "check": ["verify", "--verify-files-percent=100"],
        }
        return [self.executable, "snapshot", *arguments[cell]]

    def restored_root(self, source: Path, place: Place) -> Path:
        return place.restored


PEERS: dict[str, type[Program]] = {peer.name: peer for peer in (Restic, Kopia, Rustic)}
PROGRAM_NAMES = (MowsBackup.name, *PEERS)


def find(names: list[str], ours: Path, build_peers: bool) -> tuple[list[Program], list[str]]:
    """The programs that are there, and a sentence about each that is not."""
    found: list[Program] = []
    missing: list[str] = []
    for name in names:
        if name == MowsBackup.name:
            if ours.is_file():
                found.append(MowsBackup(ours.resolve()))
            else:
                missing.append(f"{name} is left out: there is no {ours}.")
            continue
        path = _peer_path(name, build_peers)
        if path.is_file():
            found.append(PEERS[name](path))
        else:
            missing.append(f"{name} is left out: it is not built yet (--build-peers builds it).")
    return found, missing


def _peer_path(name: str, build: bool) -> Path:
    command = [str(BUILD_SCRIPT), name] if build else [str(BUILD_SCRIPT), "--paths", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise BenchmarkProblem(f"{name} could not be built.")
    return Path(done.stdout.strip())
