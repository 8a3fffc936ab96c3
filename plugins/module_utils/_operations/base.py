# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The interface of an operation, and what several of them need."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Protocol

from .._catalog import SETTINGS
from .._errors import FileProblem, Unsupported
from .._files import PRIVATE, write_whole
from .._result import Result
from .._session import Session

Params = Mapping[str, Any]

#: Why a setting is not applicable rather than manual.
NO_SUCH_SETTING = "this camera generation has no such setting"


class Operation(Protocol):
    """Something a camera does on request, beside having settings."""

    name: str
    spec: dict[str, dict[str, Any]]
    #: whether it needs an administrator account on the camera: always, to write (not in check mode), never
    needs_account: str

    def static(self, params: Params) -> None:
        """Check the options before any request."""

    def secrets(self, params: Params) -> list[str]:
        """Labels of the secrets it would send now."""

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """Settings it cannot reach on this camera, with the reason."""

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """Do it, or in check mode record what would be done."""


def lacking(session: Session, operation: str, setting_id: str) -> list[tuple[str, str]]:
    """The usual answer of C(unsupported): the camera's interface describes no such request."""
    if session.driver is None:
        return [(setting_id, "there is no code map (profile) for this model, and no other interface is known")]
    if not session.driver.has(operation):
        return [(setting_id, f"the profile of this camera does not describe the request {operation!r}")]
    return []


def require_driver(session: Session, operation: str, setting_id: str) -> Any:
    """The driver, when it has the operation. Raises Unsupported with the menu path to do it by hand."""
    found = lacking(session, operation, setting_id)
    if found:
        raise Unsupported(
            found[0][1],
            setting=SETTINGS[setting_id].where(session.facts.family),
            hint="Do it on the camera's own page.",
        )
    return session.driver


def wait_for_restart(session: Session, what: str) -> None:
    """After a request that makes the camera restart by itself. The facts before must have been taken by C(mark)."""
    session.progress(f"waiting for the camera to restart after {what}")
    session.wait_for_restart(_places(session), session.facts)


def _places(session: Session) -> list[tuple[str, int]]:
    """Where the camera may come back: where it was, or where it is as delivered."""
    return list(dict.fromkeys((session.place, ("http", 80))))


def mark(session: Session) -> None:
    """Take the camera's start time now, so that its restart can be seen."""
    facts = session.look()
    if facts is not None:
        session.facts.started = facts.started


def read_file(path: str, label: str) -> bytes:
    """A local file. Raises FileProblem."""
    try:
        with open(path, "rb") as handle:
            return handle.read()
    except OSError as error:
        raise FileProblem(f"{path} cannot be read: {error.strerror}", setting=label) from None


def size_of(path: str, label: str) -> int:
    """Size of a local file in bytes. Raises FileProblem when it is missing or empty."""
    try:
        size = os.stat(path).st_size
    except OSError as error:
        raise FileProblem(f"{path} cannot be read: {error.strerror}", setting=label) from None
    if not size:
        raise FileProblem(f"{path} is empty", setting=label)
    return size


def write_file(path: str, content: bytes, label: str) -> None:
    """Write a local file for its owner only, whole or not at all. Raises FileProblem."""
    write_whole(path, content, PRIVATE, label=label)
