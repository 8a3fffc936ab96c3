# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Ansible's workers need and would each look up, parse and throw away: found once, in the process that forks them.

Ansible loads an action plugin before it forks the workers of the task. What its loaders have found by then, a worker inherits.
"""

from __future__ import annotations

from ansible.plugins.loader import connection_loader, filter_loader, test_loader

from ._connection_options import PLUGIN


def load_shared_plugins() -> None:
    """The connection with its options, which stand in a long YAML text, and Ansible's own filters and tests."""
    connection_loader.get(PLUGIN, class_only=True)
    # any of them brings all of its file
    filter_loader.get("ansible.builtin.default")
    test_loader.get("ansible.builtin.defined")
