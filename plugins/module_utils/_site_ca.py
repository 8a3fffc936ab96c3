# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The module site_ca: make, show and look after a site's own authority. It works on files and talks to no camera."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ._certificates.authority import REASONS, Plan, SiteCa, check_plan, create, exists
from ._certificates.crypto import CRYPTOGRAPHY_IMPORT_ERROR, HAS_CRYPTOGRAPHY
from ._certificates.facts import common_name, describe, time_text
from ._certificates.register import normalised_serial
from ._errors import CertificateProblem, NetcamError

SPEC: dict[str, dict[str, Any]] = {
    "path": {"type": "path", "required": True},
    "passphrase": {"type": "str", "no_log": True},
    "common_name": {"type": "str"},
    "organization": {"type": "str"},
    "days": {"type": "int", "default": 3650},
    "key_type": {"type": "str", "choices": ["ec", "rsa"], "default": "ec"},
    "intermediate": {"type": "bool", "default": False},
    "revoke": {
        "type": "list",
        "elements": "dict",
        "options": {
            "serial": {"type": "str", "required": True},
            "reason": {"type": "str", "choices": list(REASONS), "default": "superseded"},
        },
    },
    "crl_days": {"type": "int"},
    "warn_days": {"type": "int", "default": 28},
}


def run_site_ca(params: Mapping[str, Any], check: bool, now: datetime) -> dict[str, Any]:
    """Make the authority where there is none, revoke, keep the list fresh; returns the module's result. Raises NetcamError."""
    path = params["path"]
    made = not exists(path)
    if made and check:
        plan = _plan(params)
        check_plan(path, params["passphrase"], plan)
        after = {"common_name": plan.common_name, "path": path}
        return {**_empty(), "changed": True, "diff": {"before": {}, "after": after}}
    authority = create(path, params["passphrase"], _plan(params), now) if made else SiteCa(path, params["passphrase"])
    if not made:
        _same(authority, params)
    revoked = _revoke(authority, params, check, now)
    listed = _keep_list(authority, params, check, now)
    before: dict[str, Any] = {} if made else {"common_name": common_name(authority.certificate.subject), "path": path}
    after = {"common_name": common_name(authority.certificate.subject), "path": path}
    if revoked or listed:
        after.update(revoked=revoked, revocation_list="written")
    changed = bool(made or revoked or listed)
    return {
        **_facts(authority, params, now),
        "changed": changed,
        "diff": {"before": before, "after": after},
        "warnings": _warnings(authority, now),
    }


def _plan(params: Mapping[str, Any]) -> Plan:
    if not params["common_name"]:
        raise CertificateProblem(
            f"there is no authority in {params['path']} yet, and no common_name to make one with",
            problem="limits",
            hint="Make it once, in a folder that is kept, with common_name; in a job of AWX harden_ca_make says whether that may be.",
        )
    if params["revoke"]:
        raise CertificateProblem("a new authority has nothing to revoke", problem="limits")
    return Plan(
        params["common_name"], params["organization"], params["days"], params["key_type"], params["intermediate"]
    )


def _same(authority: SiteCa, params: Mapping[str, Any]) -> None:
    """An authority is never replaced; a task that describes another one is mistaken about the folder."""
    present = common_name(authority.certificate.subject)
    if params["common_name"] and params["common_name"] != present:
        raise CertificateProblem(
            f"{params['path']} holds the authority {present!r}, not {params['common_name']!r}",
            problem="authority",
            hint="It is never overwritten. Choose another folder for another authority.",
        )


def _revoke(authority: SiteCa, params: Mapping[str, Any], check: bool, now: datetime) -> list[str]:
    done = []
    for entry in params["revoke"] or ():
        serial = normalised_serial(entry["serial"])
        if check:
            if authority.register.by_serial(serial) is None:
                raise CertificateProblem(
                    f"the register of {authority.folder} has no certificate with the serial number {serial}",
                    problem="unknown_serial",
                )
            if serial not in authority.register.revoked():
                done.append(serial)
        elif authority.revoke(serial, entry["reason"], now, crl_days=params["crl_days"] or 30):
            done.append(serial)
    return done


def _keep_list(authority: SiteCa, params: Mapping[str, Any], check: bool, now: datetime) -> bool:
    """Written anew when it is missing, or when less than half of its life is left."""
    days = params["crl_days"]
    if days is None:
        return False
    present = authority.crl()
    if present is not None:
        end = present.next_update_utc
        if end is not None and (end - now).total_seconds() > days * 86400 / 2:
            return False
    if not check:
        authority.write_crl(now, days=days)
    return True


def _facts(authority: SiteCa, params: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    facts = describe(authority.certificate, now)
    revoked = authority.register.revoked()
    listed = authority.crl()
    end = listed.next_update_utc if listed is not None else None
    return {
        "certificate_path": authority.certificate_path,
        "certificate": facts,
        "fingerprint": facts["fingerprint"],
        "days_left": facts["days_left"],
        "intermediate": describe(authority.chain[0], now) if authority.chain else None,
        "crl_path": authority.crl_path if listed is not None else None,
        "crl_next_update": time_text(end) if end is not None else None,
        "issued": len(authority.register.issued()),
        "revoked": sorted(revoked),
        "expiring": [
            {"camera": one.camera, "serial": one.serial, "not_after": one.not_after, "names": list(one.names)}
            for one in authority.register.expiring(now, params["warn_days"])
        ],
    }


def _empty() -> dict[str, Any]:
    nothing = dict.fromkeys(
        ("certificate_path", "certificate", "fingerprint", "days_left", "intermediate", "crl_path", "crl_next_update")
    )
    return {**nothing, "issued": 0, "revoked": [], "expiring": [], "warnings": []}


def _warnings(authority: SiteCa, now: datetime) -> list[str]:
    found = authority.warnings(now)
    damaged = authority.register.damaged()
    if damaged:
        lines = ", ".join(map(str, damaged[:10]))
        found.append(f"lines of {authority.register.path} are no records and were skipped: {lines}")
    listed = authority.crl()
    if listed is not None and listed.next_update_utc is not None and listed.next_update_utc < now:
        found.append(f"the revocation list {authority.crl_path} is out of date; crl_days keeps it fresh")
    return found


def main() -> None:
    """The C(main()) of the module."""
    module = AnsibleModule(argument_spec=SPEC, supports_check_mode=True)
    if not HAS_CRYPTOGRAPHY:
        module.fail_json(msg=missing_required_lib("cryptography"), exception=CRYPTOGRAPHY_IMPORT_ERROR)
    try:
        result = run_site_ca(module.params, module.check_mode, datetime.now(UTC).replace(microsecond=0))
    except NetcamError as error:
        hint = f". {error.hint}" if error.hint else ""
        code = {"code": error.code, "camera": None, "setting": None, **error.details()}
        module.fail_json(msg=f"{error.message}{hint}", changed=False, error=code)
    for warning in result.pop("warnings"):
        module.warn(warning)
    module.exit_json(**result)
