# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Appendix of the guide: disposal, and backups."""

from __future__ import annotations

from ..control import Control, guide

_DISPOSAL = guide("A-24", "B-23")

CONTROLS = (
    Control(
        id="NC-A.1", title="Cameras are initialized before they are disposed of, and keep no network settings",
        chapter="appendix", severity="medium", level="standard", topic="disposal",
        settings=("initialization.initialize", "initialization.keep_network_and_management", "initialization.keep_network"),
        by_person=True, do="Make it part of the disposal: netcam.hardening.initialization with keep_network_settings: false.",
    ),
    Control(
        id="NC-A.2", title="The memory card is taken out before disposal", chapter="appendix", severity="medium",
        level="standard", topic="disposal", by_person=True, page=_DISPOSAL,
        do="Make it part of the disposal: take the memory card out, and wipe or destroy it.",
    ),
    Control(
        id="NC-A.3", title="Backups are encrypted, and their password is kept safe", chapter="appendix",
        severity="medium", level="standard", topic="backup", settings=("backup.encryption_password", "backup.backup"),
        by_person=True, variable="harden_backup_password", value="<from the vault>  # with harden_backup_dir",
    ),
)
