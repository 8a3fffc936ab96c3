# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What the camera is, and which interface reaches which setting."""

from __future__ import annotations

from typing import Any

from .._catalog import AREAS, SETTINGS
from .._result import Result
from .._session import Session
from .base import Params

_OPERATIONS = {
    "firmware.update": "firmware",
    "log.view": "log",
    "backup.backup": "backup",
    "backup.restore": "restore",
    "initialization.initialize": "initialize",
    "reboot.reboot": "restart",
}
#: What tells the firmware version, by interface; a Canon camera tells it everybody.
_FIRMWARE = {"onvif": "onvif", "ipro": "getinfo", "web": "web"}
#: The module backup takes and gives encrypted files only.
_ENCRYPTED = ("backup.backup", "backup.restore", "backup.encryption_password")
#: What a certificate store must be able to do for an entry of the page; one of them is enough.
_CERTIFICATES = {
    "certificate.install": ("install", "install_key"),
    "certificate.select": ("activate",),
    "certificate.ca_certificate": ("trust",),
    "certificate.crl": ("crl",),
    "certificate.create_self_signed": ("self_signed",),
    "certificate.generate_csr": ("request",),
    "certificate.display_csr": ("request",),
    "certificate.install_server": ("install", "install_key"),
    "certificate.install_intermediate": ("chain",),
    "certificate.delete_server": ("delete",),
    "certificate.delete_intermediate": ("delete",),
}
#: Files and the choice of one: what the store of 802.1X material installs in one go.
_DOT1X = ("dot1x.install_ca", "dot1x.install_client", "dot1x.install_key", "dot1x.key_password", "dot1x.select")


class DeviceInfo:
    """Module device_info."""

    name = "device_info"
    needs_account = "never"
    spec: dict[str, dict[str, Any]] = {}

    def static(self, params: Params) -> None:
        """No options."""

    def secrets(self, params: Params) -> list[str]:
        """None."""
        return []

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """Nothing is needed."""
        return []

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """List every setting that this generation has, with the driver that reaches it, or as manual."""
        family = session.facts.family
        driver = session.driver
        reach: dict[str, list[dict[str, Any]]] = {area: [] for area in AREAS}
        for setting in SETTINGS.values():
            if not setting.exists_on(family):
                continue
            name = self._driver_of(driver, setting.id)
            reach[setting.area].append({"setting": setting.id, "label": setting.label_for(family), "driver": name})
            if name is None and not setting.readonly:
                reason = "no profile for this model" if driver is None else driver.why_not(setting.id)
                result.add_manual(
                    setting.id, family, reason or "the profile of this camera does not describe the request"
                )
        result.extra["reach"] = {area: rows for area, rows in reach.items() if rows}

    @staticmethod
    def _driver_of(driver: Any, setting_id: str) -> str | None:
        if setting_id == "firmware.version":
            return _FIRMWARE.get(str(driver.name) if driver is not None else "", "info.cgi")
        if driver is None or (setting_id in _ENCRYPTED and driver.backup_in_clear() is not None):
            return None
        if setting_id in _CERTIFICATES:
            store = driver.certificate_store()
            able = store is not None and any(store.why_not(ability) is None for ability in _CERTIFICATES[setting_id])
            return store.name if store is not None and able else None
        if setting_id in _DOT1X and not driver.reaches(setting_id):
            material = driver.dot1x_store()
            return material.name if material is not None and material.why_not() is None else None
        operation = _OPERATIONS.get(setting_id)
        found = driver.has(operation) if operation else driver.reaches(setting_id)
        if setting_id == "backup.encryption_password":
            found = driver.has("backup")
        return str(driver.name if operation else driver.carrier(setting_id)) if found else None
