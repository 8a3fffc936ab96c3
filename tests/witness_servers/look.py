# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Look at a target that comes as JSON on stdin, and print the findings: for a network namespace, where the tests are not."""

from __future__ import annotations

import json
import sys


def main(collections: str) -> None:
    """Look and print."""
    sys.path.insert(0, collections)
    from ansible_collections.netcam.hardening.plugins.module_utils._probes.run import look
    from ansible_collections.netcam.hardening.plugins.module_utils._probes.visit import Target

    asked = json.load(sys.stdin)
    sight = look(Target(**asked["target"]), asked["probes"])
    findings = {name: finding.as_dict() for name, finding in sight.findings.items()}
    print(json.dumps({"alive": sight.alive, "findings": findings}))


if __name__ == "__main__":
    main(sys.argv[1])
