# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""One function behind every module: argument specs, and how options become a job. Used by C(main()) and by the action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible.module_utils.basic import AnsibleModule, env_fallback, missing_required_lib

from ._areas import AREAS
from ._audit import module as audit
from ._endpoint import CONNECTION_SPEC, Endpoint, endpoint_from
from ._engine import run
from ._errors import InvalidValue, JournalProblem, NetcamError, ProfileError
from ._job import Job
from ._journal import Keeper
from ._operations import OPERATIONS
from ._probes import probe_info, tls_info
from ._wire import HAS_REQUESTS, REQUESTS_IMPORT_ERROR

Spec = dict[str, dict[str, Any]]

#: Areas of the composite module, in the order of the guide.
COMPOSITE = (
    "administrator",
    "firmware",
    "date_time",
    "log_notification",
    "account_policy",
    "users",
    "user_authority",
    "host_access",
    "http_server",
    "snmp_server",
    "ftp_server",
    "rtp_server",
    "certificate",
    "ssl_tls",
    "dot1x",
    "network",
    "backup",
)

_COMMON: Spec = {
    "on_unsupported": {"type": "str", "choices": ["fail", "report"], "default": "fail"},
    "restart": {"type": "str", "choices": ["auto", "never"], "default": "auto"},
}
#: Modules that may change the administrator, and keep the journal of passwords when they do.
JOURNALLED = ("administrator", "settings")
#: Modules that look, and no more than that, in ways of their own: each has NAME, SPEC and run(params, endpoint).
OUTSIDE: dict[str, Any] = {module.NAME: module for module in (tls_info, probe_info, audit)}
#: Modules that only look, or do one thing: they take neither on_unsupported nor restart.
BARE = ("certificate_info", "device_info", "log_info", "reboot", "initialization", *OUTSIDE)

#: An area may have an operation of the same name beside its settings.
MODULES = tuple(dict.fromkeys((*AREAS, *OPERATIONS, *OUTSIDE, "settings")))


def _own(name: str) -> Spec:
    if name in OUTSIDE:
        outside: Spec = OUTSIDE[name].SPEC
        return outside
    spec: Spec = OPERATIONS[name].spec if name in OPERATIONS else AREAS[name].spec
    return spec


def own_spec(name: str) -> Spec:
    """The options of a module without those of the connection."""
    if name != "settings":
        return {**_own(name), **({} if name in BARE else _COMMON)}
    areas: Spec = {area: {"type": "dict", "options": _own(area)} for area in COMPOSITE}
    # a playbook saves; restoring is for a person to decide, with the module backup
    areas["backup"]["options"] = {key: value for key, value in _own("backup").items() if key != "src"}
    areas["backup"]["options"]["dest"] = {**_own("backup")["dest"], "required": True}
    chosen: Spec = {
        "select": {"type": "list", "elements": "str", "choices": list(COMPOSITE)},
        # what a task with all cameras has found out already; only the action knows variables
        "fleet": {"type": "str"},
        "undecided": {"type": "list", "elements": "str"},
    }
    return {**chosen, **areas, **_COMMON}


def connection_spec() -> Spec:
    """The options of the connection. Environment fallbacks are NETCAM_*, because AWX reserves ANSIBLE_*."""
    connection: Spec = {}
    for option, entry in CONNECTION_SPEC.items():
        variable = "NETCAM_" + option.removeprefix("camera_").upper()
        connection[option] = {**entry, "fallback": (env_fallback, [variable])}
    return connection


def argument_spec(name: str) -> Spec:
    """All options of a module."""
    return {**own_spec(name), **connection_spec()}


def job_for(name: str, params: Mapping[str, Any], check: bool) -> Job:
    """What the options of a module ask for. Raises InvalidValue while something is to be decided."""
    if name == "settings":
        if missing := params.get("undecided"):
            raise InvalidValue(f"no camera was touched, because these variables are missing: {'; '.join(missing)}")
        chosen = params.get("select") or COMPOSITE
        areas = {area: params[area] for area in COMPOSITE if params.get(area) is not None and area in chosen}
    else:
        areas = {name: params}
    return Job(
        areas=areas,
        check=check,
        on_unsupported=params.get("on_unsupported", "fail"),
        restart=params.get("restart", "auto") == "auto",
    )


def execute(
    name: str,
    params: Mapping[str, Any],
    check: bool,
    endpoint: Endpoint,
    progress: Callable[[str], None] | None = None,
    journal: Keeper | None = None,
) -> dict[str, Any]:
    """Run a module's job against a camera. Raises NetcamError."""
    if name in OUTSIDE:
        seen: dict[str, Any] = OUTSIDE[name].run(params, endpoint)
        return seen
    return run(job_for(name, params, check), endpoint, progress, journal)


def failure(error: NetcamError, camera: str) -> dict[str, Any]:
    """The result of a failed run: what had been done until then, the message, and a code for playbooks."""
    partial = error.partial or {"changed": False}
    return {
        **partial,
        "msg": error.describe(camera),
        "error": {"code": error.code, "camera": camera, "setting": error.setting, **error.details()},
    }


def profiles_of(value: Any) -> tuple[Mapping[str, Any], ...]:
    """Profiles as data; the action plugin has read files before, a module gets only data. Raises ProfileError."""
    if value in (None, "", [], {}):
        return ()
    if isinstance(value, Mapping):
        return (value,)
    if isinstance(value, (list, tuple)) and all(isinstance(item, Mapping) for item in value):
        return tuple(value)
    raise ProfileError(
        "the option profile holds a path, which only the action plugin reads",
        hint="Give the profile's content (lookup ansible.builtin.file with from_yaml), or call the module by its full name.",
    )


def run_module(name: str) -> None:
    """The C(main()) of every module."""
    module = AnsibleModule(argument_spec=argument_spec(name), supports_check_mode=True)
    if not HAS_REQUESTS:
        module.fail_json(msg=missing_required_lib("requests"), exception=REQUESTS_IMPORT_ERROR)
    camera = module.params["camera_host"] or "camera"
    try:
        if module.params["journal_dir"] and name in JOURNALLED:
            raise JournalProblem(
                "the journal of passwords is kept by the controller, and this is a module process",
                hint="Call the module by its full name from a playbook: then the action plugin keeps it.",
            )
        endpoint = endpoint_from(module.params, profiles_of(module.params["profile"]))
        result = execute(name, module.params, module.check_mode, endpoint)
    except NetcamError as error:
        result = failure(error, camera)
        for warning in result.pop("warnings", ()):
            module.warn(warning)
        module.fail_json(**result)
    for warning in result.pop("warnings"):
        module.warn(warning)
    module.exit_json(**result)
