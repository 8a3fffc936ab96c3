# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The result of the run before: found by itself among the result files of a folder."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._audit.result import SCHEMA, read_result
from .._audit.shape import check_shape
from .._errors import FileProblem

#: Bytes of a file that are looked at before it is read as a whole. The audit and the report write these keys first.
_HEAD = 400
_MOMENT = re.compile(r'"generated":\s*"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)"')
_SCHEMA = re.compile(rf'"schema":\s*"{re.escape(SCHEMA)}"')
#: So many files of a folder are looked at, and so many of them are read.
_MAX_FILES, _MAX_READ = 20_000, 20


def find_previous(
    result: Mapping[str, Any], folders: Iterable[str], src: Iterable[str]
) -> tuple[str, dict[str, Any]] | None:
    """Path and content of the newest older result of the same level that has one of the cameras of C(result).

    Files that cannot be read, or are none, are passed over. C(src) are those that C(result) was made of.
    """
    names = {camera["name"] for camera in result["cameras"]}
    own = {os.path.realpath(path) for path in src}
    found = sorted((pair for pair in _candidates(folders, own) if pair[0] < result["generated"]), reverse=True)
    for _moment, path in found[:_MAX_READ]:
        with contextlib.suppress(FileProblem):
            earlier = read_result(path)
            check_shape(earlier, path)
            # a head can be made to say anything
            if (
                earlier["generated"] < result["generated"]
                and earlier["level"] == result["level"]
                and names & {camera["name"] for camera in earlier["cameras"]}
            ):
                return path, earlier
    return None


def _candidates(folders: Iterable[str], own: set[str]) -> Iterator[tuple[str, str]]:
    """When each result file was made, and its path."""
    for folder in dict.fromkeys(os.path.realpath(folder) for folder in folders):
        try:
            names = sorted(os.listdir(folder), reverse=True)[:_MAX_FILES]
        except OSError:
            continue
        for name in names:
            path = os.path.join(folder, name)
            if name.endswith(".json") and os.path.realpath(path) not in own and os.path.isfile(path):
                moment = _head(path)
                if moment:
                    yield moment, path


def _head(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            text = stream.read(_HEAD)
    except OSError:
        return ""
    found = _MOMENT.search(text)
    return found[1] if found and _SCHEMA.search(text) else ""
