# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""From result files to reports: read, merge, compare with the run before, mask, write."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .._audit.merge import merge, remarks
from .._audit.result import read_result, write_text
from .._audit.shape import check_shape
from .._errors import FileProblem, InvalidValue
from . import csv_format, html_format, json_format, junit, oscal, sarif
from .drift import drift
from .history import find_previous
from .masks import masked
from .spec import SUFFIXES

RENDER: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    "html": html_format.render,
    "json": json_format.render,
    "csv": csv_format.render,
    "junit": junit.render,
    "sarif": sarif.render,
    "oscal": oscal.render,
}
_NAME = re.compile(r"[\w.-]{1,100}")


@dataclass
class Report:
    """What was made: path by format, whether any file is another one than before, the merged result, what to know of it."""

    files: dict[str, str]
    changed: bool
    result: dict[str, Any]
    previous: list[str]
    remarks: list[str] = field(default_factory=list)


def read_all(paths: Sequence[str]) -> dict[str, Any]:
    """The results of several files as one. Raises FileProblem."""
    if not paths:
        raise FileProblem("src names no file", setting="report")
    files = []
    for path in dict.fromkeys(os.path.abspath(os.path.expanduser(path)) for path in paths):
        result = read_result(path)
        check_shape(result, path)
        files.append((path, result))
    return merge(files)


def make(params: Mapping[str, Any], *, check: bool = False) -> Report:
    """Write the reports that C(params) (spec.py) ask for. C(check): write nothing.

    Raises FileProblem for files that cannot be read, are no results, or cannot be merged, and InvalidValue.
    """
    result = read_all(params["src"])
    folder = os.path.abspath(os.path.expanduser(params["dest"]))
    name = params["name"] or f"audit-{result['generated'].replace(':', '')}"
    if not _NAME.fullmatch(name) or name.startswith("."):
        raise InvalidValue(f"name must be the name of a file without a folder, but is {name[:100]!r}")
    # that of a report is about another run
    result.pop("drift", None)
    said = remarks(result)
    previous = _previous(params, result, folder)
    result["drift"] = None if previous is None else drift(previous[1], result)
    if previous is not None and previous[1]["level"] != result["level"]:
        said.append(f"The run before was of level {previous[1]['level']}: only controls of both levels are compared.")
    shown = masked(result, params["secrets"])
    files: dict[str, str] = {}
    changed = False
    for kind in dict.fromkeys(params["formats"]):
        path = os.path.join(folder, name + SUFFIXES[kind])
        text = RENDER[kind](shown, params["title"])
        files[kind] = path
        if not _is(path, text):
            changed = True
            if not check:
                write_text(path, text)
    return Report(files, changed, shown, previous[0] if previous else [], said)


def _previous(
    params: Mapping[str, Any], result: Mapping[str, Any], folder: str
) -> tuple[list[str], Mapping[str, Any]] | None:
    """Files of the run before, and their result; none where there is none."""
    if params["previous"]:
        paths = [os.path.abspath(os.path.expanduser(path)) for path in params["previous"]]
        return paths, read_all(paths)
    if not params["find_previous"]:
        return None
    sources = [os.path.abspath(os.path.expanduser(path)) for path in params["src"]]
    found = find_previous(result, [folder, *map(os.path.dirname, sources)], sources)
    return None if found is None else ([found[0]], found[1])


def _is(path: str, text: str) -> bool:
    """Whether a file holds just this."""
    data = text.encode("utf-8", errors="replace")
    try:
        if os.stat(path).st_size != len(data):
            return False
        with open(path, "rb") as stream:
            return stream.read() == data
    except OSError:
        return False
