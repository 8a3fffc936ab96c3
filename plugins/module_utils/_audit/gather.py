# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The results of slices together: which cameras are in none of them, and whether the whole is good enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from .._errors import FileProblem
from .controls import up_to
from .entry import not_reached
from .merge import merge
from .parcel import unpack
from .result import assemble, read_result
from .shape import check_shape

MISSING = "no result of this camera has come in; run the job of its slice again"
_LABEL = "results of an audit"


def gather(
    files: Sequence[str], parcels: Mapping[str, str], cameras: Sequence[str]
) -> tuple[dict[str, Any], list[str]]:
    """One result of all, and the names in C(cameras) that are in none of them. Those are in the result as not reached.

    Raises FileProblem when nothing has come in, or something cannot be read or merged.
    """
    found = [(path, read_result(path)) for path in dict.fromkeys(files)]
    found += [(name, unpack(name, text)) for name, text in sorted(parcels.items())]
    if not found:
        raise FileProblem(
            "no result has come in", setting=_LABEL, hint="Name files, or run the jobs of all slices again."
        )
    for name, result in found:
        check_shape(result, name)
    whole = merge(found)
    there = {camera["name"] for camera in whole["cameras"]}
    missing = [name for name in dict.fromkeys(cameras) if name not in there]
    return (_with(whole, missing) if missing else whole), missing


def _with(whole: Mapping[str, Any], missing: Sequence[str]) -> dict[str, Any]:
    controls = up_to(whole["level"])
    if [control["id"] for control in whole["controls"]] != [control.id for control in controls]:
        raise FileProblem(
            f"the results are of version {whole['collection']} of the collection, and {', '.join(missing[:5])} "
            f"{'is' if len(missing) == 1 else 'are'} missing in them",
            setting=_LABEL,
            hint="Merge with the version that made them.",
        )
    gone = [not_reached(controls, name=name, address=name, site="", message=MISSING) for name in missing]
    entries = sorted([*whole["cameras"], *gone], key=lambda camera: str(camera["name"]))
    told = assemble(
        whole["controls"],
        entries,
        level=whole["level"],
        collection=whole["collection"],
        now=datetime.fromisoformat(whole["generated"]),
    )
    return {**told, **({"sources": whole["sources"]} if "sources" in whole else {})}
