"""An adapter in a file that is installed nowhere: loaded, checked and run, each of its mistakes told with its line."""

from __future__ import annotations

import inspect
import sys
import traceback
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from eventcal.choose import choose
from eventcal.errors import EventcalError, ReadError, UsageError
from eventcal.model import Event, Fact
from eventcal.page import Page

PARTS = ("fits", "read")


class Loader(SourceFileLoader):
    """Loads a file and leaves nothing beside it: what is written there could be taken for the file's next version."""

    def set_data(self, path: str, data: Any, *, _mode: int = 0o666) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The adapter in a file."""

    path: Path
    module: ModuleType

    def fits(self, page: Page) -> bool:
        """Whether it says that it reads the page. ReadError, with its line, where it fails to say."""
        return bool(self.run("fits", page))

    def understand(self, page: Page) -> tuple[list[Fact], list[Event]]:
        """All facts that it reads, and the events that they speak of. ReadError, with its line, where it fails."""
        facts = self.run("read", page)
        here = f"{self.path}:{line_of(self.module.read)}"
        if not isinstance(facts, list) or not all(isinstance(fact, Fact) for fact in facts):
            raise ReadError(f"{here}: read(page) gives {kind_of(facts)}, not a list of facts")
        try:
            return facts, choose(facts, page)
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            raise ReadError(f"{here}: its facts have values that their fields cannot have: {told}") from error

    def run(self, part: str, page: Page) -> Any:
        """What one of its functions gives for a page."""
        try:
            return getattr(self.module, part)(page)
        except Exception as error:
            raise ReadError(told(error, self.path)) from error


def load(path: Path) -> Trial:
    """The adapter in a Python file. UsageError, with file and line, where it is none."""
    name = f"tried_{path.stem}"
    spec = spec_from_file_location(name, path, loader=Loader(name, str(path)))
    assert spec is not None and spec.loader is not None  # noqa: S101  a loader is given
    module = sys.modules[name] = module_from_spec(spec)  # where dataclasses look for it
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise UsageError(told(error, path)) from error
    for part in PARTS:
        check(module, part, path)
    return Trial(path, module)


def check(module: ModuleType, part: str, path: Path) -> None:
    """UsageError where a module lacks a function of adapters, or has another thing of that name."""
    found = getattr(module, part, None)
    if found is None:
        raise UsageError(f"{path}:1: has no {part}(page); an adapter is a module with fits(page) and read(page)")
    try:
        inspect.signature(found).bind(None)
    except TypeError as error:
        raise UsageError(f"{path}:{line_of(found)}: {part} must be a function of the page alone") from error


def told(error: BaseException, path: Path) -> str:
    """An error in one line, with the last line of the file that led to it."""
    what = str(error) if isinstance(error, EventcalError) else f"{type(error).__name__}: {error}"
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return f"{path}:{error.lineno or 1}: {type(error).__name__}: {error.msg}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return " ".join(f"{path}:{lines[-1] if lines else 1}: {what}".split())


def line_of(found: object) -> int:
    """The line in which a function begins; 1 where that is not known."""
    code = getattr(found, "__code__", None)
    return int(code.co_firstlineno) if code is not None else 1


def kind_of(value: object) -> str:
    """What a value is, for people."""
    strangers = {type(each).__name__ for each in value if not isinstance(each, Fact)} if isinstance(value, list) else ()
    return f"a list with {', '.join(sorted(strangers))}" if strangers else f"a {type(value).__name__}"
