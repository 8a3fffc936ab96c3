# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Chapter 2 of the guide, [Disabling Unused Functions]."""

from __future__ import annotations

from .. import inside, outside
from ..control import Control, guide

CONTROLS = (
    Control(
        id="NC-2.18", title="AutoIP is off", chapter="2", severity="medium", level="entry", topic="unused",
        settings=("network.ipv4.auto_ip",), outside=outside.no_auto_ip, one_way=True, variable="harden_auto_ip",
        value="false",
    ),
    Control(
        id="NC-2.19", title="mDNS is off", chapter="2", severity="medium", level="entry", topic="unused",
        settings=("network.mdns",), outside=outside.no_mdns, variable="harden_mdns", value="false",
    ),
    Control(
        id="NC-2.20", title="SNMP v1 and v2c are off", chapter="2", severity="high", level="entry", topic="unused",
        settings=("snmp_server.v1_v2c",), outside=outside.no_snmp, variable="harden_snmp_v1_v2c", value="false",
    ),
    Control(
        id="NC-2.21", title="SNMPv3 authenticates and encrypts", chapter="2", severity="high", level="standard",
        topic="snmp3", settings=("snmp_server.v3", "snmp_server.security_level"), inside=inside.snmp3_level,
        variable="harden_snmp_security_level", value="authentication_and_encryption",
    ),
    Control(
        id="NC-2.22", title="SNMPv3 uses SHA and AES", chapter="2", severity="medium", level="standard", topic="snmp3",
        settings=("snmp_server.v3", "snmp_server.auth_algorithm", "snmp_server.encryption_algorithm"),
        inside=inside.snmp3_algorithms,
        variable="harden_snmp_auth_algorithm", value="sha1  # and harden_snmp_encryption_algorithm: aes",
    ),
    Control(
        id="NC-2.23", title="FTP is off", chapter="2", severity="high", level="entry", topic="unused",
        settings=("ftp_server.ftp",), outside=outside.no_ftp, variable="harden_ftp", value="false",
    ),
    Control(
        id="NC-2.24", title="RTP is off where nobody needs it", chapter="2", severity="medium", level="standard",
        topic="unused", settings=("rtp_server.rtp",), inside=inside.rtp, variable="harden_rtp",
        value="false  # or true, where the recorder or viewer requires it",
    ),
    Control(
        id="NC-2.25", title="All other functions that nobody needs are off", chapter="2", severity="low",
        level="standard", topic="unused", by_person=True, page=guide("A-20", "B-19"),
        do="Go through the Setting Page once per model and switch off what the site does not use.",
    ),
)
