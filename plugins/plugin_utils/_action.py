# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The one action plugin: runs every module of this collection inside the worker, without a module process.

Each file of plugins/action is nothing but this class under a module's name. (One file with redirects in meta/runtime.yml
would be shorter, but C(module_defaults) of one module would then apply to all of them: core takes the redirect's target as
the name of the task's action.) The same argument specs and the same engine serve the module files, which run where a task
is delegated to another host, such as a gateway in front of an isolated camera network.

Imports stand at the top on purpose: they are paid once, before Ansible forks its workers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from ansible import constants as C
from ansible.errors import AnsibleAuthenticationFailure, AnsibleConnectionFailure, AnsibleError
from ansible.plugins.action import ActionBase
from ansible.plugins.loader import connection_loader
from ansible.utils.display import Display

from ..module_utils._endpoint import CONNECTION_SPEC, CONTROLLER_ONLY
from ..module_utils._errors import AuthenticationFailed, CameraUnreachable, NetcamError
from ..module_utils._journal import Keeper
from ..module_utils._module import BARE, JOURNALLED, OUTSIDE, failure
from ._before_fork import load_shared_plugins
from ._connection_options import PLUGIN, name_of
from ._fleet_store import stored
from ._journal import journal_of
from ._libraries import need_requests
from ._on_gateway import journal_beside
from ._profile_file import Found, found_profiles, profiles_in
from ._run import Progress, Unprepared, carry_out, outcome_of, prepare, progress_of, scrubbed, shared_password
from ._shared_profiles import shared_profile

display = Display()

# at import time on purpose: once, before Ansible forks its workers
load_shared_plugins()

_PROFILE_VARIABLE = "ansible_netcam_profile"


