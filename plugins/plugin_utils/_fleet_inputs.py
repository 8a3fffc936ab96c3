# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What one task with all cameras asks of each of them: the options that a task with one camera would have.

The options come from C(module_defaults), which a task keeps as they were written. For each camera they are filled in with that
camera's own variables, those of the play and of the role included, and so are the options of the connection.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from ansible import constants as C
from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible.plugins.loader import connection_loader

from ..module_utils._endpoint import CONNECTION_SPEC
from ._connection_options import PLUGIN, name_of
from ._fleet_simple import plain
from ._fleet_templates import Templates

COLLECTION = "netcam.hardening"


class Inputs:
    """The options of a module for each camera of a play."""

    def __init__(self, action: ActionBase, variables: Mapping[str, Any], module: str) -> None:
        self._task = action._task
        self.templates = Templates(action._templar)
        self._hosts = list(variables["ansible_play_batch"])
        self._hosts_all = list(variables["ansible_play_hosts_all"])
        hostvars = variables["hostvars"]
        #: what Ansible itself asks for the variables of a task; C(hostvars) alone knows no variables of roles and plays
        self._manager: Any = getattr(hostvars, "_variable_manager", None)
        self._inventory: Any = getattr(hostvars, "_inventory", None)
        if self._manager is None or self._inventory is None:
            raise AnsibleActionFail("This version of ansible-core does not tell the variables of other hosts.")
        context = action._play_context
        # as for a task with one host: its own time limit and retries are not those of a connection
        self._keywords = {**self._task.dump_attrs(), "timeout": context.timeout}
        del self._keywords["retries"]
        if context.password:
            # --ask-pass
            self._keywords["password"] = context.password
        self._raw = self._defaults(module)
        # its options are known once it is loaded
        self._plugin: str = connection_loader.get(PLUGIN, action._play_context, os.devnull)._load_name
        definitions = C.config.get_configuration_definitions("connection", self._plugin)
        self._sources = {
            option: [entry["name"] for entry in definitions[name_of(option)].get("vars", ())]
            for option in CONNECTION_SPEC
        }
        self._same: dict[str, Any] = {}

    def _defaults(self, module: str) -> dict[str, Any]:
        """Options of the module as the playbook has them, not filled in: the later ones before the earlier ones."""
        name = f"{COLLECTION}.{module}"
        groups = self._task.play._action_groups.get(name, [])
        defaults: dict[str, Any] = {}
        for entry in self._task.module_defaults or ():
            defaults.update(entry)
        found: dict[str, Any] = {}
        for key in [*(f"group/{group}" for group in groups), name]:
            layer = defaults.get(key) or {}
            if not isinstance(layer, Mapping):
                raise AnsibleActionFail(f"module_defaults of {key} must be a mapping for a task with all cameras.")
            found.update(layer)
        return found

    # -- one camera ------------------------------------------------------------------------------------------------

    def variables(self, camera: str) -> dict[str, Any]:
        """The variables that a task with this camera would have."""
        found: dict[str, Any] = self._manager.get_vars(
            play=self._task.play,
            host=self._inventory.get_host(camera),
            task=self._task,
            _hosts=self._hosts,
            _hosts_all=self._hosts_all,
        )
        return found

    def options(self, variables: dict[str, Any]) -> dict[str, Any]:
        """The module's options, those of the connection included. Raises errors of Ansible: undefined variables and so on."""
        own = {key: value for key, value in self.templates.fill(self._raw, variables).items() if value is not None}
        return {**self._connection(variables), **own}

    def value(self, variables: dict[str, Any], name: str) -> Any:
        """One variable, filled in."""
        return self.templates.value(name, variables)

    def _connection(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """As the connection plugin gets its options: from variables first, then from keywords, command line, environment."""
        name = "ansible_connection"
        if (self.templates.value(name, variables) if name in variables else self._task.connection) != PLUGIN:
            return {}
        found = {}
        for option, sources in self._sources.items():
            given = {source: self.templates.value(source, variables) for source in sources if source in variables}
            value = self._resolved(name_of(option), given)
            if value is not None:
                found[option] = value
        return found

    def _resolved(self, option: str, given: Mapping[str, Any]) -> Any:
        if not given and option in self._same:
            return self._same[option]
        found = C.config.get_config_value(
            option, plugin_type="connection", plugin_name=self._plugin, keys=self._keywords, variables=given
        )
        value = plain(found)
        if not given:
            self._same[option] = value
        return value
