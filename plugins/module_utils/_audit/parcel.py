# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A result as one short text, which can travel where a file cannot: in the artifacts of a job whose disk is thrown away."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from typing import Any

from .._errors import FileProblem
from .result import as_text, checked

#: Bytes of JSON. Two thousand cameras with sixty controls each stay below it.
MAX_UNPACKED = 128 * 1024 * 1024
_LABEL = "parcel of an audit"


def pack(result: Mapping[str, Any]) -> str:
    """The result as text of printable characters (zlib, Base64)."""
    return base64.b64encode(zlib.compress(as_text(result).encode("utf-8"), 9)).decode("ascii")


def unpack(name: str, text: str) -> dict[str, Any]:
    """The result in a parcel. Raises FileProblem for what is no parcel, is too large, or holds no result of this version."""
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(base64.b64decode(text.strip().encode("ascii"), validate=True), MAX_UNPACKED)
        if inflater.unconsumed_tail:
            raise FileProblem(f"{name} is larger than {MAX_UNPACKED // 1024 // 1024} MB when unpacked", setting=_LABEL)
        if not inflater.eof:
            raise FileProblem(
                f"{name} is cut off", setting=_LABEL, hint="The job that made it did not end well; run it again."
            )
        result = json.loads(data)
    except (binascii.Error, UnicodeEncodeError, zlib.error, ValueError, RecursionError):
        raise FileProblem(f"{name} is no result of an audit", setting=_LABEL) from None
    return checked(name, result)
