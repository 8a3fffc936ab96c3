# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Whether what a file holds is the result of an audit: its shape, before anything is made of it (docs/schemas/audit-1.json).

A result file may have come a long way, and reports are opened in browsers and read by other programs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._errors import FileProblem
from .words import LEVELS, METHODS, RESULTS, SEVERITIES

_LABEL = "result file of an audit"
_ID = re.compile(r"NC-(?:\d+|[A-Z])\.\d+")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_ACCESS = ("settings", "probes", "none")


class _Wrong(Exception):
    """Where, and what should be there."""


def check_shape(result: Mapping[str, Any], path: str) -> None:
    """Raises FileProblem with the first place at which C(result), read from C(path), is not as the schema says."""
    try:
        _run(result)
    except _Wrong as wrong:
        raise FileProblem(f"{path} is damaged: {wrong}", setting=_LABEL, hint="Audit again.") from None


def _run(result: Mapping[str, Any]) -> None:
    keys = ("schema", "generated", "collection", "level", "score", "coverage", "counts", "controls", "cameras")
    _dict(result, "it", keys, ("sources", "drift"))
    _text(result["collection"], "collection")
    _word(result["level"], "level", LEVELS)
    if not isinstance(result["generated"], str) or not _MOMENT.fullmatch(result["generated"]):
        raise _Wrong("generated is no time in UTC")
    _score(result["score"], "score")
    _score(result["coverage"], "coverage")
    _counts(result["counts"], "counts")
    controls = [_control(control, f"controls[{n}]") for n, control in enumerate(_list(result["controls"], "controls"))]
    if len(set(controls)) != len(controls):
        raise _Wrong("a control is there twice")
    names = [_camera(camera, f"cameras[{n}]", controls) for n, camera in enumerate(_list(result["cameras"], "cameras"))]
    if len(set(names)) != len(names):
        raise _Wrong("a camera is there twice")
    for number, source in enumerate(_list(result.get("sources", []), "sources")):
        _source(source, f"sources[{number}]")


def _source(source: Any, place: str) -> None:
    _dict(source, place, ("file", "generated", "cameras", "replaced"))
    for key in ("file", "generated"):
        _text(source[key], f"{place}.{key}")
    _number(source["cameras"], f"{place}.cameras")
    for name in _list(source["replaced"], f"{place}.replaced"):
        _text(name, f"{place}.replaced")


def _control(control: Any, place: str) -> str:
    keys = (
        "id",
        "title",
        "chapter",
        "pages",
        "menu",
        "severity",
        "level",
        "method",
        "remediation",
        "references",
        "source",
    )
    _dict(control, place, keys)
    if not isinstance(control["id"], str) or not _ID.fullmatch(control["id"]):
        raise _Wrong(f"{place}.id is no id of a control")
    for key in ("title", "chapter", "source"):
        _text(control[key], f"{place}.{key}")
    for key in ("pages", "menu"):
        for family, text in _dict(control[key], f"{place}.{key}").items():
            _text(family, f"{place}.{key}")
            _text(text, f"{place}.{key}")
    _word(control["severity"], f"{place}.severity", SEVERITIES)
    _word(control["level"], f"{place}.level", LEVELS)
    _word(control["method"], f"{place}.method", METHODS)
    _texts(control["remediation"], f"{place}.remediation", ("variable", "value"))
    for reference in _list(control["references"], f"{place}.references"):
        _texts(_dict(reference, f"{place}.references"), f"{place}.references", ("standard", "id", "mapping"))
    return str(control["id"])


def _camera(camera: Any, place: str, controls: list[str]) -> str:
    keys = ("name", "address", "model", "family", "firmware", "site", "reached", "access", "message", "score", "coverage",
            "counts", "certificate", "results")  # fmt: skip
    _dict(camera, place, keys)
    for key in ("name", "address", "site", "message"):
        _text(camera[key], f"{place}.{key}")
    for key in ("model", "family", "firmware"):
        if camera[key] is not None:
            _text(camera[key], f"{place}.{key}")
    if not isinstance(camera["reached"], bool):
        raise _Wrong(f"{place}.reached is neither true nor false")
    _word(camera["access"], f"{place}.access", _ACCESS)
    _score(camera["score"], f"{place}.score")
    _score(camera["coverage"], f"{place}.coverage")
    _counts(camera["counts"], f"{place}.counts")
    _certificate(camera["certificate"], f"{place}.certificate")
    results = _list(camera["results"], f"{place}.results")
    for number, one in enumerate(results):
        _judgement(one, f"{place}.results[{number}]")
    if [one["control"] for one in results] != controls:
        raise _Wrong(f"{place}.results are not those of the controls")
    return str(camera["name"])


def _certificate(found: Any, place: str) -> None:
    if found is None:
        return
    _dict(found, place, ("names", "issuer", "not_after", "days_left", "status", "grade"))
    for name in _list(found["names"], f"{place}.names"):
        _text(name, f"{place}.names")
    for key in ("issuer", "not_after", "status", "grade"):
        _text(found[key], f"{place}.{key}")
    days = found["days_left"]
    if days is not None and (isinstance(days, bool) or not isinstance(days, int)):
        raise _Wrong(f"{place}.days_left is no number of days")


def _judgement(one: Any, place: str) -> None:
    _dict(one, place, ("control", "result", "evidence", "disagree", "fix", "waiver", "attestation"))
    _text(one["control"], f"{place}.control")
    _word(one["result"], f"{place}.result", RESULTS)
    for item in _list(one["evidence"], f"{place}.evidence"):
        _texts(_dict(item, f"{place}.evidence"), f"{place}.evidence", ("kind", "seen", "wanted"))
    if not isinstance(one["disagree"], bool):
        raise _Wrong(f"{place}.disagree is neither true nor false")
    _text(one["fix"], f"{place}.fix")
    _texts(one["waiver"], f"{place}.waiver", ("reason", "expires"))
    _texts(one["attestation"], f"{place}.attestation", ("by", "date"))


# -- pieces ----------------------------------------------------------------------------------------------------------------


def _dict(value: Any, place: str, keys: tuple[str, ...] = (), more: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """An object with C(keys), and nothing else but C(more); without C(keys) whatever it has."""
    if not isinstance(value, Mapping):
        raise _Wrong(f"{place} is no object")
    missing = [key for key in keys if key not in value]
    if missing:
        raise _Wrong(f"{place} lacks {', '.join(missing)}")
    unknown = [str(key)[:40] for key in value if keys and key not in keys and key not in more]
    if unknown:
        raise _Wrong(f"{place} has {unknown[0]!r}, which no result has")
    return value


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise _Wrong(f"{place} is no list")
    return value


def _text(value: Any, place: str) -> None:
    if not isinstance(value, str):
        raise _Wrong(f"{place} is no text")


def _texts(value: Any, place: str, keys: tuple[str, ...]) -> None:
    """An object of texts, or nothing."""
    if value is not None:
        for key in keys:
            _text(_dict(value, place, keys)[key], f"{place}.{key}")


def _word(value: Any, place: str, words: tuple[str, ...]) -> None:
    if value not in words:
        raise _Wrong(f"{place} is none of {', '.join(words)}")


def _score(value: Any, place: str) -> None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100):
        raise _Wrong(f"{place} is no number from 0 to 100")


def _counts(value: Any, place: str) -> None:
    for count in _dict(value, place, RESULTS).values():
        _number(count, place)


def _number(value: Any, place: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _Wrong(f"{place} is no number")
