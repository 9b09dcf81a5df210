"""Runs the commands, one at a time, the programs taking turns, and takes the figures."""

import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .compare import first_difference, walk
from .datasets import DataSet, warm
from .problem import BenchmarkProblem
from .programs import Command, Place, Program

TIMEOUT_SECONDS = 3600

# These begin with an empty cache: a restore usually happens on another machine, and a check that reads the cache (as
# kopia's would after a restore) says nothing about the repository.
FROM_NOTHING = ("restore", "check")

STARTER = Path(__file__).with_name("timed.py")


@dataclass(frozen=True)
class Figure:
    """What one run of one command took."""

    data_set: str
    round: int
    program: str
    cell: str
    seconds: float
    processor_seconds: float
    peak_bytes: int  # largest resident set of any one process of the command
    repository_bytes: int  # afterwards
    problem: str | None  # why the time does not count

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class _Run:
    seconds: float
    processor_seconds: float
    peak_bytes: int
    problem: str | None


class Runner:
    def __init__(self, programs: list[Program], cells: list[str], work: Path) -> None:
        self._programs = programs
        self._cells = cells
        self._work = work
        self._contents_verified: set[tuple[str, str]] = set()

    def round(self, data_set: DataSet, number: int) -> list[Figure]:
        """One round of all programs: each gets a new repository, and they go through the cells side by side."""
        shift = number % len(self._programs)
        programs = self._programs[shift:] + self._programs[:shift]
        places = {program.name: self._set_up(program) for program in programs}
        warm(data_set)
        figures: list[Figure] = []
        broken: set[str] = set()
        # Without its first backup no other cell means anything, so that one is run even if it was not asked for.
        for cell in ["first", *(cell for cell in self._cells if cell != "first")]:
            for program in programs:
                if program.name in broken:
                    continue
                figure = self._cell(data_set, number, program, places[program.name], cell)
                self._tell(figure)
                if cell in self._cells or figure.problem:
                    figures.append(figure)
                if cell == "first" and figure.problem:
                    broken.add(program.name)
        for place in places.values():
            shutil.rmtree(place.folder)
        return figures

    def _set_up(self, program: Program) -> Place:
        place = Place(self._work / program.name)
        shutil.rmtree(place.folder, ignore_errors=True)
        (place.folder / "home").mkdir(parents=True)
        # The version first, so that whatever a program prepares for its own later starts is there.
        for command in [program.version_command(), *program.set_up(place)]:
            run = _run(command, program.full_environment(place), place.folder / "set-up.log")
            if run.problem:
                raise BenchmarkProblem(f"The set-up of {program.name} failed, '{' '.join(command)}': {run.problem}")
        return place

    def _cell(self, data_set: DataSet, number: int, program: Program, place: Place, cell: str) -> Figure:
        if cell == "restore":
            place.restored.mkdir()
        if cell in FROM_NOTHING:
            _empty(place.cache)
        command = program.cell(cell, data_set.path, place)
        os.sync()  # so that nobody pays for what another one has left to be written
        run = _run(command, program.full_environment(place), place.folder / f"{cell}.log")
        problem = run.problem
        if cell == "restore":
            problem = problem or self._wrong_restore(data_set, program, place)
            shutil.rmtree(place.restored)
        size = sum(entry.size for entry in walk(place.repository))
        return Figure(
            data_set.name, number, program.name, cell, run.seconds, run.processor_seconds, run.peak_bytes, size, problem
        )

    def _wrong_restore(self, data_set: DataSet, program: Program, place: Place) -> str | None:
        """Names, modes and times are compared after every restore, contents after the first of each program and set."""
        pair = (data_set.name, program.name)
        restored = program.restored_root(data_set.path, place)
        difference = first_difference(
            data_set.path,
            restored,
            folder_times=program.keeps_folder_times,
            contents=pair not in self._contents_verified,
        )
        self._contents_verified.add(pair)
        return f"wrong restore: {difference}" if difference else None

    @staticmethod
    def _tell(figure: Figure) -> None:
        outcome = f"FAILED: {figure.problem}" if figure.problem else f"{figure.peak_bytes / 1e6:.0f} MB"
        print(
            f"{figure.data_set:7} round {figure.round + 1}  {figure.cell:10} {figure.program:12}"
            f" {figure.seconds:7.2f} s  {outcome}",
            file=sys.stderr,
            flush=True,
        )


def _empty(folder: Path) -> None:
    for child in folder.iterdir() if folder.exists() else ():
        if child.is_dir():
            shutil.rmtree(child)
        else:
            child.unlink()


def _run(command: Command, environment: dict[str, str], log: Path) -> _Run:
    figures = log.with_suffix(".figures")
    figures.unlink(missing_ok=True)
    starter = [sys.executable, "-I", "-S", str(STARTER), str(figures), str(TIMEOUT_SECONDS)]
    with log.open("ab") as output:
        subprocess.run([*starter, *command], env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    last_lines = " / ".join(log.read_text(errors="replace").strip().splitlines()[-3:])
    if not figures.exists():
        return _Run(0.0, 0.0, 0, f"not run: {last_lines}")
    seconds, processor_seconds, peak_bytes, exit_code = figures.read_text().split()
    problem = None if exit_code == "0" else f"exit code {exit_code}: {last_lines}"
    return _Run(float(seconds), float(processor_seconds), int(peak_bytes), problem)
