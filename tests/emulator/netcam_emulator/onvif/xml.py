# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write answers and read requests. Reading is strict: order and namespace as in the schema, as picky cameras are."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from . import names
from .fault import Fault, sender

_DECLARATIONS = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in names.PREFIXES.items())
# Characters that no XML 1.0 document may hold: a log line or a name with one of them must not break an answer.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Scalar = str | int | bool


def text_of(value: Scalar) -> str:
    """Return a value as XML text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_FORBIDDEN.sub("?", str(value)))


def el(tag: str, *children: str, attributes: dict[str, Scalar] | None = None) -> str:
    """Return an element of elements; `tag` with its prefix, as `tt:User`."""
    shown = "".join(f" {name}={quoteattr(text_of(value))}" for name, value in (attributes or {}).items())
    return f"<{tag}{shown}>{''.join(children)}</{tag}>"


def leaf(tag: str, value: Scalar) -> str:
    """Return an element with text."""
    return f"<{tag}>{text_of(value)}</{tag}>"


def optional(tag: str, value: Scalar | None) -> str:
    """Return an element with text, nothing for None or an empty string."""
    return "" if value is None or value == "" else leaf(tag, value)


def envelope(body: str) -> str:
    """Return a SOAP 1.2 message."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<env:Envelope xmlns:env="{names.SOAP12}"{_DECLARATIONS}>'
        f"<env:Body>{body}</env:Body></env:Envelope>"
    )


def fault_body(fault: Fault) -> str:
    """Return a fault as body."""
    subcode = ""
    for name in reversed(fault.subcodes):
        subcode = el("env:Subcode", leaf("env:Value", name), subcode)
    return el(
        "env:Fault",
        el("env:Code", leaf("env:Value", fault.code), subcode),
        el("env:Reason", el("env:Text", text_of(fault.reason), attributes={"xml:lang": "en"})),
    )


def parse(data: bytes) -> tuple[ElementTree.Element | None, ElementTree.Element]:
    """Return the header (None without one) and the one element of the body; raises Fault."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise sender("ter:WellFormed", reason="No document type declaration here")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise sender("ter:WellFormed", reason=f"Not well-formed: {error}") from error
    if root.tag != f"{{{names.SOAP12}}}Envelope":
        raise Fault("env:VersionMismatch", (), "Not a SOAP 1.2 envelope")
    header = root.find(f"{{{names.SOAP12}}}Header")
    body = root.find(f"{{{names.SOAP12}}}Body")
    if body is None or len(body) != 1:
        raise sender("ter:InvalidArgs", reason="The body must hold one element")
    return header, body[0]


def split(tag: str) -> tuple[str, str]:
    """Split `{namespace}name`."""
    namespace, _unused, name = tag.rpartition("}")
    return namespace.lstrip("{"), name


class Reader:
    """The children of one element, taken in the order of the schema; anything else is a fault."""

    def __init__(self, element: ElementTree.Element, namespace: str) -> None:
        self.element = element
        self._namespace = namespace
        # the places for extensions are of no interest; in the security service the word names X.509 extensions too
        self._children = [child for child in element if split(child.tag)[1] != "Extension" or namespace == names.TAS]

    def many(self, name: str, inner: str = names.TT) -> list[Reader]:
        """Take all elements of a name that come next; `inner` is the namespace of their children."""
        wanted = f"{{{self._namespace}}}{name}"
        taken = []
        while self._children and self._children[0].tag == wanted:
            taken.append(Reader(self._children.pop(0), inner))
        return taken

    def maybe(self, name: str, inner: str = names.TT) -> Reader | None:
        """Take an element that may be missing."""
        wanted = f"{{{self._namespace}}}{name}"
        if self._children and self._children[0].tag == wanted:
            return Reader(self._children.pop(0), inner)
        return None

    def one(self, name: str, inner: str = names.TT) -> Reader:
        """Take a required element."""
        found = self.maybe(name, inner)
        if found is None:
            near = f", found {self._children[0].tag}" if self._children else ""
            raise sender("ter:InvalidArgs", reason=f"{name} is required here{near}")
        return found

    def end(self) -> None:
        """Nothing may be left."""
        if self._children:
            raise sender("ter:TagMismatch", reason=f"Unexpected or misplaced element {self._children[0].tag}")

    @property
    def value(self) -> str:
        """Text of this element."""
        return (self.element.text or "").strip()

    @property
    def boolean(self) -> bool:
        """Text as xs:boolean."""
        if self.value not in ("true", "false", "1", "0"):
            raise sender("ter:InvalidArgVal", reason=f"{self.value!r} is no boolean")
        return self.value in ("true", "1")

    @property
    def integer(self) -> int:
        """Text as xs:int."""
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", self.value):
            raise sender("ter:InvalidArgVal", reason=f"{self.value!r} is no number")
        return int(self.value)

    def word(self, *words: str) -> str:
        """Text as one of these words."""
        if self.value not in words:
            raise sender("ter:InvalidArgVal", reason=f"{self.value!r} is none of {', '.join(words)}")
        return self.value

    def text(self, name: str) -> str:
        """Take a required element and return its text."""
        return self.one(name).value

    def maybe_text(self, name: str) -> str | None:
        """Take an element that may be missing and return its text."""
        found = self.maybe(name)
        return None if found is None else found.value

    def texts(self, name: str) -> list[str]:
        """Take all elements of a name and return their texts."""
        return [found.value for found in self.many(name)]
