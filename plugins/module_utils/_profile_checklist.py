# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The module profile_checklist: what to do on the camera's own pages while the browser records. It talks to no camera."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ._catalog import GUIDE_FAMILIES
from ._certificates.crypto import CRYPTOGRAPHY_IMPORT_ERROR, HAS_CRYPTOGRAPHY
from ._errors import FileProblem, NetcamError
from ._learning.checklist import EAP_METHODS, TIME_ZONES, Request, guide_for, make_checklist
from ._learning.files import checklist_text, read_checklist, read_text, write_file, write_text
from ._learning.marker_files import marker_files
from ._learning.page import checklist_html

SPEC: dict[str, dict[str, Any]] = {
    "dest": {"type": "path", "required": True},
    "model": {"type": "str"},
    "guide": {"type": "str", "choices": list(GUIDE_FAMILIES)},
    "only": {"type": "list", "elements": "str", "default": []},
    "time_zones": {"type": "list", "elements": "str", "default": list(TIME_ZONES)},
    "dot1x_methods": {"type": "list", "elements": "str", "default": list(EAP_METHODS)},
    "signing_request": {"type": "str"},
}
_MAX_PAGE = 16 * 1024 * 1024


def run_checklist(params: Mapping[str, Any], check: bool, chance: random.Random, now: datetime) -> dict[str, Any]:
    """Write the checklist where there is none yet; its page is written anew when it differs. Raises NetcamError.

    A checklist that is there is kept, because the recording that belongs to it holds its markers.
    """
    request = Request(
        guide=guide_for(params["guide"], params["model"]),
        model=params["model"] or "",
        only=tuple(sorted(set(params["only"]))),
        time_zones=tuple(params["time_zones"]),
        dot1x_methods=tuple(params["dot1x_methods"]),
        signing_request=params["signing_request"] or "",
    )
    path = params["dest"]
    page = os.path.splitext(path)[0] + ".html"
    if page == path:
        raise FileProblem("dest is the machine-readable checklist; its page gets the same name with .html")
    made = make_checklist(request, chance, now)
    present = read_checklist(path) if os.path.exists(path) else None
    if present is not None:
        _same(path, present, made)
    checklist = present or made
    text = checklist_html(checklist, _key(checklist))
    folder = os.path.splitext(path)[0] + "-files"
    missing = _lacks_files(checklist, folder)
    new_page = not os.path.exists(page) or read_text(page, _MAX_PAGE, "the page") != text
    if not check:
        if present is None:
            write_text(path, checklist_text(checklist))
        if new_page:
            write_text(page, text)
        if missing:
            _write_files(checklist, folder, request.signing_request)
    return {
        "changed": present is None or new_page or missing,
        "checklist": path,
        "page": page,
        "files": folder if checklist.get("materials") else "",
        "guide": request.guide,
        "steps": len(checklist["steps"]),
        "rounds": sum(step["kind"] == "press" for step in checklist["steps"]),
        "settings": checklist["settings"],
        "left_out": checklist["left_out"],
    }


def _lacks_files(checklist: Mapping[str, Any], folder: str) -> bool:
    """Whether a file that the steps name is not in the folder."""
    names = [name for material in checklist.get("materials", ()) for name in material.get("files", {}).values()]
    return not all(os.path.exists(os.path.join(folder, name)) for name in names)


def _write_files(checklist: Mapping[str, Any], folder: str, signing_request: str) -> None:
    """Make them, all together: a certificate and its key come from one making. Raises CertificateProblem, FileProblem."""
    made = marker_files(checklist["materials"], datetime.fromisoformat(checklist["made"]), signing_request)
    for name, content in made.items():
        write_file(os.path.join(folder, name), content)


def _key(checklist: Mapping[str, Any]) -> str:
    """Tells the check marks of two checklists apart in one browser; made of a marker that is no password."""
    texts = (
        step["marker"] for step in checklist["steps"] if isinstance(step.get("marker"), str) and not step.get("secret")
    )
    return next((text for text in texts if text.startswith("nc")), str(checklist["made"]))


def _same(path: str, present: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for name in ("guide", "model", "settings", "operations", "time_zones", "dot1x_methods"):
        if present.get(name) != wanted[name]:
            raise FileProblem(
                f"{path} is another checklist ({name} differs)",
                hint="It is never overwritten, because its markers are needed to read its recording. Choose another dest.",
            )


def main() -> None:
    """The C(main()) of the module."""
    module = AnsibleModule(argument_spec=SPEC, supports_check_mode=True)
    if not HAS_CRYPTOGRAPHY:
        module.fail_json(msg=missing_required_lib("cryptography"), exception=CRYPTOGRAPHY_IMPORT_ERROR)
    chance = random.Random(secrets.randbits(256))
    try:
        result = run_checklist(module.params, module.check_mode, chance, datetime.now(UTC).replace(tzinfo=None))
    except NetcamError as error:
        hint = f". {error.hint}" if error.hint else ""
        module.fail_json(msg=f"{error.message}{hint}", changed=False, error={"code": error.code})
    module.exit_json(**result)
