# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Parts of a camera's settings: each knows its commands, how to read and how to write. Simple forms are data (C(FORMS))."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .._catalog import SETTINGS
from .._drivers.base import Assignment, Reading
from .._errors import CameraAnswer, Unsupported
from .commands import fields_of
from .transport import Cgi


class Part(ABC):
    """Settings that are read and written together."""

    settings: tuple[str, ...] = ()
    #: commands that must be usable for them
    commands: tuple[str, ...] = ()
    #: the command that reads them
    read: str = ""

    def __init__(self, cgi: Cgi) -> None:
        self.cgi = cgi

    def why_not(self, setting_id: str) -> str | None:
        """Why a setting cannot be reached; None when it can. Reads its page."""
        if (reason := self.cgi.why_not(self.read, *self.commands)) is not None:
            return reason
        try:
            self.cgi.page(self.read)
        except (Unsupported, CameraAnswer) as error:
            return error.message
        return None

    @abstractmethod
    def values(self) -> Reading:
        """The values of its settings."""

    @abstractmethod
    def write(self, assignments: Sequence[Assignment]) -> None:
        """Write them."""


@dataclass(frozen=True)
class Field:
    """One setting in a form: its key, and its values on the wire."""

    key: str
    values: Mapping[Any, str] = field(default_factory=dict)

    def decode(self, kind: str, wire: Any) -> Any:
        """Value for a wire form; an unknown one is marked, so that it shows up as a difference."""
        for value, encoded in self.values.items():
            if encoded == wire:
                return value
        if self.values:
            return f"unknown value {wire!r}"
        if kind == "integer":
            return int(wire) if str(wire).isdecimal() else wire
        return wire

    def encode(self, value: Any) -> str:
        """Wire form of a value."""
        return self.values[value] if self.values else str(value)


@dataclass(frozen=True)
class Form:
    """A page of the camera: what reads it, what writes it, its settings, and what to send for fields it does not state."""

    read: str
    write: str
    fields: Mapping[str, Field]
    defaults: Mapping[str, str] = field(default_factory=dict)


_SWITCH = {True: "1", False: "0"}

FORMS = (
    Form(
        "auth_get",
        "auth_set",
        {
            "viewer.user_authentication": Field("userauth", _SWITCH),
            "http_server.auth_method": Field("auth_type", {"basic": "0", "digest": "1"}),
        },
        {"auth_type": "1", "auth_wait_time": "0"},
    ),
    Form("get_rtsp", "set_rtsp", {"rtp_server.rtsp_port": Field("rtsp_port")}),
    Form("get_upnp", "set_upnp", {"network.upnp_port_forwarding": Field("upnp_portmap", _SWITCH)}),
)


class FormPart(Part):
    """A form is written whole: what is not changed goes back as the camera stated it."""

    def __init__(self, cgi: Cgi, form: Form) -> None:
        super().__init__(cgi)
        self._form = form
        self.settings = tuple(form.fields)
        self.commands = (form.write,)
        self.read = form.read

    def values(self) -> Reading:
        """Each setting that the page states."""
        page = self.cgi.page(self.read)
        values = {
            setting_id: found.decode(SETTINGS[setting_id].kind, page[found.key])
            for setting_id, found in self._form.fields.items()
            if found.key in page
        }
        return Reading(values, {})

    def write(self, assignments: Sequence[Assignment]) -> None:
        """One request for all of them."""
        values = {**self._form.defaults, **self._stated()}
        for assignment in assignments:
            found = self._form.fields[assignment.key]
            values[found.key] = found.encode(assignment.value)
        self.cgi.call(self._form.write, values)

    def _stated(self) -> dict[str, str]:
        command = self.cgi.commands[self._form.write]
        wanted = [name for text in (*command.params.values(), *command.form.values()) for name in fields_of(text)]
        page = self.cgi.page(self.read)
        return {name: str(page[name]) for name in wanted if name in page}
