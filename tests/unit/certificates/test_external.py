# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An issuer of the user's own: a real command signs (openssl), and what goes wrong with commands is told."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.external import Command, issue
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.reading import MAX_SIZE
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.signing_request import Request, judge
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import Subject, Wish
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CertificateProblem

from .material import ADDRESS, NAME, authority, csr, ec_key, server, written

ROOT = authority("Test root")
WISH = Wish(Subject(NAME), (ADDRESS,), key_type="ec", key_size=256)
PATIENCE = 60.0


@pytest.fixture
def request_of_lobby() -> Request:
    return judge(csr(ec_key()), WISH)


def python(code: str, *arguments: object, **options: Any) -> Command:
    """A command that runs this program."""
    return Command((sys.executable, "-c", code, *map(str, arguments)), **{"timeout": PATIENCE, **options})


def refused(act: Callable[[], Any]) -> CertificateProblem:
    with pytest.raises(CertificateProblem) as caught:
        act()
    return caught.value


def test_openssl_signs_as_an_external_issuer(request_of_lobby: Request, tmp_path: Path) -> None:
    root, key = written(tmp_path, "ca.pem", ROOT.pem), written(tmp_path, "ca.key", ROOT.key_pem())
    command = Command(
        ("openssl", "x509", "-req", "-CA", str(root), "-CAkey", str(key), "-set_serial", "77", "-days", "30"), PATIENCE
    )

    bundle = issue(command, request_of_lobby, "lobby")

    assert bundle.leaf.serial_number == 77
    assert bundle.leaf.public_key() == ec_key().public_key()


def test_the_command_gets_the_request_and_knows_the_camera(request_of_lobby: Request, tmp_path: Path) -> None:
    leaf = server(ROOT, key=ec_key())
    chain = written(tmp_path, "chain.pem", ROOT.pem + leaf.pem)
    code = (
        "import os,sys; assert 'BEGIN CERTIFICATE REQUEST' in sys.stdin.read();"
        "assert os.environ['NETCAM_CAMERA'] == '$(touch x)'; assert os.environ['NETCAM_NAMES'] == '192.0.2.10';"
        "assert os.environ['TOKEN'] == 't-1'; sys.stdout.write(open(sys.argv[1]).read())"
    )

    bundle = issue(python(code, chain, environment=(("TOKEN", "t-1"),)), request_of_lobby, "$(touch x)")

    assert bundle.leaf == leaf.certificate
    assert not Path("x").exists()


def test_the_collections_own_secrets_do_not_reach_the_command(
    request_of_lobby: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETCAM_PASSWORD", "Gq7-zephyR-41")
    code = "import os,sys; sys.exit('seen' if 'NETCAM_PASSWORD' in os.environ else 'clean')"

    assert "clean" in refused(lambda: issue(python(code), request_of_lobby, "lobby")).message


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("import sys; sys.exit(3)", "ended with status 3"),
        ("import sys; print('no such CA', file=sys.stderr); sys.exit(1)", "no such CA"),
        ("import os; os.kill(os.getpid(), 9)", "ended with status -9"),
        (f"print('x' * {MAX_SIZE + 5})", f"wrote more than {MAX_SIZE} bytes"),
        ("while True: print('x' * 65536)", f"wrote more than {MAX_SIZE} bytes"),
        ("import sys; sys.stderr.write('x' * 10**7); sys.exit(1)", "ended with status 1"),
    ],
)
def test_a_command_that_fails_is_told_with_its_last_words(code: str, seen: str, request_of_lobby: Request) -> None:
    error = refused(lambda: issue(python(code), request_of_lobby, "lobby"))

    assert error.problem == "issuer"
    assert seen in error.message
    assert len(error.message) < 1200


@pytest.mark.parametrize("code", ["", "print('<html>')", "import sys; sys.stdin.close()"])
def test_output_that_is_no_certificate_is_told(code: str, request_of_lobby: Request) -> None:
    error = refused(lambda: issue(python(code), request_of_lobby, "lobby"))

    assert error.problem == "not_a_certificate"
    assert os.path.basename(sys.executable) in error.message


def test_a_certificate_for_another_key_is_refused(request_of_lobby: Request, tmp_path: Path) -> None:
    other = written(tmp_path, "other.pem", server(ROOT, key=ec_key("secp256r1", 9)).pem)

    assert refused(lambda: issue(Command(("cat", str(other))), request_of_lobby, "lobby")).problem == "wrong_key"


def test_a_command_that_hangs_is_ended_with_all_it_started(request_of_lobby: Request, tmp_path: Path) -> None:
    noted = tmp_path / "child"
    code = (
        "import subprocess,sys,time; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        "open(sys.argv[1], 'w').write(str(child.pid)); print('waiting for the HSM', file=sys.stderr, flush=True);"
        "time.sleep(600)"
    )
    error = refused(lambda: issue(python(code, noted, timeout=5.0), request_of_lobby, "lobby"))

    assert "was not finished after 5 s" in error.message
    if noted.exists():
        give_up = time.monotonic() + PATIENCE
        while alive(noted.read_text()) and time.monotonic() < give_up:
            time.sleep(0.05)
        assert not alive(noted.read_text())


def alive(pid: str) -> bool:
    """Whether a process still runs; one that waits for its parent to notice its end does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in ("Z", "X")
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_secrets_and_control_characters_do_not_reach_the_error(request_of_lobby: Request) -> None:
    code = "import sys; print('token s3cr3t-token and v-9-value \\x1b[31m', file=sys.stderr); sys.exit(1)"
    command = python(code, environment=(("VAULT_TOKEN", "v-9-value"),), secrets=("s3cr3t-token",))

    error = refused(lambda: issue(command, request_of_lobby, "lobby"))

    assert "token ******** and ********" in error.message
    assert "\x1b" not in error.message


@pytest.mark.parametrize("argv", [(), ("",), ("/nonexistent/issue",), ("x\0y",), ("/etc/passwd",)])
def test_what_is_no_command_is_told(argv: tuple[str, ...], request_of_lobby: Request) -> None:
    assert refused(lambda: issue(Command(argv), request_of_lobby, "lobby")).problem == "issuer"
