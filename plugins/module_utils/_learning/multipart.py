# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The parts of a multipart form (RFC 7578) as a browser's network log keeps them: with file names, mostly without what is in the files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from email import message_from_bytes
from email.policy import HTTP

_BOUNDARY = re.compile(r"boundary=", re.IGNORECASE)
_FIRST_LINE = re.compile(r"\A--([^\r\n]{1,200})\r?\n")
#: Firefox writes the headers of the body in front of it.
_HEADERS = re.compile(r"\A(?:content-[a-z-]+:[^\n]*\n)+\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class File:
    """A file of a form: C(field) is the form's name for it, C(name) that of the file; C(content) is empty where the log left it out."""

    field: str
    name: str
    content: str = made_by(default="", repr=False)


@dataclass(frozen=True)
class Param:
    """One entry of C(postData.params) (HAR 1.2). C(file_name) is empty for what is no file."""

    name: str
    value: str = made_by(default="", repr=False)
    file_name: str = ""


def parts_of(body: str, mime: str) -> tuple[list[tuple[str, str]], list[File]]:
    """Fields and files of a body. A log may have lost the boundary, which the body's first line shows."""
    body = _HEADERS.sub("", body)
    if not _BOUNDARY.search(mime):
        first = _FIRST_LINE.match(body)
        mime = f'multipart/form-data; boundary="{first[1]}"' if first else mime
    head = f"Content-Type: {mime}\r\n\r\n".encode("utf-8", errors="replace")
    message = message_from_bytes(head + body.encode("utf-8", errors="replace"), policy=HTTP)
    fields, files = [], []
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            continue
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""
        file_name = part.get_filename()
        if file_name is None:
            fields.append((name, content))
        else:
            files.append(File(name, _last(file_name), content))
    return fields, files


def params_of(params: Sequence[Param]) -> tuple[list[tuple[str, str]], list[File]]:
    """Fields and files of a log that keeps them as a list."""
    fields = [(param.name, param.value) for param in params if not param.file_name]
    return fields, [File(param.name, _last(param.file_name), param.value) for param in params if param.file_name]


def _last(name: str) -> str:
    """Some browsers send the folder, too."""
    return re.split(r"[/\\]", name)[-1]
