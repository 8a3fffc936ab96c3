# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Files that hold secrets: mode 0600, replaced as a whole or not at all, and on the disk when the call returns.

A process that is killed at any moment leaves the old content or the new one. Forks and threads wait for each other.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote

from ..module_utils._files import sync_folder


def file_name(host: str) -> str:
    """A file name for a host of the inventory, whatever characters its name has."""
    name = quote(host, safe=" @+=,:")
    return f"%2E{name[1:]}" if name.startswith(".") else name


@contextmanager
def locked(path: str) -> Iterator[None]:
    """Alone with C(path), among all processes and threads of this host. Makes the folder. Raises OSError."""
    folder, name = os.path.split(path)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    # the lock is a file of its own, because the file itself is replaced
    handle = os.open(
        os.path.join(folder, f".{name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600
    )
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def read(path: str, largest: int) -> bytes | None:
    """The content; None where there is no such file. Raises OSError, also when it is longer than C(largest) bytes."""
    with suppress(FileNotFoundError), open(path, "rb") as handle:
        content = handle.read(largest + 1)
        if len(content) > largest:
            raise OSError(f"the file is longer than {largest} bytes")
        return content
    return None


def write(path: str, content: bytes) -> None:
    """Replace the file. To be called while it is C(locked). Raises OSError; then the old content is still there."""
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.new")
    # one that a killed process has left; nobody else writes it under the lock
    with suppress(FileNotFoundError):
        os.unlink(temporary)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    # the new name is on the disk only with its folder
    sync_folder(folder)
