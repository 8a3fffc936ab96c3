# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Multicast address, port and TTL: of each encoder configuration, in the camera's order.

Canon's guide counts streams; here the first video encoder configuration is stream 1, the first audio one audio 1.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .._catalog import SETTINGS, join_key, split_key
from .._drivers.base import Assignment, Reading
from .._errors import InvalidValue
from .media import OFF, Encoder, Multicast, get_encoders, set_encoder
from .parts import Part, only
from .services import MEDIA, MEDIA2
from .soap import FaultAnswer

_KINDS = {"stream": "VideoEncoder", "audio": "AudioEncoder"}
_FIELDS = {"multicast_address": "address", "multicast_port": "port", "multicast_ttl": "ttl"}


class MulticastPart(Part):
    """Get and SetVideoEncoderConfiguration, Get and SetAudioEncoderConfiguration: of Media2, else of Media."""

    settings = tuple(f"rtp_server.{group}.{name}" for group in _KINDS for name in _FIELDS)

    @property
    def _namespace(self) -> str | None:
        """The newer service first, because only it shows all encodings; the one that advertises multicast wins."""
        services = self.camera.services
        there = [space for space in (MEDIA2, MEDIA) if services.path(space) is not None]
        words = {MEDIA2: "Media2.StreamingCapabilities", MEDIA: "Media.StreamingCapabilities"}
        said = [space for space in there if services.says(words[space], "RTPMulticast")]
        return said[0] if said else None

    def gate(self, setting_id: str) -> str | None:
        """Advertised as StreamingCapabilities@RTPMulticast."""
        services = self.camera.services
        if services.path(MEDIA) is None and services.path(MEDIA2) is None:
            return "the camera has no ONVIF media service"
        return None if self._namespace else "the camera does not advertise multicast to ONVIF clients"

    def missing(self, key: str) -> str | None:
        """A camera has only so many encoder configurations."""
        setting_id, index = split_key(key)
        group = setting_id.split(".")[1]
        count = len(self._encoders(group))
        if count == 0 or (index is not None and index > count):
            return f"the camera has {count} {group} encoder configurations"
        return None

    def _encoders(self, group: str) -> tuple[Encoder, ...]:
        namespace = self._namespace
        if namespace is None:
            return ()
        soap, services = self.camera.soap, self.camera.services
        return self.page(group, lambda: get_encoders(soap, services, namespace, _KINDS[group]))

    def values(self, ids: Sequence[str]) -> Reading:
        """As many as the camera and the guide both have."""
        found: dict[str, Any] = {}
        for setting_id in ids:
            _area, group, name = setting_id.split(".")
            most = max(limit.count for limit in SETTINGS[setting_id].limits.values())
            for index, encoder in enumerate(self._encoders(group)[:most], start=1):
                found[join_key(setting_id, index)] = getattr(encoder.multicast, _FIELDS[name])
        return only(found, ids)

    def same(self, key: str, current: Any, wanted: Any) -> bool:
        """Addresses in any spelling; no address is 0.0.0.0."""
        if not key.endswith("_address"):
            return bool(current == wanted)
        try:
            return ipaddress.ip_address(current or OFF[0]) == ipaddress.ip_address(wanted or OFF[0])
        except ValueError:
            return False

    def put(self, assignments: Sequence[Assignment]) -> None:
        """One request for each encoder configuration that changes."""
        self.forget()
        wanted: dict[tuple[str, int], dict[str, Any]] = {}
        for assignment in assignments:
            setting_id, index = split_key(assignment.key)
            _area, group, name = setting_id.split(".")
            wanted.setdefault((group, index or 1), {})[_FIELDS[name]] = assignment.value
        for group, index in wanted:
            count = len(self._encoders(group))
            if index > count:
                raise InvalidValue(
                    f"the camera has {count} {group} encoder configurations",
                    setting=f"rtp_server.{group}[{index}]",
                    hint="Leave this one out.",
                )
        for (group, index), fields in wanted.items():
            self._put_one(group, index, fields)

    def _put_one(self, group: str, index: int, fields: dict[str, Any]) -> None:
        encoder = self._encoders(group)[index - 1]
        if "address" in fields:
            fields["address"] = str(fields["address"] or OFF[0])
        after: Multicast = replace(encoder.multicast, **fields)
        if after.address in OFF or after.port == 0:
            # what is off must not start by itself
            after = replace(after, auto_start=False)
        try:
            set_encoder(self.camera.soap, self.camera.services, self._namespace or MEDIA, _KINDS[group], encoder, after)
        except FaultAnswer as error:
            error.setting = f"rtp_server.{group}[{index}]"
            raise
