# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""How the names of a page's fields come back in requests: shown by the settings that the checklist taught."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._catalog import Setting
from .checklist import page_of
from .expected import Expected
from .labels import Labelled, labelled_fields, plain
from .matching import LEARNED, Finding
from .reading import Reader, ReadForm
from .timeline import Timeline

_SEPARATORS = ("/", ".")
Document = Sequence[Labelled]


class Misnamed(Exception):
    """Settings of one page of which some go by the names of the page's fields, and some by others."""


@dataclass(frozen=True)
class Mate:
    """A setting that the checklist taught, with its field on a page: C(prefix) stands before the field's name on the wire."""

    finding: Finding
    field: Labelled
    prefix: str
    form: ReadForm | None
    read_prefix: str | None


class Names:
    """The pages of a recording with their fields, and the learned settings that stand on them."""

    def __init__(self, timeline: Timeline, reader: Reader, expected: Expected, findings: Mapping[str, Finding]) -> None:
        self._guide = expected.guide
        self._learned = [
            finding for finding in findings.values()
            if finding.state == LEARNED and len(finding.places) == 1 and not finding.field.row and not finding.field.index
        ]  # fmt: skip
        self._asked = {one.setting.menu_path(expected.guide) for one in expected.fields()}
        self._forms = {finding.field.key: reader.find(finding.place) for finding in self._learned}
        self.documents = list(_documents(timeline))
        #: on any page
        self.mates = [mate for document in self.documents for mate in self._on(document, None)[0]]

    def with_label(self, setting: Setting) -> list[Document]:
        """Pages that have a field with the label of this setting."""
        label = plain(setting.label_for(self._guide))
        return [document for document in self.documents if any(one.label == label for one in document)]

    def company(self, setting: Setting, document: Document) -> list[Mate]:
        """Learned settings of its section, else of its page where the guide asks for no others in the section."""
        path = setting.menu_path(self._guide)
        mates, misfits = self._on(document, page_of(path))
        if mates and misfits:
            raise Misnamed
        return [mate for mate in mates if self.path_of(mate) == path] if path in self._asked else mates

    def path_of(self, mate: Mate) -> str:
        """Its menu path in the guide."""
        return mate.finding.field.setting.menu_path(self._guide)

    def _on(self, document: Document, page: str | None) -> tuple[list[Mate], int]:
        """Learned settings of one page of the guide, or of any, whose label stands on this document; how many go by another name."""
        found: list[Mate] = []
        misfits = 0
        for finding in self._learned:
            setting = finding.field.setting
            if page is not None and page_of(setting.menu_path(self._guide)) != page:
                continue
            label = plain(setting.label_for(self._guide))
            fields = [one for one in document if one.label == label]
            fitting = [
                (one, prefix) for one in fields if (prefix := _prefix(finding.place.place.name, one.key)) is not None
            ]
            if len(fitting) == 1:
                form = self._forms[finding.field.key]
                read = _prefix(form.place.name, fitting[0][0].key) if form is not None else None
                found.append(Mate(finding, *fitting[0], form, read))
            misfits += len(fields) == 1 and not fitting
        return found, misfits


def _documents(timeline: Timeline) -> Iterator[Document]:
    """Each HTML page once: of several answers the one with most fields, as the others may be a login in its place."""
    pages: dict[Any, list[str]] = {}
    for one in timeline.exchanges:
        if one.good and one.shown[0] == "html" and one.entry.answer not in pages.setdefault(one.page, []):
            pages[one.page].append(one.entry.answer)
    for texts in pages.values():
        yield max((labelled_fields(text) for text in (texts[0], texts[-1], max(texts, key=len))), key=len)


def _prefix(name: str, key: str) -> str | None:
    """What stands before the name of a page's field where it is sent or shown; None where the names differ otherwise."""
    if not name.endswith(key):
        return None
    prefix = name.removesuffix(key)
    return prefix if not prefix or prefix.endswith(_SEPARATORS) else None
