# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a catalog row is: one setting of the guide, with its words and its limits per generation.

The guide is Canon, "Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras".
Its two parts are two families: part A "released in and after 2022", part B "released before 2022". Another maker's family
has the same rows as far as its cameras have such a setting, with its own label, menu and limits (C(ipro.py)).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

FAMILY_2022 = "canon_vb_2022"
FAMILY_PRE2022 = "canon_vb_pre2022"
FAMILY_IPRO = "ipro_wv"
#: Families with a part of Canon's guide of their own.
GUIDE_FAMILIES = (FAMILY_2022, FAMILY_PRE2022)
#: Families whose labels, menus and limits the catalog knows.
FAMILIES = (*GUIDE_FAMILIES, FAMILY_IPRO)
#: Any other conformant camera: the guide's settings as far as ONVIF carries them, within the limits of either part.
FAMILY_ONVIF = "onvif"

#: The menu path of a setting on a camera whose pages nobody here knows.
OWN_PAGE = "the camera's own setting page"

#: Shown where the guide names the page but its text does not print the field's own label.
UNKNOWN_DEFAULT = None

_INDEX = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Limit:
    """Legal values of one setting on one generation. An absent family means that the generation has no such setting."""

    choices: tuple[str, ...] = ()
    min_length: int = 0
    max_length: int | None = None
    pattern: str | None = None
    pattern_says: str = ""
    ranges: tuple[tuple[int, int], ...] = ()
    #: numbers within the ranges that the camera uses itself
    reserved: tuple[tuple[int, int], ...] = ()
    count: int = 1
    rows: int = 0
    default: Any = UNKNOWN_DEFAULT


@dataclass(frozen=True)
class Column:
    """One column of a table setting, such as the address of a host row."""

    name: str
    label: str
    kind: str
    limit: Limit = field(default_factory=Limit)
    optional: bool = False


@dataclass(frozen=True)
class Setting:
    """One setting of the guide.

    C(kind) is one of switch, choice, integer, text, secret, address, clock, table.
    C(option) is the path of the module option that carries it; C([]) stands for a list whose items have an C(index).
    C(words) are the guide's words for on and off of a switch; profiles map them to what the wire wants.
    C(restart) says on which families the value takes effect only after a restart (likely, from the page's own
    [Reboot] or [Apply and reboot] button; a profile's own mark wins over it).
    C(standard) names the standard and its operation for a setting that the guide does not have: it is not tied to a family,
    and any camera whose service offers it has it. Its limits stand under FAMILY_ONVIF; it has neither menu path nor page.
    C(labels) and C(family_columns) are those of families whose pages call the setting, or limit its columns, otherwise.
    C(risk) is C(lockout) (only a factory reset helps when it goes wrong), C(connection) (the session itself moves), or empty.
    """

    id: str
    area: str
    label: str
    chapter: str
    menu: Mapping[str, str]
    limits: Mapping[str, Limit]
    kind: str
    option: str = ""
    page: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, str] = ("enable", "disable")
    restart: tuple[str, ...] = ()
    risk: str = ""
    recommended: Any = None
    columns: tuple[Column, ...] = ()
    readonly: bool = False
    indexed: bool = False
    action: bool = False
    note: str = ""
    standard: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    family_columns: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    family_notes: Mapping[str, str] = field(default_factory=dict)

    def exists_on(self, family: str | None) -> bool:
        """Whether cameras of this family have it; where the family is not of the guide, the camera itself decides."""
        return bool(self.standard) or family not in FAMILIES or family in self.limits

    def families(self) -> tuple[str, ...]:
        """Families that have this setting."""
        return tuple(name for name in FAMILIES if name in self.limits)

    def menu_path(self, family: str | None) -> str:
        """Where a person finds it on the camera's own pages."""
        # another maker's pages are called otherwise, and what the guide does not have stands on no page of it
        if family == FAMILY_ONVIF or not self.menu:
            return OWN_PAGE
        return self.menu.get(family or "") or next(iter(self.menu.values()))

    def label_for(self, family: str | None) -> str:
        """The label on the pages of this family."""
        return self.labels.get(family or "", self.label)

    def columns_for(self, family: str | None) -> tuple[Column, ...]:
        """The columns with the limits of this family."""
        return self.family_columns.get(family or "", self.columns)

    def on(self, family: str) -> Setting:
        """The row as it stands for one family."""
        label, columns = self.label_for(family), self.columns_for(family)
        # mostly nothing differs, and this is asked for each value of each camera
        if label == self.label and columns is self.columns:
            return self
        return replace(self, label=label, columns=columns)

    def where(self, family: str | None) -> str:
        """Label and menu path as printed in the guide, for errors and for the manual list."""
        label = self.label_for(family)
        if family == FAMILY_ONVIF:
            # another maker's pages are called otherwise
            return f"[{label}]"
        menu = self.menu.get(family or "") or next(iter(self.menu.values()), "")
        return f"[{label}] ({menu})" if menu else f"[{label}]"


@lru_cache(maxsize=4096)
def split_key(key: str) -> tuple[str, int | None]:
    """Split C(rtp_server.stream[3].multicast_port) into the setting's id and its index (from 1)."""
    found = _INDEX.search(key)
    if not found:
        return key, None
    return _INDEX.sub("", key), int(found.group(1))


def join_key(setting_id: str, index: int | None) -> str:
    """The key of one instance of a setting: the index stands behind the last but one part of the id."""
    if index is None:
        return setting_id
    head, _dot, tail = setting_id.rpartition(".")
    return f"{head}[{index}].{tail}"
