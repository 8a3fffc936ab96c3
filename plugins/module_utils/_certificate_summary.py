# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The table of certificates: per camera which one it serves, how long it lasts, how good it is, what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ._summary import aligned, named

_HEAD = ("Camera", "Certificate for", "Issued by", "Ends", "Days left", "Key", "TLS", "Baseline", "Result")


def summarize(runs: Mapping[str, Sequence[Any]], check: bool = False) -> list[dict[str, Any]]:
    """One row per camera out of the results of C(certificate_info) and, where it ran, C(certificate).

    In check mode a certificate that is due would be renewed.
    """
    return [_camera(name, results, check) for name, results in runs.items()]


def _camera(name: str, results: Sequence[Any], check: bool) -> dict[str, Any]:
    seen = [result for result in results if isinstance(result, Mapping) and not result.get("skipped")]
    row: dict[str, Any] = {"camera": name, "status": "not reached", "certificate": None, "tls": None, "message": ""}
    if not seen:
        return row
    with_certificate = [result["certificate"] for result in seen if isinstance(result.get("certificate"), Mapping)]
    if with_certificate:
        # what the first one saw, and over it what the later ones brought about
        merged: dict[str, Any] = {}
        for found in with_certificate:
            merged.update({key: value for key, value in found.items() if value is not None or key not in merged})
        row["certificate"] = {key: value for key, value in merged.items() if key != "tls"}
        row["tls"] = merged.get("tls")
    failed = next((result for result in seen if result.get("failed") or result.get("unreachable")), None)
    if failed is not None:
        row.update(status="failed", message=str(failed.get("msg", "")))
    elif any(result.get("changed") for result in seen):
        row["status"] = "would renew" if check else "renewed"
    elif row["certificate"] is not None:
        row["status"] = str(row["certificate"].get("status", "ok"))
    return row


def table(cameras: Sequence[Mapping[str, Any]]) -> list[str]:
    """The table as lines of text; what is most urgent stands first."""
    urgent = sorted(cameras, key=lambda row: (_days(row), str(row["camera"])))
    lines = aligned(_HEAD, [_cells(row) for row in urgent])
    return lines + [named(row["camera"], row["message"]) for row in urgent if row["message"]]


def _days(row: Mapping[str, Any]) -> float:
    days = (row["certificate"] or {}).get("days_left")
    return float("-inf") if days is None else float(days)


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    found = row["certificate"] or {}
    tls = row["tls"] or {}
    names = found.get("names") or ([found["common_name"]] if found.get("common_name") else [])
    issuer = "itself" if found.get("self_signed") else str(found.get("issuer") or "-")
    key = f"{found['key_type']} {found['key_size']}" if found.get("key_type") else "-"
    meets = (tls.get("grade") or {}).get("meets_baseline")
    return (
        str(row["camera"]),
        ", ".join(names[:2]) + (" ..." if len(names) > 2 else "") or "-",
        issuer.removeprefix("CN="),
        str(found.get("not_after") or "-")[:10],
        "-" if found.get("days_left") is None else str(found["days_left"]),
        key,
        str(tls.get("version") or "-"),
        "-" if meets is None else "meets" if meets else "below",
        str(row["status"]),
    )
