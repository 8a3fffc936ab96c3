# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Chapter 1 of the guide, [Basic Measures]."""

from __future__ import annotations

from .. import inside, outside
from ..control import Control, guide

_PAGE_9 = guide("A-9", "B-9")

CONTROLS = (
    Control(
        id="NC-1.1", title="The administrator account as delivered has been replaced", chapter="1", severity="critical",
        level="entry", topic="administrator", settings=("administrator.name",), inside=inside.own_account,
        outside=outside.factory_account, variable="harden_administrator_name", value="<the site's administrator>",
    ),
    Control(
        id="NC-1.2", title="Name and password of the administrator are strong", chapter="1", severity="high", level="entry",
        topic="administrator", settings=("administrator.password", "administrator.name"), inside=inside.strong_account,
        variable="harden_administrator_password", value="<a strong password from the vault>",
    ),
    Control(
        id="NC-1.3", title="No other camera has the same administrator account", chapter="1", severity="high",
        level="standard", topic="administrator", settings=("administrator.password",), inside=inside.different_account,
        variable="harden_administrator_password", value="<another password for each camera>",
    ),
    Control(
        id="NC-1.4", title="The administrator account is strictly managed", chapter="1", severity="medium", level="standard",
        topic="administrator", by_person=True, page=guide("A-7, A-12", "B-7, B-12"),
        do="Know who has the account, keep it in a vault, change it when somebody leaves.",
    ),
    Control(
        id="NC-1.5", title="All other passwords are hard to guess", chapter="1", severity="medium", level="standard",
        topic="administrator", by_person=True, page=guide("A-7", "B-7"),
        do="Give users, SNMP, 802.1X and backups passwords as strong as the administrator's; no camera shows them.",
    ),
    Control(
        id="NC-1.6", title="The firmware is the latest", chapter="1", severity="high", level="entry", topic="firmware",
        settings=("firmware.version", "firmware.update"), inside=inside.firmware,
        variable="harden_firmware_minimum_version", value="<the latest version of the model>",
    ),
    Control(
        id="NC-1.7", title="New firmware is looked for regularly", chapter="1", severity="medium", level="standard",
        topic="firmware", by_person=True, page=guide("A-8", "B-8"),
        do="Look at the maker's web site, after the purchase and again and again, for firmware and vulnerabilities.",
    ),
    Control(
        id="NC-1.8", title="The clock is right", chapter="1", severity="medium", level="entry", topic="clock",
        settings=("date_time.clock",), inside=inside.clock, outside=outside.clock,
        variable="harden_ntp_server", value="<the site's time server>",
    ),
    Control(
        id="NC-1.9", title="The clock follows a time server", chapter="1", severity="medium", level="standard",
        topic="clock", settings=("date_time.method",), variable="harden_date_time_method", value="ntp",
    ),
    Control(
        id="NC-1.10", title="Errors and warnings of the log are notified", chapter="1", severity="medium", level="standard",
        topic="log", settings=("log_notification.level",), variable="harden_log_notification_level",
        value="errors_and_warnings",
    ),
    Control(
        id="NC-1.11", title="Logs are read regularly", chapter="1", severity="medium", level="standard", topic="log",
        settings=("log.view",), by_person=True,
        do="Read the logs periodically and look for repeated refused logins: netcam.hardening.log_info fetches them.",
    ),
    Control(
        id="NC-1.12", title="Logs survive a restart", chapter="1", severity="low", level="strict", topic="log",
        by_person=True, page=_PAGE_9,
        do="The log in the embedded memory is lost on a restart: log to the memory card, or fetch it before.",
    ),
)
