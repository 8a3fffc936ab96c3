# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""WS-Discovery (April 2005 draft, which ONVIF prescribes): find cameras, and make of their answers what can be relied on.

Nobody on the network proves who he is here. So every answer is bounded, checked and cleaned before it becomes part of
an inventory, and nothing of it is ever evaluated.
"""

from __future__ import annotations