class ActionModule(ActionBase):
    """Runs a module of this collection against the camera of the task's host."""

    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False
    TRANSFERS_FILES = False
    _unreachable_as: str | None = None

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Validate, run, scrub. UNREACHABLE for cameras that do not answer or refuse the password."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        variables = task_vars or {}
        name = self._task.action.rpartition(".")[2]
        need_requests()
        if not self._gateway() and (known := self._known(name, variables)) is not None:
            if known.get("unreachable"):
                self._connection_options(variables)
            return {**result, **self._unreached(known)}
        camera = self._camera(variables)
        try:
            connection = self._connection_options(variables)
            # an absent key, not an empty one: only then the validator looks at NETCAM_PROFILE
            if connection.get("profile") is not None:
                connection["profile"] = self._profiles(connection["profile"])
            arguments = {**connection, **self._own_arguments()}
            if self._gateway():
                return self._on_gateway(name, arguments, variables)
            prepared = prepare(name, self._task.action, camera, arguments, self._profiles)
        except NetcamError as error:
            return {**result, "failed": True, **failure(error, camera)}
        except Unprepared as wrong:
            return {**result, **wrong.outcome}

        def journal() -> Keeper | None:
            kept = name in JOURNALLED and not self._task.check_mode
            return journal_of(prepared.params, camera, self._loader) if kept else None

        outcome = self._unreached(carry_out(prepared, self._task.check_mode, display.display, journal))
        if name not in BARE and not outcome.get("failed"):
            self._warn_of_shared_passwords(prepared.params, variables, outcome)
        result.update(outcome)
        return result

    def _known(self, name: str, variables: Mapping[str, Any]) -> dict[str, Any] | None:
        """What the task with all cameras has found out about this one, where this task asks for no more than that."""
        registered = self._task.args.get("fleet")
        if registered is None or not (self._task.check_mode or name in OUTSIDE):
            return None
        return stored(variables, str(registered), self._camera(variables), name)

    @staticmethod
    def _progress(camera: str, secrets: set[str]) -> Progress:
        return progress_of(camera, secrets, display.display)

    def _outcome_of(self, camera: str, secrets: set[str], work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What some work on a camera comes to: a result, a failure with its code, or UNREACHABLE."""
        return self._unreached(scrubbed(outcome_of(camera, work), secrets))

    def _unreached(self, outcome: dict[str, Any]) -> dict[str, Any]:
        """UNREACHABLE in the recap, as for a server; a failure that a rescue sees, where the playbook goes on with it."""
        if not outcome.get("unreachable"):
            return outcome
        if self._unreachable_as == "failed":
            return {**{key: value for key, value in outcome.items() if key != "unreachable"}, "failed": True}
        refused = outcome["error"]["code"] == AuthenticationFailed.code
        raise (AnsibleAuthenticationFailure if refused else AnsibleConnectionFailure)(outcome["msg"])

    # -- options ---------------------------------------------------------------------------------------------------

    @staticmethod
    def _camera(variables: Mapping[str, Any]) -> str:
        return str(variables.get("inventory_hostname", "camera"))

    def _own_arguments(self) -> dict[str, Any]:
        arguments = {key: value for key, value in self._task.args.items() if value is not None}
        self._unreachable_as = arguments.get("unreachable_as", self._unreachable_as)
        if "profile" in arguments:
            arguments["profile"] = self._profiles(arguments["profile"])
        return arguments

    def _connection_options(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The camera's options from the inventory, whatever the task's own connection is (a gateway's, or local)."""
        if getattr(self._connection, "transport", "") == PLUGIN:
            plugin = self._connection
        elif variables.get("ansible_connection") == PLUGIN:
            plugin = connection_loader.get(PLUGIN, self._play_context, os.devnull)
            wanted = C.config.get_plugin_vars("connection", plugin._load_name)
            given = {key: self._templar.template(variables[key]) for key in wanted if key in variables}
            plugin.set_options(var_options=given)
        else:
            return {}
        self._unreachable_as = plugin.get_option("unreachable_as")
        options = {}
        for option in CONNECTION_SPEC:
            value = plugin.get_option(name_of(option))
            if value is not None:
                options[option] = value
        if "profile" not in options and (found := self._search(variables)):
            options["profile"] = found
        return options

    def _points_at_profiles(self, variables: Mapping[str, Any]) -> bool:
        """Whether the task or the inventory says which profiles to use. A variable that is there and empty means none."""
        return _PROFILE_VARIABLE in variables or bool(self._task.args.get("profile"))

    def _search(self, variables: Mapping[str, Any]) -> Found:
        """Profiles beside the inventory, where nobody says which."""
        return (
            Found()
            if self._points_at_profiles(variables)
            else found_profiles(variables.get("inventory_dir"), shared_profile)
        )

    def _profiles(self, value: Any) -> Any:
        """Read profiles on the controller: a file, a folder of files, or data as it is."""
        if isinstance(value, Mapping):
            return [value]
        if not isinstance(value, (str, os.PathLike)):
            return value
        path = self._loader.path_dwim(os.path.expanduser(str(value)))
        if os.path.isdir(path):
            return profiles_in(path, shared_profile)
        return [shared_profile(path)]

    # -- gateway ---------------------------------------------------------------------------------------------------

    def _gateway(self) -> bool:
        delegate = self._task.delegate_to
        return bool(delegate) and delegate not in C.LOCALHOST

    def _on_gateway(self, name: str, given: Mapping[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """The real module runs on the gateway, with what the inventory knows of the camera as its options.

        The journal stays here: it is written before the module starts, and after it has ended well. Raises JournalProblem.
        """
        module_args = {key: value for key, value in given.items() if key not in CONTROLLER_ONLY}
        proven = journal_beside(name, given, self._task.check_mode, self._camera(variables), self._loader)
        outcome: dict[str, Any] = self._execute_module(
            module_name=self._task.action, module_args=module_args, task_vars=variables
        )
        proven(outcome)
        error = outcome.get("error") or {}
        code = error.get("code")
        if code is not None:
            # over there only the address is known; people look for the name in their inventory
            camera, host = self._camera(variables), f"{module_args.get('camera_host')}: "
            outcome["msg"] = f"{camera}: {str(outcome.get('msg', '')).removeprefix(host)}"
            outcome["error"] = {**error, "camera": camera}
        return self._unreached(
            {**outcome, "unreachable": True} if code in (AuthenticationFailed.code, CameraUnreachable.code) else outcome
        )

    # -- fleet -----------------------------------------------------------------------------------------------------

    def _warn_of_shared_passwords(
        self, params: Mapping[str, Any], variables: Mapping[str, Any], outcome: dict[str, Any]
    ) -> None:
        """The guide forbids one administrator account on several cameras (p. A-7, B-7). The first host looks for all."""
        hosts: Iterable[str] = variables.get("ansible_play_hosts") or ()
        managed = "password_strength" in params or params.get("administrator") is not None
        if not managed or next(iter(hosts), None) != self._camera(variables):
            return
        seen: dict[str, list[str]] = {}
        for host in hosts:
            # another camera's password that cannot be read, such as one in a vault that is away, is that camera's own failure
            with suppress(AnsibleError):
                password = variables["hostvars"][host].get("ansible_password")
                if password:
                    seen.setdefault(str(password), []).append(host)
        for cameras in seen.values():
            if len(cameras) > 1:
                outcome.setdefault("warnings", []).append(shared_password(cameras))
