# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The words of an audit's result (docs/schemas/audit-1.json)."""

from __future__ import annotations

PASS, FAIL, MANUAL, NOT_APPLICABLE, UNKNOWN, WAIVED = "pass", "fail", "manual", "not_applicable", "unknown", "waived"
RESULTS = (PASS, FAIL, MANUAL, NOT_APPLICABLE, UNKNOWN, WAIVED)

#: Each level holds those before it.
LEVELS = ("entry", "standard", "strict")

#: From the worst to what is only told.
SEVERITIES = ("critical", "high", "medium", "low", "info")

#: How much a control weighs in the score.
WEIGHTS = {"critical": 10, "high": 5, "medium": 3, "low": 1, "info": 0}

SETTING, PROBE, NOTE = "setting", "probe", "note"
BOTH, ATTESTATION = "both", "attestation"
METHODS = (SETTING, PROBE, BOTH, ATTESTATION)
