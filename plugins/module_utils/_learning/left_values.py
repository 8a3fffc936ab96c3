# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a field that nobody touched may show, and which wire values the words beside it have."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .._catalog import Setting
from .expected import wire_key
from .labels import BOX, LIST, RADIO, Labelled
from .matching import Finding
from .timeline import Timeline

#: So many others must be spelled in a way before it counts as the way of the camera.
_ENOUGH = 3
#: A checked box that has no value of its own sends this (HTML Standard, 4.10.5.1.15).
_CHECKED = "on"
_PLAIN, _JSON = "plain", "json"
_BITS = 0xFFFFFFFF


class Unfit(Exception):
    """What the field shows is not what the setting could show, or does not say enough. Never holds a value."""


@dataclass(frozen=True)
class Words:
    """C(values) are wire values by word; C(shown) is for what is spelled otherwise where it is read (C(ReadForm.values))."""

    values: Mapping[str, Any]
    shown: tuple[tuple[str, Any], ...] = ()


# -- numbers and addresses ------------------------------------------------------------------------------------------------


def check_value(setting: Setting, shown: Any, timeline: Timeline, near: Mapping[str, Any]) -> None:
    """See that it is what the recording knows of the camera. C(near) are address, mask and gateway as shown. Raises Unfit."""
    if setting.id == "http_server.http_port":
        _check_port(shown, timeline)
        return
    address, mask = _ipv4(near["address"]), _mask(near["subnet_mask"])
    if setting.id == "network.ipv4.address":
        if _ipv4(timeline.host) is None:
            raise Unfit(
                "the browser did not open the camera by its IPv4 address, so that nothing says which field shows it"
            )
        if _ipv4(shown) != _ipv4(timeline.host):
            raise Unfit("it does not show the address by which the browser opened the camera")
    elif setting.id == "network.ipv4.subnet_mask":
        if _mask(shown) is None:
            raise Unfit("it does not show a subnet mask")
    elif setting.id == "network.ipv4.default_gateway":
        gateway = _ipv4(shown)
        if address is None or mask is None:
            raise Unfit("no address and mask stand beside it, so that nothing says whether it shows a gateway")
        empty = shown in ("", None) or (gateway is not None and int(gateway) == 0)
        if not empty and (gateway is None or (int(gateway) ^ int(address)) & mask):
            raise Unfit("it does not show an address of the camera's network")
    else:
        raise Unfit("nothing says what it could show")


def _check_port(shown: Any, timeline: Timeline) -> None:
    ports = {urlsplit(one.entry.url).port or 80 for one in timeline.exchanges if one.entry.url.startswith("http://")}
    if len(ports) != 1:
        raise Unfit("the browser did not open the camera over one HTTP port, so that nothing says which field shows it")
    if isinstance(shown, bool) or str(shown) != str(ports.pop()):
        raise Unfit("it does not show the port by which the browser opened the camera")


