# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""What auditors call it: identifiers in public standards, by topic. Mappings that this collection made are labelled ours.

Those that Milestone's hardening guide uses for devices itself are marked with an asterisk and labelled with its name.
IEC 62443 is quoted by identifier only. Nothing here claims that a control is enough for the identifier beside it.
"""

from __future__ import annotations

OURS, MILESTONE, PUBLISHED = "ours", "Milestone hardening guide", "published"

_NIST, _CIS, _8259A = "NIST SP 800-53 Rev. 5", "CIS Controls v8", "NISTIR 8259A"
_ETSI, _IEC, _BASELINE = "ETSI EN 303 645", "IEC 62443-4-2", "ONVIF Security Baseline"

_ACCESS, _CONFIGURATION, _DATA = "Logical Access to Interfaces", "Device Configuration", "Data Protection"
_STATE, _SOFTWARE, _IDENTITY = "Cybersecurity State Awareness", "Software Update", "Device Identification"

#: topic: NIST SP 800-53 (* published by Milestone), CIS, NISTIR 8259A, EN 303 645, IEC 62443-4-2
_TABLE: dict[str, tuple[str, str, str, str, str]] = {
    "administrator": ("IA-5 IA-5(1) *IA-4", "4.7 5.2", _ACCESS, "5.1-1 5.1-2 5.1-3 5.1-4", "CR1.5 CR1.7"),
    "accounts": ("*AC-2 AC-3 AC-6 AC-14", "5.1 5.3 6.8", _ACCESS, "5.6-1", "CR1.1 CR1.3 CR2.1"),
    "firmware": ("SI-2 CM-8", "2.2 7.3 12.1", _SOFTWARE, "5.3", "EDR3.10 CR3.4"),
    "clock": ("AU-8 SC-45", "8.4", _STATE, "", "CR2.11"),
    "log": ("AU-2 AU-6 AU-9 AU-12", "8.2 8.9 8.11", _STATE, "5.10-1", "CR2.8 CR6.1 CR6.2"),
    "hosts": ("AC-4 SC-7 SC-7(5)", "4.4 4.5", _ACCESS, "5.6-1", "CR5.1"),
    "digest": ("IA-2 IA-5(1)", "3.10", _ACCESS, "5.1-3 5.5-1", "CR1.5"),
    "ports": ("CM-6 CM-7", "4.8", _CONFIGURATION, "5.6-1", "CR7.6"),
    "tls": ("SC-8 SC-8(1) SC-12 SC-13 SC-17", "3.10 12.6", _DATA, "5.5-1 5.8-1", "CR1.8 CR1.9 CR3.1 CR4.1 CR4.3"),
    "dot1x": ("IA-3 *CM-7", "13.9", _IDENTITY, "5.5", "CR1.2"),
    "unused": ("*AC-17 *CM-6 *CM-7", "4.8", _CONFIGURATION, "5.6-1 5.6-2 5.6-3", "CR7.7"),
    "snmp3": ("SC-8 IA-3", "12.6", _DATA, "5.5-1", "CR4.1"),
    "backup": ("CP-9 CP-9(8) SC-28", "11.3", _DATA, "5.4-1", "CR7.3 CR7.4"),
    "disposal": ("MP-6", "3.5", _CONFIGURATION, "5.11-1", "CR4.2"),
    "network": ("AC-4 SC-7", "12.2", _ACCESS, "", "CR5.1"),
    "remote": ("AC-17 SC-7", "12.7", _ACCESS, "", ""),
    "physical": ("PE-3", "", "", "", "EDR3.11"),
    "policy": ("CM-2 CM-3 *CM-6 CA-7", "4.1 4.2 1.1", _CONFIGURATION, "5.12", "CR7.6"),
}


def _references(row: tuple[str, str, str, str, str]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for word in row[0].split():
        mapping = MILESTONE if word.startswith("*") else OURS
        found.append({"standard": _NIST, "id": word.lstrip("*"), "mapping": mapping})
    found += [{"standard": _CIS, "id": word, "mapping": OURS} for word in row[1].split()]
    if row[2]:
        found.append({"standard": _8259A, "id": row[2], "mapping": OURS})
    found += [{"standard": _ETSI, "id": word, "mapping": OURS} for word in row[3].split()]
    found += [{"standard": _IEC, "id": _spaced(word), "mapping": OURS} for word in row[4].split()]
    return found


def _spaced(word: str) -> str:
    return f"{word[:-len(word.lstrip('CEDR'))]} {word.lstrip('CEDR')}"


REFERENCES: dict[str, list[dict[str, str]]] = {topic: _references(row) for topic, row in _TABLE.items()}
#: here the control is what the baseline says
REFERENCES["baseline"] = [{"standard": _BASELINE, "id": "26.06", "mapping": PUBLISHED}, *REFERENCES["tls"]]
