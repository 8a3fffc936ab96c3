# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The collection's version, for files that outlive a run. A unit test holds it equal to galaxy.yml."""

from __future__ import annotations

VERSION = "0.1.0"
