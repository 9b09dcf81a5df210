"""The one exception of the benchmark whose text is meant for the user."""


class BenchmarkProblem(Exception):
    """Something outside of the benchmark is not as it must be; the text is a whole sentence that says what."""
