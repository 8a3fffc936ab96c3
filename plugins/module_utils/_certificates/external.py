# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Sign by a command of the user's: an argument list, the request on its standard input, the chain on its standard output.

No shell is involved, so nothing in a request or a camera's name can become a command.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .._errors import CertificateProblem
from .._masking import without_secrets
from .chain import Bundle, read_bundle
from .facts import key_fingerprint
from .reading import MAX_SIZE
from .signing_request import Request, request_pem

#: Lines, and characters, of what the command says in its error stream that are shown.
_LINES, _CHARACTERS = 5, 800
_STDERR_LIMIT = 64 * 1024


@dataclass(frozen=True)
class Command:
    """How to sign. C(argv) is the program with its arguments, C(timeout) in seconds for all of it. C(secrets) are texts
    that must not show in an error, such as a token among the arguments; values of the environment never do."""

    argv: tuple[str, ...]
    timeout: float = 60.0
    environment: tuple[tuple[str, str], ...] = ()
    secrets: tuple[str, ...] = ()


def issue(command: Command, request: Request, camera: str) -> Bundle:
    """Have a judged request signed. The command sees the inventory name and the names for the certificate in its environment,
    as NETCAM_CAMERA and NETCAM_NAMES (separated by commas), and none of the collection's own variables.

    What comes back is read, put in order, and compared with the request's key; its content is for the caller to judge
    (C(material.check)). Raises CertificateProblem: issuer (the command failed), wrong_key, and what C(read_bundle) raises.
    """
    if not command.argv or not command.argv[0]:
        raise CertificateProblem("the issuing command is a list of words, the program first", problem="issuer")
    output = _run(command, request_pem(request).encode("ascii"), camera, request.names)
    bundle = read_bundle(output, what=f"the output of {_program(command)}")
    if key_fingerprint(bundle.leaf.public_key()) != request.key:
        raise CertificateProblem(
            f"{_program(command)} returned a certificate for another key than the request's",
            problem="wrong_key",
            hint="It must sign the request on its standard input.",
        )
    return bundle


def _run(command: Command, given: bytes, camera: str, names: Sequence[str]) -> bytes:
    own = {key: value for key, value in os.environ.items() if not key.startswith(("NETCAM_", "ANSIBLE_"))}
    environment = {**own, **dict(command.environment), "NETCAM_CAMERA": camera, "NETCAM_NAMES": ",".join(names)}
    try:
        process = subprocess.Popen(
            command.argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            # a group of its own: what the command has started ends with it
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it holds a zero byte"
        raise _failed(command, f"cannot be started: {reason.lower()}", b"") from None
    try:
        output, errors, finished = _talk(process, given, command.timeout)
    finally:
        _end(process)
    if not finished:
        raise _failed(command, f"was not finished after {command.timeout:g} s", errors)
    if len(output) > MAX_SIZE:
        raise _failed(command, f"wrote more than {MAX_SIZE} bytes", errors)
    if process.returncode != 0:
        raise _failed(command, f"ended with status {process.returncode}", errors)
    return output


def _talk(process: subprocess.Popen[bytes], given: bytes, timeout: float) -> tuple[bytes, bytes, bool]:
    """Feed and read at once, so that neither side waits for the other; stops at the limits."""
    end = time.monotonic() + timeout
    collected: dict[str, bytearray] = {"output": bytearray(), "errors": bytearray()}
    with selectors.DefaultSelector() as selector:
        for stream, name, events in (
            (process.stdin, "input", selectors.EVENT_WRITE),
            (process.stdout, "output", selectors.EVENT_READ),
            (process.stderr, "errors", selectors.EVENT_READ),
        ):
            if stream is not None:
                os.set_blocking(stream.fileno(), False)
                selector.register(stream, events, name)
        while selector.get_map():
            left = end - time.monotonic()
            if left <= 0:
                return bytes(collected["output"]), bytes(collected["errors"]), False
            for key, _events in selector.select(left):
                if key.data == "input":
                    given = _feed(key.fd, given)
                    ended = not given
                else:
                    ended = _take(key.fd, collected[key.data], MAX_SIZE if key.data == "output" else _STDERR_LIMIT)
                if ended:
                    selector.unregister(key.fileobj)
                    key.fileobj.close()  # type: ignore[union-attr]  # a pipe of ours, never a bare number
            if len(collected["output"]) > MAX_SIZE:
                # enough is known; waiting for its end could take all the time there is
                return bytes(collected["output"]), bytes(collected["errors"]), True
    try:
        process.wait(max(end - time.monotonic(), 0.01))
    except subprocess.TimeoutExpired:
        return bytes(collected["output"]), bytes(collected["errors"]), False
    return bytes(collected["output"]), bytes(collected["errors"]), True


def _feed(handle: int, given: bytes) -> bytes:
    try:
        return given[os.write(handle, given) :]
    except BlockingIOError:
        return given
    except OSError:
        # it does not want to read: whether that was right is seen from what it writes
        return b""


def _take(handle: int, into: bytearray, limit: int) -> bool:
    """Whether the stream has ended. What is beyond the limit is read and dropped, but for one byte that tells."""
    try:
        part = os.read(handle, 65536)
    except BlockingIOError:
        return False
    into += part[: max(limit + 1 - len(into), 0)]
    return not part


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                pass
    process.wait()


def _program(command: Command) -> str:
    return os.path.basename(command.argv[0])


def _failed(command: Command, what: str, errors: bytes) -> CertificateProblem:
    hidden = (*command.secrets, *(value for _name, value in command.environment))
    said = _shown(errors.decode("utf-8", errors="replace"), hidden)
    return CertificateProblem(
        f"the issuing command {_program(command)} {what}" + (f": {said}" if said else ""),
        problem="issuer",
        hint="It reads the request (PEM) from its standard input and writes the chain (PEM) to its standard output.",
    )


def _shown(text: str, secrets: Iterable[str]) -> str:
    """The last lines without secrets and without what a terminal would act on."""
    lines = [line.strip() for line in without_secrets(text, secrets).splitlines() if line.strip()]
    joined = " / ".join(lines[-_LINES:])
    return "".join(letter if letter.isprintable() else " " for letter in joined)[-_CHARACTERS:]