def _ipv4(value: Any) -> ipaddress.IPv4Address | None:
    try:
        return ipaddress.IPv4Address(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _mask(value: Any) -> int | None:
    """The bits of a mask: ones, then zeros."""
    mask = _ipv4(value)
    if mask is None or int(mask) == 0:
        return None
    rest = int(mask) ^ _BITS
    return int(mask) if rest & (rest + 1) == 0 else None


# -- words ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spelling:
    """How the switches that were learned are spelled on this camera.

    C(modes) is how the value that a box has in the page travels: as it is, or as the JSON that it spells. C(absent): a box that
    is not checked is not sent. C(true_is_on): a JSON true switches on.
    """

    modes: frozenset[str] = frozenset()
    absent: bool = False
    true_is_on: bool = False

    @classmethod
    def of(cls, switches: Iterable[tuple[Finding, Labelled]]) -> Spelling:
        """Only what holds for all of them, and for enough."""
        modes = {_PLAIN, _JSON}
        boxes: dict[str, bool] = {}
        truths: dict[str, bool] = {}
        for finding, field in switches:
            setting = finding.field.setting
            if setting.kind != "switch" or any(word not in finding.values for word in setting.words):
                continue
            on, off = (finding.values[word] for word in setting.words)
            if isinstance(on, bool):
                truths[setting.id] = on
            if field.kind == BOX:
                boxes[setting.id] = off is None
                modes &= {mode for mode in modes if _same(_read(mode, _checked(field)), on)}
        enough = len(boxes) >= _ENOUGH
        return cls(
            frozenset(modes) if enough else frozenset(),
            enough and all(boxes.values()),
            len(truths) >= _ENOUGH and all(truths.values()),
        )

    def on(self, box: Labelled, off: Any) -> Any:
        """What a box sends when it is checked, where C(off) is what it sends when it is not. None when that is not known."""
        read = [_read(mode, _checked(box)) for mode in sorted(self.modes)]
        found = {wire_key(value): value for value in read if off is None or type(value) is type(off)}
        if len(found) == 1:
            return next(iter(found.values()))
        return True if off is False and self.true_is_on and not found else None


def words_of_options(setting: Setting, guide: str, field: Labelled, shown: Any, sent: Any, spelling: Spelling) -> Words:
    """The words of a list, of radio buttons, or of a box that is not checked. C(sent) is None when it was not sent. Raises Unfit."""
    if field.kind == BOX and setting.kind == "switch":
        return _box(setting, field, shown, sent, spelling)
    if field.kind not in (LIST, RADIO):
        raise Unfit("its field has no words to choose from")
    if shown in (None, "") or (sent is not None and not _same(sent, shown)):
        raise Unfit("what its page sends is not what it shows")
    wires = _wires([value for value, _text in field.options], shown)
    texts = [_tokens(text) for _value, text in field.options]
    words = setting.words if setting.kind == "switch" else setting.limits[guide].choices
    found = {word: wires[at] for word, at in _matched(words, texts).items()}
    if len({wire_key(value) for value in found.values()}) != len(found):
        raise Unfit("two of its words have one value")
    if len(found) < 2:
        raise Unfit("the words that its page prints are not those of the guide")
    return Words(found)


def _box(setting: Setting, field: Labelled, shown: Any, sent: Any, spelling: Spelling) -> Words:
    on_word, off_word = setting.words
    if shown is not None and sent is not None and not _same(sent, shown):
        raise Unfit("what its page sends is not what it shows")
    if shown is None and sent is None:
        if not spelling.absent:
            raise Unfit("nothing says what its box sends when it is not checked")
        return Words({on_word: _checked(field), off_word: None})
    off = shown if sent is None else sent
    on = spelling.on(field, off)
    if on is None:
        raise Unfit("nothing says what its box sends when it is checked")
    if _same(on, off):
        raise Unfit("it is switched on, so that nothing says what its box sends when it is not checked")
    if shown is not None:
        return Words({on_word: on, off_word: off})
    return Words(
        {on_word: on, off_word: off}, tuple(sorted([(wire_key(on), _checked(field)), (wire_key(off), None)], key=str))
    )


def _matched(words: Iterable[str], texts: list[list[str]]) -> dict[str, int]:
    """Words by the number of their option: the same, and the one that is left where it has the word in it."""
    wanted = {word: word.split("_") for word in words}
    found: dict[str, int] = {}
    for word, parts in wanted.items():
        same = [at for at, text in enumerate(texts) if "".join(text) == "".join(parts)]
        if len(same) == 1:
            found[word] = same[0]
        elif same:
            raise Unfit("its page prints one word several times")
    left = [at for at in range(len(texts)) if at not in found.values()]
    missing = [word for word in wanted if word not in found]
    if len(left) == len(missing) == 1:
        inside = [word for word, parts in wanted.items() if set(parts) <= set(texts[left[0]])]
        if inside == missing:
            found[missing[0]] = left[0]
    return found


def _tokens(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def _wires(options: list[str], shown: Any) -> list[Any]:
    """Values of a list as they travel: what is shown is one of them, and tells how they are spelled."""
    for mode in (_PLAIN, _JSON):
        read = [_read(mode, option) for option in options]
        if any(_same(value, shown) for value in read) and all(type(value) is type(shown) for value in read):
            return read
    raise Unfit("its list does not offer what its page shows")


def _checked(box: Labelled) -> str:
    return box.options[0][0] or _CHECKED


def _read(mode: str, text: str) -> Any:
    if mode == _PLAIN:
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)
