# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The operations of a lesson as parts of C(interface) in a profile of either format (docs/code_maps.md, docs/web_profiles.md).

What a profile could not do without its counterpart is left out with it: a request that nobody can fetch, a certificate that no
list would show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from .._catalog import FAMILY_PRE2022
from .acts import Act, Finder
from .asked import REQUEST, pem_blocks, shown_names
from .cert_list import date_format_of, find_list
from .cert_rows import CertificateList
from .exchange import Place
from .learner import Lesson
from .matching import AMBIGUOUS, LEARNED, NOT_SEEN
from .surroundings import find_success

#: Placeholders that a request is of no use without (`_profile_certificates.py`).
_NEEDS = {
    "certificates.create_self_signed": ("common_name", "start_date", "end_date"),
    "certificates.create_request": ("common_name",),
    "certificates.backup": ("encryption_password",),
    "certificates.restore": ("encryption_password",),
    "certificates.install": ("passphrase",),
    "certificates.select": ("id",),
    "certificates.delete": ("id",),
    "dot1x.install_key": ("passphrase",),
    "dot1x.select": ("id",),
}
#: Operation, what it needs beside it, and why. Each list is of alternatives; C(list) is the list of certificates.
_WITH = (
    ("certificates.install_server", ("certificates.show_server", "list"), "no answer shows what is installed"),
    ("certificates.create_request", ("certificates.show_request",), "the request could not be fetched"),
    ("certificates.create_request", ("certificates.install_server",), "its answer could not be installed yet"),
    ("certificates.show_request", ("certificates.create_request",), "there is no request to show yet"),
    ("certificates.install", ("list",), "no list shows what is installed"),
    ("certificates.select", ("list",), "no list shows what can be chosen"),
    ("certificates.delete", ("list",), "no list shows what can be deleted"),
    ("dot1x.install_client", ("dot1x.install_key",), "a certificate without its key is of no use"),
    ("dot1x.select", ("in_use_dot1x",), "no list shows what was chosen"),
)


class Form(Protocol):
    """How a format writes an operation, and the list. A text is the reason why it cannot."""

    def act(self, act: Act) -> dict[str, Any] | str:
        """The request of an operation with its placeholders and files."""

    def listing(self, found: CertificateList) -> dict[str, Any] | str:
        """The list with its columns."""

    def shown(self, act: Act, fields: Mapping[str, Place]) -> dict[str, Any]:
        """Places of an answer without PEM."""


class Acts:
    """The operations of one lesson. C(found) is by operation."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        questions, timeline = lesson.expected.questions, lesson.timeline
        finder = Finder(timeline, questions, find_success(timeline))
        self.found = finder.find()
        self.list = find_list(lesson.reader, finder, questions, self.found)
        # what is known to be another button is not the restart
        timeline.apart |= {one.number for act in self.found.values() for one in act.exchanges}

    def interface(self, form: Form) -> dict[str, Any]:
        """C(certificates), C(dot1x) and C(restore), as far as they were learned."""
        listing = form.listing(self.list) if self.list is not None else "no page lists certificates"
        parts: dict[str, dict[str, Any]] = {}
        for operation, act in self.found.items():
            if act.state != LEARNED:
                continue
            made = self._missing(act) or form.act(act)
            if isinstance(made, str):
                act.open(made)
                continue
            if operation == "certificates.show_server":
                made = {**made, **self._shown(act, form)}
            parts[operation] = made
        self._together(parts, listing)
        result: dict[str, Any] = {}
        for operation, made in parts.items():
            section, _dot, key = operation.rpartition(".")
            (result.setdefault(section, {}) if section else result)[key] = made
        if isinstance(listing, dict) and self.list is not None:
            result["certificates"] = {"list": listing, **result.get("certificates", {})}
        if "certificates" in result and self._lesson.expected.guide == FAMILY_PRE2022:
            # its page has the button [Reboot] (guide p. B-17): a restart too many does no harm
            result["certificates"] = {"restart": True, **result["certificates"]}
        return result

    @staticmethod
    def _missing(act: Act) -> str | None:
        lacking = [name for name in _NEEDS.get(act.operation, ()) if name not in act.fills.values()]
        return (
            f"no field of the request holds the {lacking[0].replace('_', ' ')} as it was entered" if lacking else None
        )

    def _together(self, parts: dict[str, Any], listing: dict[str, Any] | str) -> None:
        present = {"list"} if isinstance(listing, dict) else set()
        if self.list is not None and present and "in_use_dot1x" in (*self.list.columns, *self.list.beside):
            present.add("in_use_dot1x")
        changing = True
        while changing:
            changing = False
            for operation, others, why in _WITH:
                if operation in parts and not any(other in parts or other in present for other in others):
                    del parts[operation]
                    self.found[operation].open(why)
                    changing = True

    def _shown(self, act: Act, form: Form) -> dict[str, Any]:
        """Where the answer shows name and dates beside, or in place of, the certificate."""
        materials = {str(one["common_name"]): one for one in self._lesson.expected.questions.materials}
        fields: dict[str, Place] = {}
        answers = [(materials[name], one.shown[1]) for one in act.exchanges for name in materials
                   if name in shown_names(one.entry.answer, "CERTIFICATE") or name in one.shown[1].values()]  # fmt: skip
        names = (
            [place for place in answers[0][1] if all(shown.get(place) == one["common_name"] for one, shown in answers)]
            if answers
            else []
        )
        if len(names) != 1:
            return {}
        fields["common_name"] = names[0]
        form_of_dates = ""
        for name in ("start_date", "end_date"):
            for place in answers[0][1]:
                form_found = date_format_of([(shown.get(place), str(one[name])) for one, shown in answers])
                if form_found and form_found == (form_of_dates or form_found):
                    fields[name], form_of_dates = place, form_found
                    break
        made = form.shown(act, fields)
        return {**made, **({"date_format": form_of_dates} if made and form_of_dates else {})}

    def signing_request(self) -> str:
        """The last signing request that the camera showed, PEM; empty for none."""
        act = self.found.get("certificates.show_request")
        blocks = [
            block
            for one in (act.exchanges if act is not None else ())
            for label, block in pem_blocks(one.entry.answer)
            if label.endswith(REQUEST)
        ]
        return blocks[-1] + "\n" if blocks else ""

    def shown(self) -> Iterator[dict[str, Any]]:
        """For the result of the module."""
        for act in self.found.values():
            yield {
                "operation": act.operation,
                "label": act.asked.label,
                "menu_path": act.asked.menu_path,
                "state": act.state.replace(" ", "_"),
                "step": act.asked.step,
                "requests": [one.number for one in act.exchanges][:20],
                "why": act.why,
            }

    def left(self) -> list[str]:
        """Operations that another checklist should ask for."""
        return [operation for operation, act in self.found.items() if act.state in (AMBIGUOUS, NOT_SEEN)]
