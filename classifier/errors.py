"""The family of errors that end a command, each with its exit code.

A message is one sentence with the place, what was found, and what to do next.
Exit codes are the contract's: 1 some documents failed or a gate was not passed,
2 wrong usage, 3 a document cannot be used, 4 no model can be trusted, 5
labelled data is malformed.
"""

from __future__ import annotations

from pathlib import Path

from classifier.faults import Fault


class PetakotaError(Exception):
    """Something a person can cause and fix; `exit_code` ends the command."""

    exit_code = 1


class UsageError(PetakotaError):
    """The call's words do not fit together."""

    exit_code = 2


class DocumentError(PetakotaError):
    """A document cannot be used, and why: missing, locked, damaged, or without text."""

    exit_code = 3

    def __init__(self, path: Path, fault: Fault) -> None:
        super().__init__(path, fault)
        self.path = path
        self.fault = fault

    def __str__(self) -> str:
        return f"{self.path}: {self.fault}"


class ModelError(PetakotaError):
    """No model can be trusted: missing, damaged, stale, or holding foreign types."""

    exit_code = 4


class DataError(PetakotaError):
    """Labelled data or results are malformed."""

    exit_code = 5
