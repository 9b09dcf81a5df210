"""The data sets: made from pinned packages and a seed, so that every machine measures the same bytes.

Names, bytes, modes and times (to the nanosecond) of all entries are the same wherever a set is made.
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .compare import walk
from .problem import BenchmarkProblem

RECIPES = Path(__file__).resolve().parent.parent / "recipes"

RANDOM_SEED = 20_251_122
RANDOM_BYTES = 1_500_000_000

# Every entry gets a time of its own within the second after this one, so that a restore which drops the nanoseconds is
# found out.
MODIFIED_NANOS = 1_700_000_000 * 1_000_000_000


@dataclass(frozen=True)
class DataSet:
    name: str
    about: str
    path: Path
    files: int
    bytes: int


@dataclass(frozen=True)
class _Recipe:
    about: str
    version: int  # count up when the code below makes something else of the same inputs
    inputs: tuple[str, ...]  # file names in RECIPES
    make: Callable[[Path], None]

    def key(self) -> str:
        digest = hashlib.sha256(f"{self.version} {RANDOM_SEED} {RANDOM_BYTES}".encode())
        for name in self.inputs:
            digest.update((RECIPES / name).read_bytes())
        return digest.hexdigest()[:12]


def prepare(name: str, cache: Path) -> DataSet:
    """The data set of this name, made if it is not in the cache yet."""
    recipe = RECIPES_BY_NAME[name]
    folder = cache / f"{name}-{recipe.key()}"
    path = folder / name
    summary_file = folder / "summary.json"
    if not summary_file.exists():
        print(f"Making the data set '{name}' in {folder} (once) ...", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        path.mkdir(parents=True)
        recipe.make(path)
        _fix_times(path)
        entries = list(walk(path))
        files = [entry for entry in entries if entry.is_file]
        summary_file.write_text(json.dumps({"files": len(files), "bytes": sum(entry.size for entry in files)}))
    summary = json.loads(summary_file.read_text())
    return DataSet(name, recipe.about, path, summary["files"], summary["bytes"])


def warm(data_set: DataSet) -> None:
    """Reads everything once, so that no program has to fetch the data from the disk for the others."""
    buffer = bytearray(1 << 20)
    for entry in walk(data_set.path):
        if entry.is_file:
            with open(data_set.path / entry.name, "rb", buffering=0) as stream:
                while stream.readinto(buffer):
                    pass


def _make_small(target: Path) -> None:
    modules = [line.split() for line in _lines("small.txt")]
    for module, version, checksum in modules:
        with tempfile.TemporaryDirectory() as empty:  # outside of any module, so that no go.mod interferes
            found = json.loads(_run(["go", "mod", "download", "-json", f"{module}@{version}"], Path(empty)))
        if found["Sum"] != checksum:
            raise BenchmarkProblem(f"The module {module} {version} has the checksum {found['Sum']}, not {checksum}.")
        _unpack(Path(found["Zip"]), target)


def _make_mixed(target: Path) -> None:
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        downloads = Path(folder)
        for wheel in _download_wheels(RECIPES / "mixed-unpacked.txt", downloads / "unpacked"):
            _unpack(wheel, target / "unpacked" / wheel.name.split("-")[0])
        archives = target / "archives"
        archives.mkdir()
        for wheel in _download_wheels(RECIPES / "mixed-whole.txt", downloads / "whole"):
            copy = archives / wheel.name
            shutil.copyfile(wheel, copy)
            copy.chmod(0o644)


def _make_random(target: Path) -> None:
    generator = random.Random(RANDOM_SEED)
    path = target / "random.bin"
    with path.open("wb") as stream:
        left = RANDOM_BYTES
        while left > 0:
            chunk = generator.randbytes(min(left, 4 << 20))
            stream.write(chunk)
            left -= len(chunk)
    path.chmod(0o644)


def _download_wheels(requirements: Path, target: Path) -> list[Path]:
    platforms = ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux1_x86_64"]
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download"]
    command += ["--no-deps", "--only-binary=:all:", "--python-version=3.12", "--require-hashes"]
    command += [f"--platform={platform}" for platform in platforms]
    target.mkdir()
    _run([*command, "--requirement", str(requirements), "--dest", str(target)], target)
    return sorted(target.iterdir())


def _unpack(archive: Path, target: Path) -> None:
    """Unpacks a zip file with plain modes: 0755 for folders and programs, 0644 for all else."""
    with zipfile.ZipFile(archive) as opened:
        for member in opened.infolist():
            name = PurePosixPath(member.filename)
            if name.is_absolute() or ".." in name.parts:
                raise BenchmarkProblem(f"{archive.name} holds an entry outside of itself: {name}.")
            path = target / name
            if member.is_dir():
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with opened.open(member) as source, path.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
            executable = member.external_attr >> 16 & 0o100
            path.chmod(0o755 if executable else 0o644)


def _fix_times(root: Path) -> None:
    # Deepest first: writing into a folder would change its time again.
    for entry in sorted(walk(root), key=lambda entry: entry.name.count("/"), reverse=True):
        path = root / entry.name
        if not entry.is_file:
            path.chmod(0o755)
        nanos = MODIFIED_NANOS + zlib.crc32(entry.name.encode()) % 1_000_000_000
        os.utime(path, ns=(nanos, nanos))
    os.utime(root, ns=(MODIFIED_NANOS, MODIFIED_NANOS))


def _lines(name: str) -> Iterator[str]:
    for line in (RECIPES / name).read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _run(command: list[str], folder: Path) -> str:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    except FileNotFoundError:
        raise BenchmarkProblem(f"The data sets need the program '{command[0]}', which is not installed.") from None
    if done.returncode != 0:
        raise BenchmarkProblem(f"'{' '.join(command)}' failed: {(done.stderr or done.stdout).strip()}")
    return done.stdout


RECIPES_BY_NAME = {
    "small": _Recipe("source files", 1, ("small.txt",), _make_small),
    "mixed": _Recipe("libraries, archives, docs, images", 1, ("mixed-unpacked.txt", "mixed-whole.txt"), _make_mixed),
    "random": _Recipe("one file of noise", 1, (), _make_random),
}
