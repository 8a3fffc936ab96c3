# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The module profile_from_recording: recordings and their checklists in, a profile out. It talks to no camera."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ._certificates.crypto import CRYPTOGRAPHY_IMPORT_ERROR, HAS_CRYPTOGRAPHY
from ._errors import FileProblem, NetcamError
from ._learning.act_profile import Acts
from ._learning.checklist import asked_of
from ._learning.files import read_checklist, read_text, write_text
from ._learning.learner import learn
from ._learning.matching import LEARNED
from ._learning.verdict import counts, verdicts_of, writable_of
from ._learning.writing import check_clean, write_profile
from ._profile import load_profiles
from ._profile_text import profile_text

try:
    import yaml

    YAML_IMPORT_ERROR = None
except ImportError as error:
    YAML_IMPORT_ERROR = error

SPEC: dict[str, dict[str, Any]] = {
    "checklists": {"type": "list", "elements": "path", "required": True},
    "recordings": {"type": "list", "elements": "path", "required": True},
    "dest": {"type": "path", "required": True},
    "model": {"type": "str", "required": True},
    "firmware": {"type": "str", "required": True},
    "name": {"type": "str"},
}
_MAX_PROFILE = 4 * 1024 * 1024
_SOURCE = "learned from a recording of the setting pages"


def run_recording(params: Mapping[str, Any], check: bool) -> dict[str, Any]:
    """Learn, and write the profile where it differs from the one that is there. Raises NetcamError."""
    checklists = [read_checklist(path) for path in params["checklists"]]
    if not checklists or not params["recordings"]:
        raise FileProblem("at least one checklist and one recording are needed")
    if len({checklist["guide"] for checklist in checklists}) > 1:
        raise FileProblem("the checklists are for different guides")
    lesson = learn(checklists, params["recordings"])
    verdicts = verdicts_of(lesson)
    model, firmware = params["model"].strip(), params["firmware"].strip()
    heading = {
        "name": params["name"] or _slug(f"{model}-{firmware}"),
        "models": [model],
        "firmware": [firmware],
        "source": _SOURCE,
    }
    acts = Acts(lesson)
    profile = write_profile(lesson, verdicts, acts, heading, model, firmware)
    text = profile_text(profile)
    check_clean(lesson, text)
    # what this collection could not read would be of no use to anybody
    load_profiles([profile])
    changed = _replace(params["dest"], text, check)
    guide = lesson.expected.guide
    shown = [verdict.shown(guide) for verdict in verdicts.values()]
    return {
        "changed": changed,
        "profile": params["dest"],
        "format": profile["profile_version"],
        "counts": counts(verdicts),
        "guide": {
            "settings": len(wanted := writable_of(guide)),
            "learned": sum(name in verdicts and verdicts[name].state == LEARNED for name in wanted),
        },
        "settings": shown,
        "operations": list(acts.shown()),
        "open": sorted(
            [name for name in asked_of(guide) if name in verdicts and verdicts[name].state != LEARNED] + acts.left()
        ),
        "signing_request": acts.signing_request(),
        "notes": lesson.notes.lines,
    }


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-") or "profile"


def _replace(path: str, text: str, check: bool) -> bool:
    """Write, unless it is there already. What people wrote, or proved on a camera, is not replaced. Raises FileProblem."""
    if os.path.exists(path):
        present = read_text(path, _MAX_PROFILE, "the profile")
        if present == text:
            return False
        try:
            data = yaml.safe_load(present)
        except (yaml.YAMLError, RecursionError):
            data = None
        settings = data.get("settings") if isinstance(data, Mapping) else None
        proven = isinstance(settings, Mapping) and any(
            isinstance(entry, Mapping) and "proof" in entry for entry in settings.values()
        )
        if not isinstance(data, Mapping) or data.get("status") != "unproven" or proven:
            raise FileProblem(
                f"{path} is there already, and is not a profile that was learned and never proven",
                hint="It is not replaced. Choose another dest.",
            )
    if not check:
        write_text(path, text)
    return True


def main() -> None:
    """The C(main()) of the module."""
    module = AnsibleModule(argument_spec=SPEC, supports_check_mode=True)
    if YAML_IMPORT_ERROR is not None:
        module.fail_json(msg=missing_required_lib("pyyaml"), exception=str(YAML_IMPORT_ERROR))
    if not HAS_CRYPTOGRAPHY:
        module.fail_json(msg=missing_required_lib("cryptography"), exception=CRYPTOGRAPHY_IMPORT_ERROR)
    try:
        result = run_recording(module.params, module.check_mode)
    except NetcamError as problem:
        hint = f". {problem.hint}" if problem.hint else ""
        module.fail_json(msg=f"{problem.message}{hint}", changed=False, error={"code": problem.code})
    module.exit_json(**result)
