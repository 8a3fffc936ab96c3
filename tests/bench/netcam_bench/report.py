# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The table: for people, for the README, and the ratios that are aimed at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .ways import CAMERA, FLEET, MODULES, THREADS, URI

Result = Mapping[str, Any]
BEGIN, END = "<!-- begin: table of results.json -->", "<!-- end -->"
#: Ratios of CPU per camera: which way to which other, and what is aimed at where nothing is to change (issue on fleets).
RATIOS = (
    ("uri / role, per camera", URI, CAMERA, "at least 25"),
    ("uri / role, fleet", URI, FLEET, "at least 100"),
    ("modules / role, per camera", MODULES, CAMERA, "at least 20"),
    ("modules / role, fleet", MODULES, FLEET, ""),
    ("role, per camera / threads", CAMERA, THREADS, "at most 6"),
    ("role, fleet / threads", FLEET, THREADS, "at most 2"),
)
_COLUMNS = (
    "Cameras", "Delay", "Work", "Way", "Wall", "CPU per camera", "Requests", "Connections", "Logins", "Refused logins", "Memory",
)  # fmt: skip


def with_ratios(result: dict[str, Any]) -> dict[str, Any]:
    """The result with the ratios of its cells."""
    return {**result, "ratios": list(_ratios(result["cells"]))}


def _ratios(cells: Sequence[Result]) -> Iterable[dict[str, Any]]:
    done = [cell for cell in cells if not cell["left_out"]]
    places = dict.fromkeys((cell["work"], cell["fleet"], cell["delay"]) for cell in done)
    for work, fleet, delay in places:
        for label, above, below, aim in RATIOS:
            upper, lower = _found(done, above, work, fleet, delay), _found(done, below, work, fleet, delay)
            if upper is None or lower is None or not lower["cpu_per_camera"]:
                continue
            ratio = {"ratio": label, "work": work, "fleet": fleet, "delay": delay}
            ratio["value"] = round(upper["cpu_per_camera"] / lower["cpu_per_camera"], 1)
            ratio["aim"] = aim if work == "harden, nothing to change" else ""
            ratio["measured_on"] = [upper["cameras"], lower["cameras"]]
            yield ratio


def _found(cells: Sequence[Result], way: str, work: str, fleet: int, delay: float) -> Result | None:
    mine = [cell for cell in cells if (cell["way"], cell["work"]) == (way, work)]
    for cell in mine:
        if (cell["fleet"], cell["delay"]) == (fleet, delay):
            return cell
    # what runs module processes is measured once: its CPU per camera depends neither on the fleet's size nor on the delay
    return mine[0] if mine and way in (MODULES, URI) else None


def _text(cell: Result) -> list[str]:
    counts = cell["per_camera"]
    number = f"{cell['cameras']}" if cell["cameras"] == cell["fleet"] else f"{cell['cameras']} of {cell['fleet']}"
    head = [number, f"{cell['delay'] * 1000:g} ms", cell["work"], cell["way"]]
    if cell["left_out"]:
        return [*head, cell["left_out"], *[""] * (len(_COLUMNS) - len(head) - 1)]
    figures = [f"{cell['wall']:.1f} s", f"{cell['cpu_per_camera']:.3f} s"]
    figures += [f"{counts[key]:g}" for key in ("requests", "tls_handshakes", "logins", "refused_logins")]
    return [*head, *figures, f"{cell['memory']:.0f} MiB"]


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def markdown(result: Result) -> str:
    """Tables of cells and ratios."""
    machine = result["machine"]
    lines = [
        f"{machine['date']}: {machine['processors']} processors ({machine['processor']}), Python {machine['python']}, "
        f"ansible-core {machine['ansible_core']}; load average before the start {machine['load_before']:g}, "
        f"{machine['minutes']:g} minutes in all.",
        *(["", result["note"]] if result.get("note") else []),
        "",
        *_markdown(_COLUMNS, [_text(cell) for cell in result["cells"]]),
        "",
        "Ansible's start with this inventory, in the figures above: "
        + ", ".join(f"{cpu:g} s CPU with {size} cameras" for size, cpu in result["starts"].items())
        + ".",
        "",
        *_markdown(
            ("Ratio of CPU per camera", "Work", "Cameras", "Delay", "Value", "Aim"),
            [
                (
                    one["ratio"],
                    one["work"],
                    str(one["fleet"]),
                    f"{one['delay'] * 1000:g} ms",
                    f"{one['value']:g}",
                    one["aim"],
                )
                for one in result["ratios"]
            ],
        ),
    ]
    return "\n".join(lines)


def plain(result: Result) -> str:
    """The same for a terminal."""
    rows = [_COLUMNS, *[_text(cell) for cell in result["cells"]]]
    widths = [max(len(row[index]) for row in rows if row[5] or index < 4) for index in range(len(_COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.append("")
    for one in result["ratios"]:
        aim = f"  ({one['aim']})" if one["aim"] else ""
        lines.append(
            f"{one['ratio']}, {one['work']}, {one['fleet']} cameras, {one['delay'] * 1000:g} ms: {one['value']:g}{aim}"
        )
    return "\n".join(lines)


def into_readme(result: Result, readme: Path) -> None:
    """Put the tables between the marks of the README."""
    before, _begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _old, _end, after = rest.partition(END)
    readme.write_text(f"{before}{BEGIN}\n\n{markdown(result)}\n\n{END}{after}", encoding="utf-8")
