# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The buttons that checklists ask to be pressed, and how each is recognised: by names of files, by texts, by what an answer shows."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any, NamedTuple

from .._certificates.crypto import HAS_CRYPTOGRAPHY, UNREADABLE, x509
from .._certificates.facts import common_name
from .exchange import Exchange, Place

_PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]{4,40})-----[A-Za-z0-9+/=\s]{40,60000}-----END \1-----")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_SHORTEST, _LONGEST = 200, 400_000
#: Labels of PEM (RFC 7468).
CERTIFICATE, REQUEST = "CERTIFICATE", "CERTIFICATE REQUEST"
_KEY, _CRL = "PRIVATE KEY", "X509 CRL"


@dataclass(frozen=True)
class Asked:
    """One step. C(sheet) is C(checklist number/sheet); C(material) is the entry of the checklist, C(row) the name in a list."""

    sheet: str
    step: int
    operation: str
    label: str
    menu_path: str
    material: Mapping[str, Any] | None = None
    files: Mapping[str, str] = made_by(default_factory=dict)
    texts: Mapping[str, str] = made_by(default_factory=dict, repr=False)
    button: str = ""

    @property
    def name(self) -> str:
        """The name that a certificate of this step has; empty where it is about none."""
        return str(self.material["common_name"]) if self.material is not None else ""


class Carried(NamedTuple):
    """Something of a material in a request: C(role) as in C(files) of the material, C(where) a place, or a file's field as C(file)."""

    name: str
    role: str
    where: Place


@dataclass
class Questions:
    """All of them, in the order of the checklists."""

    asked: list[Asked] = made_by(default_factory=list)
    materials: list[Mapping[str, Any]] = made_by(default_factory=list)
    _files: dict[str, tuple[str, str]] = made_by(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """Names of all materials."""
        return {str(one["common_name"]) for one in self.materials}

    @property
    def secrets(self) -> set[str]:
        """Passphrases and passwords."""
        return {
            text
            for one in self.asked
            for name, text in one.texts.items()
            if name in ("passphrase", "encryption_password")
        }

    def carried(self, exchange: Exchange) -> list[Carried]:
        """Files of materials in a request: by the name of the file, else by what is in it, as a file or as text."""
        found: list[Carried] = []
        keys: list[Place] = []
        files = [(Place("file", one.field), one.content, self._files.get(one.name)) for one in exchange.files]
        texts = [(place, plain_text(value), None) for place, value in exchange.fields.items() if isinstance(value, str)]
        for place, content, known in (*files, *texts):
            seen = known or self._content(content)
            if seen is not None:
                found.append(Carried(*seen, place))
            elif _is_key(content):
                keys.append(place)
        if len(keys) == len(found) == 1 and found[0].role == "certificate":
            # a key does not say whose it is, but travels with its certificate
            found.append(Carried(found[0].name, "key", keys[0]))
        return found

    def concerns(self, exchange: Exchange) -> bool:
        """Whether a request carries a file or a text of a step."""
        if self.carried(exchange):
            return True
        texts = {text for one in self.asked for text in one.texts.values() if len(text) > 2}
        return any(isinstance(value, str) and value in texts for value in exchange.fields.values())

    def _content(self, text: str) -> tuple[str, str] | None:
        """Name and role of PEM text with a certificate or a revocation list in it."""
        if "-----BEGIN" not in text:
            return None
        known = self.names & shown_names(text, CERTIFICATE)
        if len(known) == 1:
            return known.pop(), "pem" if _is_key(text) else "certificate"
        issuers = {name.partition("-")[0] for name in self.names & shown_names(text, _CRL)}
        lists = [one["common_name"] for one in self.materials if one["kind"] == "crl"]
        mine = [name for name in lists if name.partition("-")[0] in issuers]
        return (mine[0], "crl") if len(mine) == 1 else None

    def add(self, number: int, checklist: Mapping[str, Any]) -> None:
        """Take the steps of a checklist."""
        raw = checklist.get("materials", ())
        materials = {str(one["name"]): one for one in raw if _is_material(one)} if isinstance(raw, list) else {}
        self.materials += materials.values()
        for one in materials.values():
            for role, name in one.get("files", {}).items():
                self._files[str(name)] = (str(one["common_name"]), str(role))
        for step in checklist["steps"]:
            if step["kind"] == "operation":
                self.asked.append(
                    Asked(
                        sheet=f"{number}/{step['sheet']}",
                        step=step["number"],
                        operation=str(step.get("operation", "")),
                        label=str(step.get("label", "")),
                        menu_path=str(step.get("menu_path", "")),
                        material=materials.get(str(step.get("material"))),
                        files=dict(_pairs(step.get("files"), "role", "file")),
                        texts=dict(_pairs(step.get("texts"), "name", "marker")),
                        button=str(step.get("button", "")),
                    )
                )


def questions_of(checklists: Iterable[Mapping[str, Any]]) -> Questions:
    """The questions of all checklists of a lesson."""
    questions = Questions()
    for number, checklist in enumerate(checklists, start=1):
        questions.add(number, checklist)
    return questions


def _is_material(one: Any) -> bool:
    texts = ("name", "kind", "common_name", "start_date", "end_date")
    return isinstance(one, Mapping) and all(isinstance(one.get(key), str) and one[key] for key in texts)


def _pairs(raw: Any, key: str, value: str) -> Iterator[tuple[str, str]]:
    for one in raw if isinstance(raw, list) else ():
        if isinstance(one, Mapping) and isinstance(one.get(key), str) and isinstance(one.get(value), str):
            yield one[key], one[value]


def plain_text(text: str) -> str:
    """What stands in a field: PEM that travels as base64 once more is unpacked."""
    if len(text) < _SHORTEST or not _BASE64.fullmatch(text):
        return text
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return text
    return content.decode("ascii", errors="replace") if content.startswith(b"-----BEGIN") else text


def _is_key(text: str) -> bool:
    return "-----BEGIN" in text and any(label.endswith(_KEY) for label, _block in pem_blocks(text))


def pem_blocks(text: str) -> list[tuple[str, str]]:
    """Labels and blocks of PEM in any text; in JSON or HTML the line ends may be escaped."""
    plain = text[:_LONGEST].replace("\\r", "").replace("\\n", "\n")
    return [(found[1], found[0]) for found in _PEM.finditer(plain)]


def shown_names(text: str, kind: str) -> set[str]:
    """Common names of the certificates, requests or lists (by their issuer) in a text. C(kind) is the label in PEM."""
    if not HAS_CRYPTOGRAPHY or "-----BEGIN" not in text:
        return set()
    found = set()
    for label, block in pem_blocks(text):
        if label.removeprefix("NEW ") != kind:
            continue
        data = block.replace("NEW CERTIFICATE", "CERTIFICATE").encode()
        try:
            if kind == REQUEST:
                name = x509.load_pem_x509_csr(data).subject
            elif kind == _CRL:
                name = x509.load_pem_x509_crl(data).issuer
            else:
                name = x509.load_pem_x509_certificate(data).subject
            found.add(common_name(name) or "")
        except UNREADABLE:
            continue
    return found - {""}
