# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module profile_proof: proves a learned profile on one camera, and writes the proofs into its file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ansible.errors import AnsibleActionFail, AnsibleAuthenticationFailure, AnsibleConnectionFailure
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.utils.display import Display

from ..module_utils._catalog import SETTINGS
from ..module_utils._endpoint import CONNECTION_SPEC, endpoint_from
from ..module_utils._errors import AuthenticationFailed, CameraUnreachable, NetcamError, ProfileError
from ..module_utils._module import failure
from ..module_utils._proof.marks import marked
from ..module_utils._proof.prove import Outcome, prove
from ..module_utils._proof.spec import SPEC
from ..plugin_utils._action import ActionModule as CameraAction
from ..plugin_utils._libraries import need_requests
from ..plugin_utils._profile_file import read_profile, write_profile
from ..plugin_utils._run import secrets_in

display = Display()


class ActionModule(CameraAction):
    """Runs in the controller's process, beside the profile file."""

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Prove on the task's host, and mark what was proven."""
        result: dict[str, Any] = super(CameraAction, self).run(tmp, task_vars)
        variables = task_vars or {}
        need_requests()
        if self._gateway():
            raise AnsibleActionFail(
                f"{self._task.action} runs on the controller, where the profile is, and on no gateway."
            )
        camera = self._camera(variables)
        given = {key: value for key, value in self._task.args.items() if value is not None}
        connection = self._connection_options(variables)
        connection.pop("profile", None)
        spec = {**CONNECTION_SPEC, **SPEC}
        validated = ArgumentSpecValidator(spec).validate({**connection, **given})
        if validated.error_messages:
            secrets = secrets_in(spec, {**connection, **given})
            raise AnsibleActionFail(remove_values("; ".join(validated.error_messages), secrets))
        params = validated.validated_parameters
        secrets = secrets_in(spec, params)
        result.update(remove_values(self._proven(params, camera, secrets), secrets))
        return result

    def _points_at_profiles(self, variables: Mapping[str, Any]) -> bool:
        """The file to be proven is the profile, and no other."""
        return True

    def _proven(self, params: Mapping[str, Any], camera: str, secrets: set[str]) -> dict[str, Any]:
        path = self._loader.path_dwim(os.path.expanduser(params["profile_file"]))

        def progress(text: str) -> None:
            display.display(f"{camera}: {remove_values(text, secrets)}")

        try:
            data = read_profile(path)
            endpoint = endpoint_from(params, (data,), camera)
            outcome = prove(endpoint, {**params, "profile_file": path}, self._task.check_mode, progress)
            changed = self._mark(path, data, outcome)
        except AuthenticationFailed as error:
            raise AnsibleAuthenticationFailure(remove_values(error.describe(camera), secrets)) from None
        except CameraUnreachable as error:
            raise AnsibleConnectionFailure(remove_values(error.describe(camera), secrets)) from None
        except NetcamError as error:
            return {"failed": True, **failure(error, camera)}
        return {
            "changed": changed,
            "proven": outcome.proven,
            "not_proven": [self._open(setting_id, why, data) for setting_id, why in outcome.open.items()],
            "put_back": outcome.put_back,
            "backup": outcome.backup,
            "profile": {"file": path, "model": outcome.model, "firmware": outcome.firmware},
            "warnings": [f"{camera}: {note}" for note in outcome.notes],
        }

    def _mark(self, path: str, data: Mapping[str, Any], outcome: Outcome) -> bool:
        if self._task.check_mode:
            return bool(outcome.proven)
        if outcome.model is None:
            raise ProfileError("the camera names no model, so a proof could not be told from another camera's")
        new = marked(
            data,
            outcome.proven,
            [],
            model=outcome.model,
            firmware=outcome.firmware,
            date=datetime.now(UTC).date().isoformat(),
        )
        return write_profile(path, new)

    @staticmethod
    def _open(setting_id: str, why: str, data: Mapping[str, Any]) -> dict[str, Any]:
        setting = SETTINGS[setting_id]
        family = str(data.get("family") or data.get("guide") or "")
        return {
            "setting": setting_id,
            "label": setting.label_for(family),
            "menu_path": setting.menu_path(family),
            "reason": why,
        }
