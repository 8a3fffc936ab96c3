# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What both generations share: one change at a time, kept at once, with the faults of any write; what HTTPS shows."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from aiohttp import web

from .. import logbook
from ..profile_certificates import CERTIFICATES, DOT1X
from ..reply import SAVE_FAILED, Reply, failure, success
from ..rules import UNKNOWN_CODE, Refused

if TYPE_CHECKING:
    from ..camera import Camera

Data = dict[str, Any]
Form = dict[str, str]
Files = dict[str, bytes]


class Change(NamedTuple):
    """A request that changes something: its id for the fault ignore_write, and the work on the given data."""

    id: str
    work: Callable[[Data, Form, Files], Awaitable[None]]


class Holder(ABC):
    """Certificates and 802.1X material of one camera, as plain data (keys as PEM), so that it can be dumped."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self._data: Data | None = None
        #: whether these pages, and not ONVIF, said last what HTTPS shows
        self.chosen = False
        self.changes: dict[tuple[str, str], Change] = {}
        self.reads: dict[tuple[str, str], Callable[[], Reply]] = {}
        self.downloads: dict[tuple[str, str], Callable[[Form], Reply]] = {}

    # To be filled in by each generation

    @abstractmethod
    def factory(self) -> Data:
        """The content of a new camera."""

    @abstractmethod
    def serving(self) -> str:
        """Chain and key that HTTPS shows, PEM; empty for nothing."""

    @abstractmethod
    def usable(self) -> bool:
        """Whether HTTPS may be switched on."""

    @abstractmethod
    def ready_for_dot1x(self, method: str) -> bool:
        """Whether there is all that 802.1X with this method needs."""

    @abstractmethod
    def status_fields(self) -> Mapping[str, str]:
        """What the status fields of the Setting Page show, by setting id."""

    # State

    @property
    def touched(self) -> bool:
        """Whether these pages know more than the fleet file."""
        return self._data is not None and self._data != self.factory()

    @property
    def data(self) -> Data:
        """The content; made when first needed, as most cameras are never asked."""
        if self._data is None:
            self._data = self.factory()
        return self._data

    def starting(self) -> None:  # noqa: B027  # one generation has nothing that waits
        """The camera starts: what waits for a restart takes effect."""

    def initialise(self) -> None:
        """Back to the state as delivered."""
        self._data, self.chosen = None, False
        self.camera.certificate_number += 1

    def dump(self) -> Data:
        """Everything `restore` needs."""
        return {"data": copy.deepcopy(self._data), "chosen": self.chosen}

    def restore(self, dumped: Data) -> None:
        """Put back."""
        if self._data != dumped["data"] or self.chosen != dumped["chosen"]:
            self._data, self.chosen = copy.deepcopy(dumped["data"]), dumped["chosen"]
            self.camera.certificate_number += 1

    def in_use(self) -> bool:
        """Whether HTTPS is on, or will be after the restart."""
        store = self.camera.store
        return {store["ssl_tls.https_policy"], store.written[("ssl_tls.https_policy", 0)]} != {"http"}

    def dot1x_enabled(self) -> bool:
        """Whether 802.1X is on."""
        return self.camera.store.written[("dot1x.enable", 0)] == "enable"

    # Requests

    async def answer(self, request: web.BaseRequest) -> Reply | None:
        """Answer a request for one of these pages, None when it is for none of them; raises Refused."""
        if request.path not in (CERTIFICATES, DOT1X):
            return None
        key = (request.path, request.query.get("op", ""))
        if request.method == "GET" and key in self.reads:
            self.camera.counters["reads"] += 1
            return self.reads[key]()
        if request.method == "POST" and key in self.downloads:
            return self.downloads[key]((await _posted(request))[0])
        if request.method == "POST" and key in self.changes:
            return await self._change(self.changes[key], *await _posted(request))
        raise Refused(UNKNOWN_CODE, "op")

    async def perform(self, key: tuple[str, str], form: Form, files: Files) -> Reply:
        """A change that another maker's page asks for in a way of its own; raises Refused."""
        return await self._change(self.changes[key], form, files)

    async def _change(self, change: Change, form: Form, files: Files) -> Reply:
        camera, faults = self.camera, self.camera.faults
        camera.counters["certificate_changes"] += 1
        if faults.take("restart_mid_write"):
            return Reply(drop=True, after=lambda: camera.restart(hard=True))
        after = copy.deepcopy(self.data)
        await change.work(after, form, files)
        if faults.take("disk_full"):
            camera.note(logbook.SAVE_FAILED, "Error on saving settings")
            return failure(SAVE_FAILED)
        if faults.take("power_loss_before_save"):
            return success(after=camera.power_loss)
        if faults.ignores(change.id):
            return success()
        shown = self.serving()
        self._data = after
        if self.serving() == shown and change.id != "certificate.select":
            return success()
        return success(after=self.show_anew)

    def show_anew(self) -> None:
        """HTTPS reopens with another certificate."""
        self.chosen = True
        self.camera.certificate_number += 1
        self.camera.services.sync()


async def _posted(request: web.BaseRequest) -> tuple[Form, Files]:
    """Fields and files of a form."""
    form: Form = {}
    files: Files = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = value.file.read()
        else:
            form[name] = str(value)
    return form, files
