# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Results of several runs as one: the slices of one job, a slice that was run again, one site after the other."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from .._errors import FileProblem
from . import score as scores

_LABEL = "result files of an audit"
#: The control that compares the cameras of one run (fleet.py).
_COMPARED = "NC-1.3"
_MAX_NAMED = 5


def merge(files: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """One result out of pairs of path and result (C(read_result), C(check_shape)).

    A camera that is in several files is taken from the newest, and from the later in C(files) where they are of the same second.
    C(sources) of what is returned tells which file gave how many cameras, and which cameras of it were replaced by newer ones.
    Raises FileProblem for no file at all, and when levels or controls differ, because scores could not be compared.
    """
    if not files:
        raise FileProblem("there is no file", setting=_LABEL)
    if len(files) == 1:
        return dict(files[0][1])
    _same_measure(files)
    # stable: the later of two of the same second stands later
    ordered = sorted(files, key=lambda file: str(file[1]["generated"]))
    taken: dict[str, tuple[int, Mapping[str, Any]]] = {}
    for number, (_path, result) in enumerate(ordered):
        for camera in result["cameras"]:
            taken[camera["name"]] = (number, camera)
    cameras = [_noted(camera) for _name, (_number, camera) in sorted(taken.items())]
    newest = ordered[-1][1]
    return {
        **{key: newest[key] for key in ("schema", "generated", "collection", "level")},
        "score": scores.mean(camera["score"] for camera in cameras),
        "coverage": scores.mean(camera["coverage"] for camera in cameras),
        "counts": scores.total(camera["counts"] for camera in cameras),
        "controls": newest["controls"],
        "cameras": cameras,
        "sources": [_source(number, path, result, taken) for number, (path, result) in enumerate(ordered)],
    }


def remarks(result: Mapping[str, Any]) -> list[str]:
    """What a reader must know of a result that was merged; nothing of one that was not."""
    sources = result.get("sources") or []
    if len(sources) < 2:
        return []
    said = [f"Merged from {len(sources)} result files; {_COMPARED} compares cameras of the same file only."]
    for source in sources:
        names = source["replaced"]
        if names:
            shown = f"{', '.join(names[:_MAX_NAMED])}{f' and {len(names) - _MAX_NAMED} others' if len(names) > _MAX_NAMED else ''}"
            said.append(f"In several files, taken from a newer one than {source['file']}: {shown}.")
    return said


def _same_measure(files: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    first_path, first = files[0]
    measure = [(control["id"], control["severity"]) for control in first["controls"]]
    for path, result in files[1:]:
        if result["level"] != first["level"]:
            raise FileProblem(
                f"{first_path} is of level {first['level']} and {path} of level {result['level']}",
                setting=_LABEL,
                hint="Audit all cameras at one level.",
            )
        if [(control["id"], control["severity"]) for control in result["controls"]] != measure:
            raise FileProblem(
                f"{first_path} and {path} do not have the same controls "
                f"(versions {first['collection']} and {result['collection']} of the collection)",
                setting=_LABEL,
                hint="Audit all cameras with one version.",
            )


def _source(
    number: int, path: str, result: Mapping[str, Any], taken: Mapping[str, tuple[int, Mapping[str, Any]]]
) -> dict[str, Any]:
    names = [camera["name"] for camera in result["cameras"]]
    kept = [name for name in names if taken[name][0] == number]
    return {
        "file": os.path.basename(path),
        "generated": result["generated"],
        "cameras": len(kept),
        "replaced": sorted(set(names) - set(kept)),
    }


def _noted(camera: Mapping[str, Any]) -> dict[str, Any]:
    """A comparison among the cameras of one file says nothing of those in other files."""
    note = {"kind": "note", "seen": "compared with the cameras of its own result file only", "wanted": ""}
    results = [
        {**one, "evidence": [*(item for item in one["evidence"] if item != note), note]}
        if one["control"] == _COMPARED and one["result"] == "pass"
        else one
        for one in camera["results"]
    ]
    return {**camera, "results": results}
