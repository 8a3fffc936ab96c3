# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""XML out: a small builder that escapes. XML in: a parser for text from a stranger.

What a camera sends is untrusted. Document types and entities end the parsing at once, size, depth and number of
elements are limited, and elements are found by their local name, because some cameras answer in a wrong namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from .._errors import CameraAnswer, InvalidValue

#: A settings answer of a camera has a few kilobytes, one with all capabilities perhaps thirty.
MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 64
MAX_ELEMENTS = 50_000
MAX_ATTRIBUTES = 200

NAMESPACES: Mapping[str, str] = {
    "s": "http://www.w3.org/2003/05/soap-envelope",
    "tds": "http://www.onvif.org/ver10/device/wsdl",
    "trt": "http://www.onvif.org/ver10/media/wsdl",
    "tr2": "http://www.onvif.org/ver20/media/wsdl",
    "tas": "http://www.onvif.org/ver10/advancedsecurity/wsdl",
    "tt": "http://www.onvif.org/ver10/schema",
    "wsse": "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd",
    "wsu": "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd",
}

# what XML 1.0 cannot carry, not even escaped
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SCHEMA = NAMESPACES["tt"]


class Markup(str):
    """Text that is XML already."""

    __slots__ = ()


def _escaped(text: str) -> str:
    if _ILLEGAL.search(text):
        raise InvalidValue("the value has control characters, which this camera's interface (XML) cannot carry")
    for plain, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\r", "&#13;")):
        text = text.replace(plain, entity)
    return text


def _content(value: object) -> str:
    if isinstance(value, Markup):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return _escaped(str(value))


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """One element. C(name) has a prefix of NAMESPACES; children are Markup, or text that is escaped here."""
    inner = "".join(_content(child) for child in children)
    words = "".join(f' {key}="{_content(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{words}>{inner}</{name}>" if inner else f"<{name}{words}/>")


@dataclass
class Node:
    """One element of an answer. Names are local; C(namespace) is kept for sending it back."""

    name: str
    namespace: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    #: text before the first child, which is all the text an ONVIF element has
    text: str = ""

    def find(self, *path: str) -> Node | None:
        """The first element along this path of local names."""
        node: Node | None = self
        for name in path:
            node = next((child for child in node.children if child.name == name), None) if node else None
        return node

    def all(self, name: str) -> list[Node]:
        """Children of this local name."""
        return [child for child in self.children if child.name == name]

    def get(self, *path: str) -> str | None:
        """Text along this path, stripped; None where there is no such element."""
        found = self.find(*path)
        return None if found is None else found.text.strip()

    def walk(self) -> Iterator[Node]:
        """This element and everything below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def attribute(self, name: str) -> str | None:
        """An attribute, None where it is missing."""
        return self.attributes.get(name)


def truth(text: str | None) -> bool | None:
    """An xs:boolean; None for anything else."""
    word = (text or "").strip().lower()
    return True if word in ("true", "1") else False if word in ("false", "0") else None


def number(text: str | None) -> int | None:
    """An xs:int; None for anything else."""
    word = (text or "").strip()
    return int(word) if re.fullmatch(r"[+-]?[0-9]{1,10}", word) else None


class _Builder:
    """Builds Nodes from expat's events and counts as it goes."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._text: list[list[str]] = []
        self._elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise _bad(f"it has more than {MAX_ELEMENTS} elements")
        if len(self._open) >= MAX_DEPTH:
            raise _bad(f"it is nested deeper than {MAX_DEPTH} elements")
        if len(attributes) > MAX_ATTRIBUTES:
            raise _bad(f"an element has more than {MAX_ATTRIBUTES} attributes")
        namespace, _space, local = name.rpartition(" ")
        # ONVIF's own attributes have no namespace; what another standard adds (xsi:type) is of no use here
        words = {key: value for key, value in attributes.items() if " " not in key}
        node = Node(local, namespace, words)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)
        self._text.append([])

    def data(self, text: str) -> None:
        if self._open and not self._open[-1].children:
            self._text[-1].append(text)

    def end(self, _name: str) -> None:
        self._open.pop().text = "".join(self._text.pop())


def _bad(reason: str) -> CameraAnswer:
    return CameraAnswer(
        f"the camera's answer is no usable XML: {reason}",
        hint="Is this the camera, and does it speak ONVIF at this address? A firmware update may help.",
    )


def _no_document_type(*_unused: object) -> int:
    raise _bad("it has a document type or entities, which no ONVIF answer has")


#: What expat says of a text that ends within something: an element, a tag, a character.
_CUT_CODES = tuple(
    expat.errors.codes[word]
    for word in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)


def parse(content: bytes) -> Node:
    """The root element. Raises CameraAnswer for everything that is not plain, complete, bounded XML."""
    if not content.strip():
        raise _bad("it is empty")
    if len(content) > MAX_BYTES:
        raise _bad(f"it is longer than {MAX_BYTES} bytes")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        _no_document_type()
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    # the search above does not see other encodings than ASCII's kin; expat does
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.EntityDeclHandler = _no_document_type
    parser.ExternalEntityRefHandler = _no_document_type
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        if error.code in _CUT_CODES:
            raise _bad("it breaks off before its end") from None
        raise _bad(f"{expat.ErrorString(error.code)} in line {error.lineno}") from None
    except (LookupError, UnicodeError, ValueError):
        raise _bad("its encoding is not known") from None
    if builder.root is None:
        raise _bad("it has no element")
    return builder.root


def again(node: Node, name: str | None = None) -> Markup:
    """An element of an answer, to be sent back as part of a request: structure and values stay.

    Elements that a camera put into the namespace of a service belong into that of the schema; foreign ones stay where
    they are. C(name), with prefix, is for the outermost.
    """
    if name is None:
        wrong = node.namespace in NAMESPACES.values() or not node.namespace
        name = f"tt:{node.name}" if wrong else f"x:{node.name}"
    foreign = f' xmlns:x="{_escaped(node.namespace)}"' if name.startswith("x:") else ""
    words = "".join(f' {key}="{_escaped(value)}"' for key, value in node.attributes.items())
    inner = "".join(again(child) for child in node.children) or _escaped(node.text.strip())
    return Markup(f"<{name}{foreign}{words}>{inner}</{name}>")
