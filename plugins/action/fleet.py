# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module fleet: looks at all cameras of a play in one task, each as a task of its own would."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.utils.display import Display

from ..module_utils._errors import NetcamError, TimeLimit
from ..module_utils._fleet import (
    CAMERA,
    DONE,
    FAILED,
    FLEET,
    SETTINGS,
    SPEC,
    brief,
    counts,
    grouped,
    is_fleet,
    left,
    told,
)
from ..module_utils._module import argument_spec, failure
from ..plugin_utils._action import ActionModule as OneCamera
from ..plugin_utils._fleet_inputs import COLLECTION, Inputs
from ..plugin_utils._fleet_pool import Limits, run
from ..plugin_utils._fleet_store import Store
from ..plugin_utils._libraries import need_requests
from ..plugin_utils._profile_file import Found, Shared, found_profiles
from ..plugin_utils._run import Prepared, Unprepared, carry_out, defect, prepare, shared_password

display = Display()


class ActionModule(OneCamera):
    """Reads and judges, or plans; changes nothing, whatever mode the play is in."""

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """All cameras of the batch, briefly; the whole results stay in a temporary folder for the tasks that follow."""
        need_requests()
        variables = task_vars or {}
        validated = ArgumentSpecValidator(SPEC).validate(self._task.args)
        if validated.error_messages:
            raise AnsibleActionFail(f"{self._task.action}: {'; '.join(validated.error_messages)}")
        self._options = validated.validated_parameters
        cameras = list(variables["ansible_play_batch"])
        module = self._options["module"]
        result = {"changed": False, "module": module, "cameras": cameras}
        if not is_fleet(self._options["mode"], len(cameras), self._options["fleet_from"]):
            return {**result, **self._none(cameras)}
        try:
            self._inputs = Inputs(self, variables, module)
        except AnsibleActionFail as error:
            # camera by camera it goes in any case
            return {
                **result,
                **self._none(cameras),
                "warnings": [f"{error.message} Each camera gets tasks of its own."],
            }
        return {**result, "mode": FLEET, **self._look(module, cameras)}

    @staticmethod
    def _none(cameras: list[str]) -> dict[str, Any]:
        return {"mode": CAMERA, "left": cameras, "results": {}, "counts": counts({}), "lines": []}

    def _look(self, module: str, cameras: list[str]) -> dict[str, Any]:
        options = self._options
        self._store, self._salt = Store.new(), secrets.token_bytes(16)
        self._read: dict[str, Shared] = {}
        self._found: dict[str, Found] = {}
        self._spec = argument_spec(module)
        limits = Limits(
            concurrency=max(1, options["concurrency"]),
            processes=max(1, options["processes"] or min(4, os.cpu_count() or 1)),
            camera=options["camera_timeout"],
            whole=options["timeout"],
        )
        began = time.monotonic()
        found = run(list(enumerate(cameras)), self._begin, limits)
        results = {}
        for number, camera in enumerate(cameras):
            one = found.get(camera)
            if one is None:
                one = self._kept(number, self._lost(camera, time.monotonic() - began))
            elif "overdue" in one:
                one = self._kept(number, self._overdue(camera))
            results[camera] = one
        warnings = grouped({camera: one.pop("warnings", ()) for camera, one in results.items()})
        warnings += _sharing({camera: one.pop("mark", None) for camera, one in results.items()})
        numbers = counts(results)
        lines = [told(len(cameras), numbers)]
        if options["show"]:
            display.display("\n".join(lines))
        return {
            "left": left(cameras, results),
            "results": results,
            "counts": numbers,
            "numbers": {camera: number for number, camera in enumerate(cameras)},
            "folder": self._store.folder,
            "lines": lines,
            "warnings": warnings,
        }

    # -- one camera ------------------------------------------------------------------------------------------------

    def _begin(self, number: int, camera: str) -> Callable[[], dict[str, Any]] | dict[str, Any]:
        """Everything that needs Ansible; the rest is for a thread."""
        module = self._options["module"]
        try:
            variables = self._inputs.variables(camera)
            if missing := self._missing(variables):
                return _unasked(f"{camera}: not asked, because these variables are missing: {', '.join(missing)}")
            arguments = self._inputs.options(variables)
            if arguments.get("profile") is not None:
                arguments["profile"] = self._profiles(arguments["profile"])
            elif arguments and (found := self._search(variables)):
                arguments["profile"] = found
            name = f"{COLLECTION}.{module}"
            prepared = prepare(module, name, camera, arguments, self._profiles, self._spec)
        except Unprepared as wrong:
            return self._kept(number, wrong.outcome)
        except NetcamError as error:
            return self._kept(number, {"failed": True, **failure(error, camera)})
        except AnsibleError as error:
            # the task with this camera alone meets the same, and says it in Ansible's own way
            return _unasked(f"{camera}: {error.message}")
        except Exception as error:
            return _unasked(defect(error, camera)["msg"])
        mark = self._mark(prepared)

        def rest() -> dict[str, Any]:
            try:
                found = self._kept(number, carry_out(prepared, True, lambda _text: None))
            except Exception as error:
                found = brief(module, defect(error, camera))
            return {**found, "mark": mark}

        return rest

    def _missing(self, variables: dict[str, Any]) -> list[str]:
        """What the site must decide and has not; the cameras concerned are not asked."""
        if self._options["decisions"] is None:
            return []
        return [name for name, given in self._inputs.value(variables, self._options["decisions"]).items() if not given]

    def _kept(self, number: int, outcome: dict[str, Any]) -> dict[str, Any]:
        """The whole result goes into the store, a few fields go on."""
        self._store.write(number, outcome)
        found = brief(self._options["module"], outcome)
        if found["status"] in DONE:
            # for the others the tasks that follow say it
            found["warnings"] = outcome.get("warnings", [])
        return found

    def _overdue(self, camera: str) -> dict[str, Any]:
        error = TimeLimit(
            f"it took longer than {self._options['camera_timeout']:g} s to read",
            hint="The limit for one camera is camera_timeout (in the role harden_fleet_camera_timeout).",
        )
        return {"failed": True, **failure(error, camera)}

    def _lost(self, camera: str, seconds: float) -> dict[str, Any]:
        whole = self._options["timeout"]
        if seconds >= whole:
            error: NetcamError = TimeLimit(
                f"the time for all cameras, {whole:g} s, was over before it was read",
                hint="Raise timeout or concurrency.",
            )
        else:
            error = NetcamError("the process that looked at it has ended; was the controller out of memory?")
        return {"failed": True, **failure(error, camera)}

    def _search(self, variables: Mapping[str, Any]) -> Found:
        """Those beside the inventory, too, are read once."""
        if self._points_at_profiles(variables):
            return Found()
        place = str(variables.get("inventory_dir"))
        if place not in self._found:
            self._found[place] = found_profiles(place)
        return self._found[place]

    def _profiles(self, value: Any) -> Any:
        """A fleet has few profiles: each is read once, and not copied for each camera."""
        if not isinstance(value, (str, os.PathLike)):
            return super()._profiles(value)
        path = str(value)
        if path not in self._read:
            self._read[path] = Shared(super()._profiles(value))
        return self._read[path]

    # -- one account on several cameras ------------------------------------------------------------------------------

    def _mark(self, prepared: Prepared) -> str | None:
        """Equal for equal passwords, in this task only: the password itself does not leave the process."""
        password = prepared.endpoint.password
        if self._options["module"] != SETTINGS or prepared.params.get("administrator") is None or not password:
            return None
        return hashlib.blake2b(password.encode(), key=self._salt, digest_size=16).hexdigest()


def _unasked(message: str) -> dict[str, Any]:
    return {"status": FAILED, "model": None, "manual": 0, "msg": message, "code": None}


def _sharing(marks: Mapping[str, str | None]) -> list[str]:
    groups: dict[str, list[str]] = {}
    for camera, mark in marks.items():
        if mark is not None:
            groups.setdefault(mark, []).append(camera)
    return [shared_password(cameras) for cameras in groups.values() if len(cameras) > 1]
