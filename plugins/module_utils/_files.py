# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Files that many workers may use at once: written whole or not at all, with the rights they need, under a lock."""

from __future__ import annotations

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ._errors import FileProblem

PRIVATE = 0o600
PUBLIC = 0o644
#: Seconds to wait for another worker. Issuing takes milliseconds; hundreds of forks queue for a few seconds.
LOCK_WAIT = 120.0


def make_folder_of(path: str, mode: int, label: str | None = None) -> None:
    """Make the folder of a file, with C(mode), where it is missing. C(label) names the file for errors. Raises FileProblem."""
    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), mode=mode, exist_ok=True)
    except OSError as error:
        raise FileProblem(f"{path} cannot be written: {error.strerror}", setting=label) from None


def write_whole(path: str, content: bytes, mode: int, *, overwrite: bool = True, label: str | None = None) -> None:
    """Write a file so that a reader sees the old or the new content, never a part, and a power cut leaves one of them.

    C(mode) is set before the first byte is written. C(label) names the file for errors. Raises FileProblem; without
    C(overwrite) also when the file exists.
    """
    temporary = f"{path}.{secrets.token_hex(8)}.part"
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        try:
            with os.fdopen(handle, "wb") as stream:
                # the process's umask may have taken rights away
                os.fchmod(stream.fileno(), mode)
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if overwrite:
                os.replace(temporary, path)
            else:
                os.link(temporary, path)
            sync_folder(os.path.dirname(path) or ".")
        finally:
            if os.path.lexists(temporary):
                os.unlink(temporary)
    except FileExistsError:
        raise FileProblem(f"{path} exists already and is left as it is", setting=label) from None
    except OSError as error:
        raise FileProblem(f"{path} cannot be written: {error.strerror}", setting=label) from None


def sync_folder(folder: str) -> None:
    """Make names in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_whole(path: str, limit: int, what: str = "") -> bytes:
    """A file of at most C(limit) bytes. C(what) says in errors which file it is. Raises FileProblem."""
    shown = f"{what} {path}" if what else path
    try:
        with open(path, "rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        raise FileProblem(f"{shown} cannot be read: {error.strerror}") from None
    if len(content) > limit:
        raise FileProblem(f"{shown} is larger than {limit} bytes")
    return content


@contextmanager
def locked(path: str, wait: float = LOCK_WAIT) -> Iterator[None]:
    """Alone among all processes of this host that ask for the same file, which is made where it is missing.

    Raises FileProblem when another one holds it for longer than C(wait) seconds.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE)
    except OSError as error:
        raise FileProblem(f"{path} cannot be opened: {error.strerror}") from None
    try:
        acquire(handle, path, wait)
        yield
    finally:
        # closing gives the lock back, as the end of the process would
        os.close(handle)


def acquire(handle: int, path: str, wait: float = LOCK_WAIT) -> None:
    """Lock an open file for this process alone. Raises FileProblem when it stays taken for C(wait) seconds."""
    give_up = time.monotonic() + wait
    pause = 0.01
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > give_up:
                raise FileProblem(
                    f"{path} is locked by another process for more than {wait:g} s",
                    hint="Another run works with it; wait for its end, or look for one that hangs.",
                ) from None
        except OSError as error:
            raise FileProblem(f"{path} cannot be locked: {error.strerror}") from None
        time.sleep(pause)
        pause = min(pause * 1.5, 0.25)
