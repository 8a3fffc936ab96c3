# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A profile as YAML. Whoever writes one writes it in this way, so that a proof changes no other line of a learned profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

try:
    import yaml
except ImportError:
    # the module says which library is missing, before anything here is called
    HAS_YAML = False
else:
    HAS_YAML = True

    class _Plain(yaml.SafeDumper):
        """Without anchors: every part of a profile can be read, and cut out, by itself."""

        def ignore_aliases(self, data: Any) -> bool:
            return True


def profile_text(profile: Mapping[str, Any], head: str = "") -> str:
    """The profile in the order of its keys. C(head) are comment lines to begin with.

    Words such as C(on) and digits are quoted where they are text.
    """
    return f"{head}---\n{yaml.dump(dict(profile), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=140)}"
