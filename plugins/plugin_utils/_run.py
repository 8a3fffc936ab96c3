# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One module, one camera, in this process: options checked, carried out, the result scrubbed. No Ansible host or task is needed.

A task with one camera and the task that looks at a whole fleet go through here, so their results are the same.
"""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values

from ..module_utils._endpoint import Endpoint, endpoint_from
from ..module_utils._errors import AuthenticationFailed, CameraUnreachable, InvalidValue, NetcamError
from ..module_utils._journal import Keeper
from ..module_utils._module import argument_spec, execute, failure
from ._profile_file import Found, Shared

#: A password or community printed in public manuals; masking this word everywhere would only garble messages.
PUBLIC_PASSWORDS = frozenset({"camera", "root", "admin", "public", "private", ""})

Progress = Callable[[str], None]
Profiles = Callable[[Any], Any]


@dataclass(frozen=True)
class Prepared:
    """A module's options for one camera, checked; C(secrets) are the values that no result may show."""

    module: str
    camera: str
    params: Mapping[str, Any] = field(repr=False)
    secrets: frozenset[str] = field(repr=False)
    endpoint: Endpoint = field(repr=False)


class Unprepared(Exception):
    """The options are wrong: C(outcome) is the result of the failed task."""

    def __init__(self, outcome: dict[str, Any]) -> None:
        super().__init__(outcome["msg"])
        self.outcome = outcome


def secrets_in(spec: Mapping[str, Any], params: Mapping[str, Any]) -> set[str]:
    """Every value of an option that must not be shown, at any depth."""
    found: set[str] = set()
    for name, entry in spec.items():
        value = params.get(name)
        if value is None:
            continue
        if entry.get("no_log"):
            found |= {str(item) for item in (value if isinstance(value, list) else [value])}
        elif entry.get("options"):
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, Mapping):
                    found |= secrets_in(entry["options"], item)
    return found - PUBLIC_PASSWORDS


def prepare(
    module: str,
    task: str,
    camera: str,
    arguments: Mapping[str, Any],
    profiles: Profiles,
    spec: Mapping[str, Any] | None = None,
) -> Prepared:
    """Check the options of a module for one camera. C(task) is the action's name as the playbook has it, C(profiles) reads
    profiles from files. Raises Unprepared.
    """
    spec = spec or argument_spec(module)
    given = dict(arguments)
    if isinstance(given.get("profile"), list) and not isinstance(given["profile"], Shared):
        given["profile"] = Shared(given["profile"])
    validated = ArgumentSpecValidator(spec).validate(given)
    if validated.error_messages:
        wrong = InvalidValue("; ".join(validated.error_messages), setting=task)
        raise Unprepared(_failed(wrong, camera, secrets_in(spec, arguments)))
    params = validated.validated_parameters
    secrets = secrets_in(spec, params)
    try:
        # NETCAM_PROFILE comes in with the validation only
        endpoint = endpoint_from(params, tuple(profiles(params["profile"]) or ()), camera)
        endpoint.profiles_found = isinstance(params["profile"], Found)
    except NetcamError as error:
        raise Unprepared(_failed(error, camera, secrets)) from None
    return Prepared(module, camera, params, frozenset(secrets), endpoint)


def _failed(error: NetcamError, camera: str, secrets: set[str]) -> dict[str, Any]:
    outcome: dict[str, Any] = remove_values({"failed": True, **failure(error, camera)}, secrets)
    return prefixed(outcome, camera)


def prefixed(outcome: dict[str, Any], camera: str) -> dict[str, Any]:
    """With the camera's name before each warning: Ansible prints warnings without saying which host they are of."""
    return {**outcome, "warnings": [f"{camera}: {warning}" for warning in outcome.get("warnings", ())]}


def carry_out(
    prepared: Prepared, check: bool, show: Progress, journal: Callable[[], Keeper | None] = lambda: None
) -> dict[str, Any]:
    """Run the module. Never raises: a camera that is not reached has C(unreachable), a failure C(failed), both C(error.code).

    Secrets are removed from what is returned, and from what is shown on the way. C(journal) opens the camera's journal of
    passwords.
    """
    camera, secrets = prepared.camera, prepared.secrets
    told = progress_of(camera, secrets, show)

    def work() -> dict[str, Any]:
        return execute(prepared.module, prepared.params, check, prepared.endpoint, told, journal())

    return scrubbed(prefixed(outcome_of(camera, work), camera), secrets)


def scrubbed(outcome: dict[str, Any], secrets: Iterable[str]) -> dict[str, Any]:
    """The result without secrets, as plain data. Ansible looks at each text in it for each secret; where none is anywhere in the
    whole, which is the rule, one look is enough: JSON writes a text within a text as it writes it alone.
    """
    try:
        text = json.dumps(outcome)
    except (TypeError, ValueError):
        text = None
    if text is not None and not any(json.dumps(secret)[1:-1] in text for secret in secrets):
        plain: dict[str, Any] = json.loads(text)
        return plain
    removed: dict[str, Any] = remove_values(outcome, secrets)
    return removed


def progress_of(camera: str, secrets: Iterable[str], show: Progress) -> Progress:
    """Shows what an engine tells on the way, with the camera's name and without secrets."""
    return lambda text: show(f"{camera}: {remove_values(text, secrets)}")


def outcome_of(camera: str, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What some work on a camera comes to: a result, or that of a failure with its code. Secrets are not removed yet."""
    try:
        return work()
    except (AuthenticationFailed, CameraUnreachable) as error:
        return {
            "unreachable": True,
            "msg": error.describe(camera),
            "error": {"code": error.code, "camera": camera, "setting": error.setting},
        }
    except NetcamError as error:
        return {"failed": True, **failure(error, camera)}
    except Exception as error:
        return defect(error, camera)


def defect(error: BaseException, camera: str) -> dict[str, Any]:
    """The result for an exception nobody foresaw: its text may hold anything, a password included, so only its place is named."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return {
        "failed": True,
        "changed": False,
        "msg": f"{camera}: unexpected {type(error).__name__} in {os.path.basename(where.filename)}, line {where.lineno}. "
        "This is a defect of netcam.hardening; please report it with this line.",
        "error": {"code": "internal", "camera": camera, "setting": None},
    }


def shared_password(cameras: Sequence[str]) -> str:
    """The warning about one account on several cameras, which the guide forbids (p. A-7, B-7)."""
    return (
        f"{', '.join(cameras[:5])}{' and others' if len(cameras) > 5 else ''} share one administrator password; "
        "the guide asks for a different one on each camera (p. A-7 and B-7)"
    )
