# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""The guide's introduction: what lies around the camera. Only a person can judge it."""

from __future__ import annotations

from ..control import Control, guide

_ABOUT = guide("A-3", "B-3")
_NETWORK = guide("A-4", "B-4")

CONTROLS = (
    Control(
        id="NC-0.1", title="The camera and its cable are protected from vandalism", chapter="introduction",
        severity="medium", level="standard", topic="physical", by_person=True, page=_ABOUT,
        do="Embed the cable, mount the camera out of reach, lock its housing.",
    ),
    Control(
        id="NC-0.2", title="Recording devices are isolated", chapter="introduction", severity="medium", level="standard",
        topic="physical", by_person=True, page=_ABOUT,
        do="Keep recorders in a locked room and in a network of their own.",
    ),
    Control(
        id="NC-0.3", title="The camera cannot be reached from networks that do not need it", chapter="introduction",
        severity="high", level="entry", topic="network", by_person=True, page=_NETWORK,
        do="Check whether access from outside is needed at all; else block it, physically or by a VLAN and a firewall.",
    ),
    Control(
        id="NC-0.4", title="Remote access goes through a VPN", chapter="introduction", severity="high", level="standard",
        topic="remote", by_person=True, page=_NETWORK,
        do="Let remote sites and people reach the camera by a VPN only.",
    ),
    Control(
        id="NC-0.5", title="Where the network can be reached from outside, all its devices authenticate and encrypt",
        chapter="introduction", severity="high", level="standard", topic="network", by_person=True, page=_NETWORK,
        do="Authenticate every device and encrypt every connection of a network that the public can reach.",
    ),
    Control(
        id="NC-0.6", title="The site has a security policy for its cameras", chapter="introduction", severity="low",
        level="strict", topic="policy", by_person=True, page=_ABOUT,
        do="Write down the risks, the measures that follow from the security policy, and the Operation Guide of each model.",
    ),
)
