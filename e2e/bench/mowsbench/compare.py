"""Is a restored tree the same as its source? Strict: one difference is a wrong restore."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    name: str  # relative to the root of the walk
    mode: int  # kind and permissions
    size: int  # bytes of a file, 0 of anything else
    modified_nanos: int

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)


def walk(root: Path) -> Iterator[Entry]:
    """Everything below the root, not the root itself."""
    pending = [""]
    while pending:
        folder = pending.pop()
        with os.scandir(root / folder) as children:
            for child in children:
                name = os.path.join(folder, child.name)
                status = child.stat(follow_symlinks=False)
                size = status.st_size if stat.S_ISREG(status.st_mode) else 0
                yield Entry(name, status.st_mode, size, status.st_mtime_ns)
                if child.is_dir(follow_symlinks=False):
                    pending.append(name)


def first_difference(source: Path, restored: Path, folder_times: bool, contents: bool) -> str | None:
    """A sentence about the first difference in names, kinds, modes, sizes, times of files, and what else is wanted."""
    if not restored.is_dir():
        return f"Nothing was restored to {restored}."
    wanted = _by_name(source, folder_times)
    found = _by_name(restored, folder_times)
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            return f"'{name}' is missing."
        if name not in wanted:
            return f"'{name}' is not in the source."
        if wanted[name] != found[name]:
            return (
                f"'{name}' differs: {_attributes(wanted[name])} was expected, {_attributes(found[name])} was restored."
            )
    if contents:
        for entry in wanted.values():
            if entry.is_file and not _same_bytes(source / entry.name, restored / entry.name):
                return f"'{entry.name}' has other contents."
    return None


def _by_name(root: Path, folder_times: bool) -> dict[str, Entry]:
    return {
        entry.name: replace(entry, modified_nanos=0) if stat.S_ISDIR(entry.mode) and not folder_times else entry
        for entry in walk(root)
    }


def _attributes(entry: Entry) -> str:
    return f"{stat.filemode(entry.mode)} {entry.size} bytes {entry.modified_nanos} ns"


def _same_bytes(one: Path, other: Path) -> bool:
    with open(one, "rb", buffering=0) as left, open(other, "rb", buffering=0) as right:
        while True:
            expected, actual = left.read(1 << 20), right.read(1 << 20)
            if expected != actual:
                return False
            if not expected:
                return True
