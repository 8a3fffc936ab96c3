# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What is an operation rather than a setting. Each file holds one: its options and what it does in an open session."""

from __future__ import annotations

from . import (
    backup,
    certificate,
    certificate_info,
    certificate_trust,
    device_info,
    dot1x,
    firmware,
    initialization,
    log_info,
    reboot,
)
from .base import Operation

OPERATIONS: dict[str, Operation] = {
    operation.name: operation
    for operation in (
        firmware.Firmware(),
        certificate.Certificate(),
        dot1x.Dot1x(),
        backup.Backup(),
        initialization.Initialization(),
        reboot.Reboot(),
        log_info.LogInfo(),
        certificate_info.CertificateInfo(),
        certificate_trust.CertificateTrust(),
        device_info.DeviceInfo(),
    )
}

__all__ = ["OPERATIONS", "Operation"]
