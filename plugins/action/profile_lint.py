# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module profile_lint: looks at profile files. Talks to no camera, and writes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from ansible.errors import AnsibleActionFail

from ..module_utils._errors import NetcamError
from ..module_utils._profile_lint.lint import Finding, lint
from ..module_utils._profile_lint.spec import SPEC
from ..plugin_utils._controller_action import ControllerAction
from ..plugin_utils._profile_file import read_profile

#: Variables of a host that tell of its site. Template texts are not looked at: they would have to be shown to be compared.
_TELLING = (
    "ansible_host",
    "ansible_user",
    "ansible_password",
    "ansible_netcam_initial_user",
    "ansible_netcam_initial_password",
)
#: Names that every camera has, and addresses that mean this host.
_COMMON = frozenset(
    {"admin", "root", "user", "camera", "administrator", "operator", "localhost", "127.0.0.1", "password"}
)


class ActionModule(ControllerAction):
    """Says what is wrong with a profile, and what must not be in one that is given to others."""

    spec = SPEC

    def work(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Look at each file."""
        words = set(params["forbidden"])
        if params["inventory"]:
            words |= set(self._of_site(variables.get("hostvars", {})))
        findings: list[dict[str, str]] = []
        paths = [path for given in params["profiles"] for path in self._files(given)]
        if not paths:
            raise AnsibleActionFail(
                f"{self._task.action}: there is no profile in {', '.join(params['profiles'])}. "
                "Name a file, or a folder with files that end in .yml or .yaml."
            )
        for path in paths:
            findings += [
                {"file": path, "where": finding.where, "problem": finding.problem}
                for finding in self._look(path, words)
            ]
        result: dict[str, Any] = {"changed": False, "files": paths, "findings": findings}
        if findings and params["fail"]:
            first = findings[0]
            more = f" (and {len(findings) - 1} more)" if findings[1:] else ""
            result.update(
                failed=True,
                msg=f"{first['file']}: {first['where']}: {first['problem']}{more}. See docs/share_profiles.md.",
            )
        return result

    def _files(self, given: str) -> list[str]:
        path = self._loader.path_dwim(os.path.expanduser(given))
        if not os.path.isdir(path):
            return [path]
        return [os.path.join(path, name) for name in sorted(os.listdir(path)) if name.endswith((".yml", ".yaml"))]

    @staticmethod
    def _look(path: str, words: Iterable[str]) -> list[Finding]:
        try:
            data = read_profile(path)
            with open(path, encoding="utf-8") as handle:
                text = handle.read()
        except NetcamError as error:
            return [Finding("file", error.message)]
        return lint(data, text, words)

    @staticmethod
    def _of_site(hostvars: Mapping[str, Any]) -> Iterable[str]:
        for name in hostvars:
            variables = hostvars[name]
            for variable in _TELLING:
                value = variables.get(variable)
                if isinstance(value, str) and value.lower() not in _COMMON:
                    yield value
