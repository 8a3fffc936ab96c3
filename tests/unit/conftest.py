# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Hypothesis for all unit tests: the same examples on every run, no database, no judgement by time.

`HYPOTHESIS_PROFILE=explore` looks at many more and at other examples each time.
"""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(str(Path(__file__).resolve().parents[2] / ".pytest_cache" / "hypothesis"))
_CALM = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("default", max_examples=100, derandomize=True, **_CALM)
settings.register_profile("explore", max_examples=3000, derandomize=False, **_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
