# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Files to and from a camera: firmware, backup, log. ONVIF gives an address for an ordinary HTTP transfer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from .._errors import AuthenticationFailed, CameraAnswer, Refused
from .._wire import MAX_FILE
from .mtom import attachment
from .services import path_of
from .soap import OperationMissing, Soap
from .xml import tag

_UPLOAD_TIMEOUT = 300.0
#: how long a camera may have us wait between the announcement of an upload and the upload. Seconds.
_LONGEST_DELAY = 120.0
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")

Sleep = Callable[[float], None]


def seconds_of(duration: str | None) -> float:
    """An xs:duration of days at most; 0 for anything else."""
    found = _DURATION.fullmatch((duration or "").strip())
    if not found:
        return 0.0
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def upload(soap: Soap, operation: str, what: str, content: bytes, sleep: Sleep = time.sleep) -> None:
    """StartFirmwareUpgrade or StartSystemRestore, the wait the camera asks for, and the file, once."""
    response = soap.call(tag(f"tds:{operation}"), resend=False).node
    address = response.get("UploadUri")
    if not address:
        raise OperationMissing(f"the camera answers {operation} without an address to upload to")
    sleep(min(seconds_of(response.get("UploadDelay")), _LONGEST_DELAY))
    answer = soap.client.request(
        "POST",
        path_of(address),
        body=content,
        headers={"Content-Type": "application/octet-stream"},
        timeout=_UPLOAD_TIMEOUT,
        resend=False,
        judge=False,
    )
    if answer.status < 300:
        return
    reasons = {
        401: "it wants another login for uploads",
        403: "it does not let this account upload",
        413: "the file is too large for it",
        415: "the file is not for this camera, or damaged",
        500: "the camera failed while it took the file",
    }
    reason = reasons.get(answer.status, "no reason given")
    raise CameraAnswer(f"the camera refused {what} with HTTP {answer.status}: {reason}")


def download(soap: Soap, address: str, what: str) -> bytes:
    """A file from an address that the camera named. Only its path is used."""
    answer = soap.client.request("GET", path_of(address), timeout=_UPLOAD_TIMEOUT, judge=False, largest=MAX_FILE)
    if answer.status == 401:
        raise AuthenticationFailed(f"the camera wants another login for {what}")
    if answer.status == 403:
        raise Refused(f"the camera does not let this account read {what}")
    if answer.status != 200:
        raise CameraAnswer(f"the camera answers {what} with HTTP {answer.status}")
    return answer.content


def system_uris(soap: Soap) -> tuple[str | None, str | None]:
    """Addresses of the system log and of the backup."""
    response = soap.call(tag("tds:GetSystemUris")).node
    logs = response.find("SystemLogUris")
    entries = logs.all("SystemLog") if logs is not None else []
    entries.sort(key=lambda entry: entry.get("Type") != "System")
    log = next((uri for entry in entries if (uri := entry.get("Uri"))), None)
    return log, response.get("SystemBackupUri") or None


def system_log(soap: Soap) -> str:
    """The log inside the answer: text, or an attachment."""
    # the text inside the XML keeps to the limit of XML; a log beside it is a file
    reply = soap.call(tag("tds:GetSystemLog", tag("tds:LogType", "System")), largest=MAX_FILE)
    text = reply.node.find("SystemLog", "String")
    if text is not None:
        return text.text
    binary = reply.node.find("SystemLog", "Binary")
    if binary is None:
        raise OperationMissing("the camera answers GetSystemLog with nothing: it does not really have it")
    return attachment(binary, reply.attachments).decode("utf-8", errors="replace")
