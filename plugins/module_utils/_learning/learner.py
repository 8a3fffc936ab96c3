# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What the learner is: recordings and checklists in, findings out. It never puts a value of the camera into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .choices import complete_choices
from .expected import Expected, expected_of
from .gather import timeline_of
from .har import Notes, read_recordings
from .left_alone import learn_left_alone
from .matching import Finding, Matches, match_markers
from .reading import Reader, reader_of
from .rounds import match_words
from .rows import Table, tables_of
from .timeline import Timeline


@dataclass
class Lesson:
    """All that was found. C(findings) are by field key, C(tables) by setting id."""

    expected: Expected
    timeline: Timeline
    reader: Reader
    findings: dict[str, Finding]
    tables: dict[str, Table]
    notes: Notes


def learn(checklists: Sequence[Mapping[str, Any]], recordings: Sequence[str]) -> Lesson:
    """Read recordings by their checklists; several of each are taken together. Raises FileProblem."""
    notes = Notes()
    expected = expected_of(checklists)
    entries = read_recordings(recordings, notes)
    timeline = timeline_of(entries, expected, notes)
    found = match_markers(timeline, expected)
    matches = Matches()
    for finding in found.values():
        matches.take(finding)
    # rows first: their cells are not taken for switches of the same page
    tables = tables_of(timeline, expected, matches.found, rows=True)
    cells = {parameter for table in tables.values() for parameter in table.cells(timeline)}
    for finding in match_words(timeline, expected, found, cells).values():
        matches.take(finding)
    complete_choices(timeline, matches.found)
    tables.update(tables_of(timeline, expected, matches.found, rows=False))
    reader = reader_of(timeline)
    matches.found.update(learn_left_alone(timeline, reader, expected, matches.found))
    return Lesson(expected, timeline, reader, matches.found, tables, notes)
