# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""One camera's entry in the result file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from . import score as scores
from .control import Control
from .judge import Papers, judge
from .outlook import certificate
from .scene import Scene
from .words import NOTE, UNKNOWN

#: Longest message, in characters.
_MAX_MESSAGE = 500


def entry(
    scene: Scene, controls: Sequence[Control], papers: Papers, *, name: str, address: str, site: str, message: str = ""
) -> dict[str, Any]:
    """A camera that was reached."""
    return counted(
        {
            "name": name,
            "address": address,
            "model": scene.facts.model,
            "family": scene.family,
            "firmware": scene.facts.firmware,
            "site": site,
            "reached": True,
            "access": "settings" if scene.inside else "probes",
            "message": message[:_MAX_MESSAGE],
            "certificate": certificate(scene),
            "results": judge(scene, controls, papers),
        },
        controls,
    )


def not_reached(controls: Sequence[Control], *, name: str, address: str, site: str, message: str) -> dict[str, Any]:
    """A camera of which nothing is known: so all its results are unknown, and its score is 0."""
    results = [
        {
            "control": control.id,
            "result": UNKNOWN,
            "evidence": [{"kind": NOTE, "seen": "the camera was not reached", "wanted": ""}],
            "disagree": False,
            "fix": "",
            "waiver": None,
            "attestation": None,
        }
        for control in controls
    ]
    return counted(
        {
            "name": name,
            "address": address,
            "model": None,
            "family": None,
            "firmware": None,
            "site": site,
            "reached": False,
            "access": "none",
            "message": message[:_MAX_MESSAGE],
            "certificate": None,
            "results": results,
        },
        controls,
    )


def counted(camera: Mapping[str, Any], controls: Sequence[Control]) -> dict[str, Any]:
    """The entry with score, coverage and counts that follow from its results."""
    severity = {control.id: control.severity for control in controls}
    judged = [(severity[result["control"]], result["result"]) for result in camera["results"]]
    return {
        **camera,
        "score": scores.score(judged),
        "coverage": scores.coverage(judged),
        "counts": scores.counts(result for _severity, result in judged),
    }
