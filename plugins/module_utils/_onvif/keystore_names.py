# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Names in requests and self-signed certificates, which not every keystore takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from .security_model import Extension
from .soap import FaultAnswer

#: Faults that say what is wrong, so that leaving out the names would not help.
_NOT_THE_NAMES = (
    "KeyID", "InvalidKeyStatus", "UnsupportedSignatureAlgorithm", "KeySignatureAlgorithmMismatch", "InvalidSubject",
    "InvalidDateTime", "MaximumNumberOfCertificatesReached",
)  # fmt: skip

Made = TypeVar("Made")


def with_names(create: Callable[[Sequence[Extension]], Made], names: Sequence[Extension]) -> Made:
    """Once with the names; where the camera takes no such attribute, once more without: the issuer adds them anyway."""
    try:
        return create(names)
    except FaultAnswer as error:
        if not names or error.fault.says(*_NOT_THE_NAMES):
            raise
    return create(())
