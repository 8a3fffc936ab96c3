# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Modules whose work is an action's: it needs the controller's files, its journal, or the results of other hosts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.module_utils.basic import AnsibleModule


def only_on_controller(name: str, spec: Mapping[str, Any]) -> None:
    """The C(main()) of such a module: it knows its options, and says where it runs."""
    module = AnsibleModule(argument_spec=dict(spec), supports_check_mode=True)
    module.fail_json(
        msg=f"netcam.hardening.{name} is an action of the controller and cannot run as a module. "
        "Run it as a task of a playbook, under its full name."
    )
