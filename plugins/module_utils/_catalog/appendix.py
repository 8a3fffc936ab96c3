# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Appendix of the guide: disposal and backup; and the reboot button that several pages print."""

from __future__ import annotations

from .model import Limit, Setting
from .words import both, only_2022, only_pre, per, text

_PAGE = per("A-24", "B-23")
_INITIALIZATION = "[Maintenance] > [General] > [Initialization]"
_BACKUP = both("[Maintenance] > [Backup/Restore] > [Backup/Restore]")

SETTINGS = (
    Setting(
        id="initialization.initialize", area="initialization", chapter="appendix",
        label="Initialization", page=_PAGE, menu=both(_INITIALIZATION), kind="switch",
        limits=both(Limit()), action=True, risk="lockout",
    ),
    Setting(
        id="initialization.keep_network_and_management", area="initialization", option="keep_network_settings",
        chapter="appendix", label="Network Settings and Management Information", page=only_2022("A-24"),
        menu=only_2022(_INITIALIZATION), kind="switch", words=("save", "do_not_save"), limits=only_2022(Limit()),
        action=True, recommended=False, note="For disposal choose [Do not save].",
    ),
    Setting(
        id="initialization.keep_network", area="initialization", option="keep_network_settings", chapter="appendix",
        label="Network Settings", page=only_pre("B-23"), menu=only_pre(_INITIALIZATION), kind="switch",
        words=("save", "do_not_save"), limits=only_pre(Limit()), action=True, recommended=False,
        note="For disposal choose [Do not save].",
    ),
    Setting(
        id="backup.encryption_password", area="backup", option="encryption_password", chapter="appendix",
        label="Encryption Password", page=_PAGE, menu=_BACKUP, kind="secret", limits=both(text(32, 1)), action=True,
        note="The guide prints no length; the emulator and this catalog use 1 to 32 characters.",
    ),
    Setting(
        id="backup.backup", area="backup", option="dest", chapter="appendix", label="Backup", page=_PAGE, menu=_BACKUP,
        kind="text", limits=both(Limit()), action=True,
    ),
    Setting(
        id="backup.restore", area="backup", option="src", chapter="appendix", label="Restore", page=_PAGE, menu=_BACKUP,
        kind="text", limits=both(Limit()), action=True, risk="connection",
    ),
    Setting(
        id="reboot.reboot", area="reboot", chapter="2", label="Reboot", page=per("A-20", "B-19"),
        menu=per("[Reboot] button of the Setting Page", "[Reboot] or [Apply and reboot] button of the Setting Page"),
        kind="text", limits=both(Limit()), action=True, risk="connection",
    ),
)
