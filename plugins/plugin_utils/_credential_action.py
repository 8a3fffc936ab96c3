# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules that work with the journal of passwords share: options, the journal, and other modules as steps.

A step runs in this process, or on the gateway where the task is delegated to one; the journal is here in both cases.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.plugins.action import ActionBase

from ..module_utils import _errors as errors
from ..module_utils._endpoint import CONTROLLER_ONLY, endpoint_from
from ..module_utils._journal import Pair
from ..module_utils._login_proof import prove
from ..module_utils._module import argument_spec, connection_spec, execute, failure
from ._action import ActionModule
from ._journal import Journal, journal_of
from ._on_gateway import journal_beside
from ._profile_file import Found
from ._run import secrets_in

_BY_CODE = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.NetcamError) and kind is not errors.CertificateProblem
}


class CredentialAction(ActionModule):
    """Validates, finds the journal, does C(work), scrubs every password of the journal from what comes out."""

    SPEC: Mapping[str, Any]

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """The result of C(work). UNREACHABLE for cameras that do not answer."""
        result: dict[str, Any] = ActionBase.run(self, tmp, task_vars)
        self._variables = task_vars or {}
        camera = self._camera(self._variables)
        self._secrets: set[str] = set()

        def whole() -> dict[str, Any]:
            self._given = self._all_options()
            spec = {**self.SPEC, **connection_spec()}
            self._secrets |= secrets_in(spec, self._given)
            validated = ArgumentSpecValidator(spec).validate(self._given)
            if validated.error_messages:
                raise errors.InvalidValue("; ".join(validated.error_messages), setting=self._task.action)
            params = validated.validated_parameters
            self._secrets |= secrets_in(spec, params)
            journal = journal_of(params, camera, self._loader)
            if journal is None:
                raise errors.InvalidValue(
                    "passwords are only changed with a journal, so that none is lost",
                    setting="ansible_netcam_journal_dir",
                    hint="Set it to a folder on the controller that is not part of the inventory.",
                )
            self._secrets |= {entry.password for entry in journal.read().entries}
            return self.work(params, journal)

        outcome = self._outcome_of(camera, self._secrets, whole)
        result.update(remove_values(outcome, self._secrets))
        return result

    @abstractmethod
    def work(self, params: Mapping[str, Any], journal: Journal) -> dict[str, Any]:
        """To be done by each module. Raises NetcamError."""

    def _all_options(self) -> dict[str, Any]:
        connection = self._connection_options(self._variables)
        if connection.get("profile") is not None:
            connection["profile"] = self._profiles(connection["profile"])
        return {**connection, **self._own_arguments()}

    @staticmethod
    def inventory_pairs(params: Mapping[str, Any]) -> list[Pair]:
        """The accounts that the inventory names: the wanted one, and the one as delivered."""
        users = (params.get("camera_user"), params.get("initial_user") or params.get("camera_user"))
        passwords = (params.get("camera_password"), params.get("initial_password"))
        return [(str(u), str(p)) for u, p in zip(users, passwords, strict=True) if u and p is not None]

    def look(self, pair: Pair) -> dict[str, Any]:
        """Log in with one credential and no other; the result of device_info, or its C(camera) at least. Raises NetcamError."""
        self._secrets.add(pair[1])
        alone = {"initial_user": None, "initial_password": None, "initial_first": None}
        return self.step("device_info", {"camera_user": pair[0], "camera_password": pair[1], **alone})

    def step(self, module: str, options: Mapping[str, Any], journal: Journal | None = None) -> dict[str, Any]:
        """Run a module against the camera with other options (None takes one away). Raises NetcamError."""
        own = {key: value for key, value in self._given.items() if key not in self.SPEC}
        given = {key: value for key, value in {**own, **options}.items() if value is not None}
        spec = argument_spec(module)
        self._secrets |= secrets_in(spec, given)
        if self._gateway():
            return self._step_on_gateway(module, given)
        validated = ArgumentSpecValidator(spec).validate(given)
        if validated.error_messages:
            raise errors.InvalidValue("; ".join(validated.error_messages), setting=self._task.action)
        params = validated.validated_parameters
        self._secrets |= secrets_in(spec, params)
        camera = self._camera(self._variables)
        endpoint = endpoint_from(params, tuple(self._profiles(params["profile"]) or ()), camera)
        endpoint.profiles_found = isinstance(params["profile"], Found)
        check = self._task.check_mode
        progress = self._progress(camera, self._secrets)
        if module == "device_info":
            # here it is for the login alone, and what each interface reaches need not be asked
            return prove(endpoint, progress)
        return execute(module, params, check, endpoint, progress, None if check else journal)

    def _step_on_gateway(self, module: str, given: Mapping[str, Any]) -> dict[str, Any]:
        proven = journal_beside(module, given, self._task.check_mode, self._camera(self._variables), self._loader)
        outcome: dict[str, Any] = self._execute_module(
            module_name=f"netcam.hardening.{module}",
            module_args={key: value for key, value in given.items() if key not in CONTROLLER_ONLY},
            task_vars=self._variables,
        )
        proven(outcome)
        if outcome.get("failed") or outcome.get("unreachable"):
            found = outcome.get("error") or {}
            kind = _BY_CODE.get(str(found.get("code")), errors.NetcamError)
            text = str(outcome.get("msg", "")).removeprefix(f"{given.get('camera_host')}: ")
            error = kind(text, setting=None)
            error.partial = {key: outcome[key] for key in ("changed", "changes", "evidence") if key in outcome}
            raise error
        return outcome

    def keep_pending(self, pair: Pair, journal: Journal) -> None:
        """A pending account has logged in: let the camera save it, for the run that set it may have ended before.

        On a gateway nobody knows of the journal: there only the journal is mended. Raises NetcamError.
        """
        if self._task.check_mode:
            return
        if not self._gateway():
            options = {"name": pair[0], "password": pair[1], "camera_user": pair[0], "camera_password": pair[1]}
            alone = {"initial_user": None, "initial_password": None, "initial_first": None}
            self.step("administrator", {**options, **alone, "password_strength": "ignore"}, journal)
        journal.current(pair)

    def failed(self, error: errors.NetcamError) -> dict[str, Any]:
        """An error as a failure, also where it would else make the host unreachable."""
        return {"failed": True, **failure(error, self._camera(self._variables))}
