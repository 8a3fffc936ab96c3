# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Every error this collection raises on purpose.

An error names the camera, the setting (label and menu path) where there is one, what was seen, and what to do next.
It never carries a URL, a header or a parameter of a request, because those can hold a password.
"""

from __future__ import annotations

from typing import Any


class NetcamError(Exception):
    """Base of all errors; C(code) is machine readable and documented in docs/errors.md."""

    code = "error"

    def __init__(self, message: str, *, setting: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.setting = setting
        self.hint = hint
        #: what the run had done until then, in the shape of a result
        self.partial: dict[str, Any] = {}

    def details(self) -> dict[str, Any]:
        """What playbooks may look at beside the code."""
        return {}

    def describe(self, camera: str) -> str:
        """The sentence shown to people: which camera, which setting, what was seen, what to do."""
        parts = [f"{camera}: "]
        if self.setting:
            parts.append(f"{self.setting}: ")
        parts.append(self.message)
        text = "".join(parts)
        if not text.endswith((".", "!", "?")):
            text += "."
        return f"{text} {self.hint}" if self.hint else text


class CameraUnreachable(NetcamError):
    """No TCP connection, a TLS failure, or no answer in time, before anything was read."""

    code = "unreachable"
    #: an open connection broke off, which may be a moment's trouble; nothing was refused, nothing timed out
    broken = False
    #: something speaks TLS there, and its certificate is not trusted
    untrusted = False


class AuthenticationFailed(NetcamError):
    """The camera refused the credentials. Each credential is tried once and never again in this session."""

    code = "authentication_failed"


class InvalidValue(NetcamError):
    """A wanted value is outside the limits of the camera's generation; raised before any request."""

    code = "invalid_value"


class Unsupported(NetcamError):
    """The camera, or its profile, has no way to reach a setting."""

    code = "unsupported"
    #: id of the setting, where it can be left to a person
    key: str | None = None


class Refused(NetcamError):
    """A guard did not hold: carrying out the plan could lock people out or leak a secret."""

    code = "refused"


class ConnectionLost(NetcamError):
    """The connection broke after the session was open."""

    code = "connection_lost"
    broken = False
    untrusted = False


class CameraBusy(NetcamError):
    """Another administrator is logged in and did not leave within the time limit."""

    code = "camera_busy"


class CameraAnswer(NetcamError):
    """The camera answered something that is not success."""

    code = "camera_answer"


class NotEffective(NetcamError):
    """The camera accepted a write, but reading back or looking from outside shows another state."""

    code = "not_effective"


class RestartTimeout(NetcamError):
    """The camera did not come back after a restart within the time limit."""

    code = "restart_timeout"


class TimeLimit(NetcamError):
    """A camera took longer than a task with all cameras may spend on one; nothing was written to it."""

    code = "time_limit"


class ProfileError(NetcamError):
    """A profile (code map) cannot be read, is malformed, or is for another camera."""

    code = "profile"


class FileProblem(NetcamError):
    """A local file (firmware, backup) is missing, unreadable, or not what its checksum says."""

    code = "file"


class JournalProblem(NetcamError):
    """The journal of passwords cannot be read or written; a camera is not told what cannot be written down first."""

    code = "journal"


class CertificateProblem(NetcamError):
    """A certificate, chain, key or signing request cannot be used; C(problem) is the machine-readable reason."""

    code = "certificate"

    def __init__(self, message: str, *, problem: str, setting: str | None = None, hint: str | None = None) -> None:
        super().__init__(message, setting=setting, hint=hint)
        self.problem = problem

    def details(self) -> dict[str, Any]:
        """The reason."""
        return {"problem": self.problem}
