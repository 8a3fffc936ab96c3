# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a run sent to the cameras, as requests that others can send too: for the plain playbook and the bare script.

Recorded on one camera of each model; the others of the model get the same requests with their own passwords.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .site_fleet import INITIAL, SITE, Site, model_of, password_of

Step = dict[str, Any]
_LINE = re.compile(r"(?P<method>[A-Z]+) (?P<target>\S+)(?: \S+)? from=\S+ (?P<status>\S+)$")
_RESTART = "/admin/-set-?pt=9"
_FIRST_ACCOUNT = "/admin/-init-"


def steps_of(
    site: Site, names: Iterable[str], recorded: Mapping[str, list[str]], final_account: bool
) -> dict[str, list[Step]]:
    """For each camera the requests that the recorded ones answered with 200, in their order, with the login of the moment.

    Challenges and refused logins are left out: whoever sends the same requests makes his own. So are ONVIF requests, whose
    body the emulator does not keep. C(final_account): the cameras have their final account from the start.
    """
    return {name: _steps(site.hosts[name], name, recorded[model_of(name)], final_account) for name in names}


def _steps(host: Mapping[str, Any], name: str, lines: list[str], final_account: bool) -> list[Step]:
    wanted = [host["ansible_user"], host["ansible_password"]]
    initial = list(INITIAL) if "ansible_netcam_initial_user" in host else None
    login = wanted if final_account else initial
    steps: list[Step] = []
    restarted = False
    for line in lines:
        found = _LINE.match(line)
        if found is None or found["status"] != "200" or found["target"].startswith("/onvif/"):
            continue
        target = _with_secrets(found["target"], name)
        first_account = found["method"] == "POST" and target == _FIRST_ACCOUNT
        form = {"name": wanted[0], "password": wanted[1]} if first_account else None
        step = {"method": found["method"], "target": target, "form": form, "login": login, "after_restart": restarted}
        steps.append(step)
        restarted = target.startswith(_RESTART)
        if first_account or wanted[1] in target:
            login = wanted
    return steps


def _with_secrets(target: str, name: str) -> str:
    """The emulator shows no secrets: one in the row of a table (C(code-0)) is the user's, the other the administrator's."""
    target = re.sub(r"(-\d+)=\*\*\*", rf"\1={SITE['harden_users'][0]['password']}", target)
    return target.replace("=***", f"={password_of(name)}")
