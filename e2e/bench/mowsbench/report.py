"""Turns the figures into the tables people read."""

import os
import platform
from collections.abc import Callable
from pathlib import Path
from statistics import median

from .datasets import DataSet
from .programs import PEERS
from .runner import Figure

NOTHING = "–"


class Report:
    def __init__(
        self,
        data_sets: list[DataSet],
        versions: dict[str, str],
        cells: list[str],
        rounds: int,
        load: float,
        figures: list[Figure],
    ) -> None:
        self._data_sets = data_sets
        self._versions = versions
        self._cells = cells
        self._rounds = rounds
        self._load = load
        self._figures = figures

    def markdown(self) -> str:
        return "\n".join([*self._head(), *self._tables(), *self._problems()])

    def _head(self) -> list[str]:
        rounds = "one round" if self._rounds == 1 else f"medians of {self._rounds} rounds"
        where = f"{machine()}; load average at the start {self._load:.1f}; {rounds}."
        return ["# Benchmark", "", where, "", f"Cells: {' / '.join(self._cells)}.", ""]

    def _tables(self) -> list[str]:
        lines = self._table("Wall seconds (bold: the fastest)", self._seconds)
        lines += self._table("Wall time as a multiple of the fastest peer's", self._ratio)
        lines += self._table("Peak memory, MB (1 MB = 1,000,000 bytes)", self._memory)
        return lines + self._repository_sizes()

    def _table(self, title: str, cell_text: Callable[[str, str, str], str]) -> list[str]:
        lines = [f"## {title}", "", *self._header()]
        for data_set in self._data_sets:
            texts = [
                " / ".join(cell_text(data_set.name, program, cell) for cell in self._cells)
                for program in self._versions
            ]
            lines.append(self._row(data_set, texts))
        return [*lines, ""]

    def _header(self) -> list[str]:
        return [f"| data | {' | '.join(self._versions.values())} |", "|---" * (len(self._versions) + 1) + "|"]

    @staticmethod
    def _row(data_set: DataSet, texts: list[str]) -> str:
        files = "1 file" if data_set.files == 1 else f"{data_set.files:,} files"
        about = f"{data_set.name}: {data_set.about}, {files}, {data_set.bytes:,} bytes"
        return f"| {about} | {' | '.join(texts)} |"

    def _seconds(self, data_set: str, program: str, cell: str) -> str:
        seconds = self._median_seconds(data_set, program, cell)
        if seconds is None:
            return "failed" if self._of(data_set, program, cell) else NOTHING
        text = f"{seconds:.2f}" if seconds < 10 else f"{seconds:.1f}"
        every = (self._median_seconds(data_set, other, cell) for other in self._versions)
        fastest = min(one for one in every if one is not None)
        return f"**{text}**" if seconds == fastest else text

    def _ratio(self, data_set: str, program: str, cell: str) -> str:
        seconds = self._median_seconds(data_set, program, cell)
        peers = [self._median_seconds(data_set, peer, cell) for peer in self._versions if peer in PEERS]
        fastest = min((peer for peer in peers if peer is not None), default=None)
        return NOTHING if seconds is None or fastest is None else f"{seconds / fastest:.2f}"

    def _memory(self, data_set: str, program: str, cell: str) -> str:
        peaks = [figure.peak_bytes for figure in self._of(data_set, program, cell)]
        return f"{max(peaks) / 1e6:.0f}" if peaks else NOTHING

    def _repository_sizes(self) -> list[str]:
        lines = ["## Size of the repository after the last cell, bytes", "", *self._header()]
        for data_set in self._data_sets:
            texts = []
            for program in self._versions:
                own = [
                    figure for figure in self._figures if (figure.data_set, figure.program) == (data_set.name, program)
                ]
                texts.append(f"{own[-1].repository_bytes:,}" if own else NOTHING)
            lines.append(self._row(data_set, texts))
        return [*lines, ""]

    def _problems(self) -> list[str]:
        failed = [figure for figure in self._figures if figure.problem]
        if not failed:
            return []
        lines = ["## Failures", ""]
        for figure in failed:
            lines.append(
                f"- {figure.data_set}, round {figure.round + 1}, {figure.cell}, {figure.program}: {figure.problem}"
            )
        return [*lines, ""]

    def _of(self, data_set: str, program: str, cell: str) -> list[Figure]:
        wanted = (data_set, program, cell)
        return [figure for figure in self._figures if (figure.data_set, figure.program, figure.cell) == wanted]

    def _median_seconds(self, data_set: str, program: str, cell: str) -> float | None:
        """The median of a cell; none if any of its runs failed, since a figure of the lucky ones would hide that."""
        figures = self._of(data_set, program, cell)
        if not figures or any(figure.problem for figure in figures):
            return None
        return median(figure.seconds for figure in figures)


def machine() -> str:
    model = platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return f"{model}, {os.cpu_count()} cores, Linux {platform.release()}"
