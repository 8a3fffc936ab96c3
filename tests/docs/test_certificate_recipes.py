# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The recipes of docs/certificates.md that need another collection: community.crypto signs, and an ACME server (pebble) does.

The playbooks are the page's own. community.crypto comes from tests/tools/fetch_collections.py, pebble from Debian; where they
are missing, the tests say so.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from .conftest import FOREIGN, NETWORK
from .pages import blocks

COLLECTIONS = Path(sys.prefix) / "test-collections"
PASSPHRASE = "seven-Tin-whistles-2"
LOBBY, YARD = "198.51.100.11", "198.51.100.14"
#: Addresses of our own for pebble and its DNS server, beside those of cameras.
ACME_HOST, DNS_HOST = f"{NETWORK}.250.1", f"{NETWORK}.250.2"

needs_crypto = pytest.mark.skipif(
    not (COLLECTIONS / "ansible_collections/community/crypto").exists(),
    reason="community.crypto was not fetched (tests/tools/fetch_collections.py)",
)
needs_pebble = pytest.mark.skipif(
    shutil.which("pebble") is None, reason="pebble is not installed (apt-get install pebble)"
)


@dataclass
class Run:
    """One ansible-playbook process that has ended."""

    code: int
    text: str

    def recap(self, host: str, word: str) -> int:
        """A number of the recap: ok, changed, failed, ..."""
        found = re.search(rf"^{host}\s*:.*\b{word}=(\d+)", self.text, re.MULTILINE)
        assert found, self.text
        return int(found[1])


@dataclass
class Site:
    """The page's folder with its files, an authority, and requests of cameras."""

    folder: Path

    def play(self, name: str, **variables: str) -> Run:
        """Run a playbook of the page on its inventory."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(FOREIGN)}
        paths = os.pathsep.join([os.environ["ANSIBLE_COLLECTIONS_PATH"], str(COLLECTIONS)])
        more = {"ANSIBLE_COLLECTIONS_PATH": paths, "ANSIBLE_HOME": str(self.folder / "home"), "ANSIBLE_NOCOLOR": "1"}
        command = [str(Path(sys.executable).parent / "ansible-playbook"), "-i", str(self.folder / "cameras.yml")]
        command += [str(self.folder / name), "-e", json.dumps(variables)]
        done = subprocess.run(
            command, env={**kept, **more, "NO_PROXY": "*", **self.extra}, cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600, check=False,
        )  # fmt: skip
        return Run(done.returncode, done.stdout)

    @property
    def extra(self) -> dict[str, str]:
        """The authority of pebble's own HTTPS, where there is one."""
        trusted = self.folder / "pebble" / "trust.pem"
        return {"SSL_CERT_FILE": str(trusted)} if trusted.exists() else {}

    def request(self, camera: str, names: str | None, common_name: str | None = None, key: str = "rsa:2048") -> Path:
        """A signing request as a camera writes it: its key stays where it was made."""
        path = self.folder / "requests" / f"{camera}.pem"
        path.parent.mkdir(exist_ok=True)
        extension = ["-addext", f"subjectAltName={names}"] if names else []
        openssl("req", "-new", "-newkey", key, "-nodes", "-keyout", self.folder / f"{camera}.key", "-out", path, "-subj",
                f"/CN={common_name or camera}", *extension)  # fmt: skip
        return path

    def signed(self, camera: str) -> Path:
        """Where the playbooks keep a certificate."""
        return self.folder / "signed" / f"{camera}.pem"


def openssl(*arguments: object) -> str:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, f"openssl {' '.join(map(str, arguments))}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folder = tmp_path / "certificates"
    for block in blocks("docs/certificates.md"):
        if block.word == "file":
            path = tmp_path / block.value
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
    (folder / "signed").mkdir()
    return Site(folder)


@pytest.fixture
def with_authority(site: Site) -> Site:
    run = site.play("ca.yml")
    assert run.code == 0, run.text
    return site


# -- x509_certificate_pipe -----------------------------------------------------------------------------------------------


@needs_crypto
def test_community_crypto_signs_with_the_authority_that_this_collection_made(with_authority: Site) -> None:
    site = with_authority
    site.request("lobby", f"IP:{LOBBY}")
    site.request("yard", f"IP:{YARD}", key="rsa:3072")

    run = site.play("sign.yml")

    assert run.code == 0, run.text
    for camera, address in (("lobby", LOBBY), ("yard", YARD)):
        openssl(
            "verify", "-x509_strict", "-CAfile", site.folder / "ca/ca.pem", "-verify_ip", address, site.signed(camera)
        )
        asked = openssl("req", "-in", site.folder / f"requests/{camera}.pem", "-noout", "-pubkey")
        assert openssl("x509", "-in", site.signed(camera), "-noout", "-pubkey") == asked
    assert PASSPHRASE not in run.text


@needs_crypto
@pytest.mark.parametrize(
    ("names", "common_name"), [(None, None), (f"IP:{LOBBY},DNS:vms.example", None), (f"IP:{LOBBY}", "gate")]
)
def test_the_recipe_refuses_a_request_that_is_not_the_cameras(
    names: str | None, common_name: str | None, with_authority: Site
) -> None:
    site = with_authority
    site.request("lobby", names, common_name)
    site.request("yard", f"IP:{YARD}")

    run = site.play("sign.yml")

    assert (run.recap("lobby", "failed"), run.recap("yard", "failed")) == (1, 0), run.text
    assert not site.signed("lobby").exists()
    assert site.signed("yard").exists()


# -- ACME ----------------------------------------------------------------------------------------------------------------


def free_port(host: str) -> int:
    with socket.create_server((host, 0)) as server:
        return int(server.getsockname()[1])


def wait_for(host: str, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + 300
    while time.monotonic() < give_up:
        assert process.poll() is None, log.read_text()
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError(f"nothing listens on {host} port {port}: {log.read_text()}")


@dataclass
class Acme:
    """An ACME server that runs, with a DNS server whose records can be set."""

    directory: str
    dns_management: str
    roots: str
    trusted: Path


@pytest.fixture
def acme(site: Site) -> Iterator[Acme]:
    """pebble, with HTTPS of its own by an authority of this test."""
    folder = site.folder / "pebble"
    folder.mkdir()
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key.pem", "-out", folder / "trust.pem",
            "-subj", "/CN=pebble", "-days", "2", "-addext", f"subjectAltName=IP:{ACME_HOST}")  # fmt: skip
    port, management, dns, challenges = (free_port(host) for host in (ACME_HOST, ACME_HOST, DNS_HOST, DNS_HOST))
    config = {
        "listenAddress": f"{ACME_HOST}:{port}", "managementListenAddress": f"{ACME_HOST}:{management}",
        "certificate": str(folder / "trust.pem"), "privateKey": str(folder / "key.pem"), "httpPort": 5002, "tlsPort": 5001,
        "ocspResponderURL": "", "externalAccountBindingRequired": False,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps({"pebble": config}), encoding="utf-8")
    openssl(
        "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", site.folder / "acme-account.key"
    )
    log = folder / "log"
    server_env = {**os.environ, "PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"}
    with contextlib.ExitStack() as stack:
        records = _started(
            stack,
            ["pebble-challtestsrv", "-dns01", f"{DNS_HOST}:{dns}", "-management", f"{DNS_HOST}:{challenges}", "-http01", "",
             "-https01", "", "-tlsalpn01", ""],
            log,
        )  # fmt: skip
        server = _started(
            stack,
            ["pebble", "-config", str(folder / "config.json"), "-dnsserver", f"{DNS_HOST}:{dns}"],
            log,
            env=server_env,
        )
        wait_for(DNS_HOST, challenges, records, log)
        wait_for(ACME_HOST, port, server, log)
        yield Acme(
            f"https://{ACME_HOST}:{port}/dir", f"http://{DNS_HOST}:{challenges}",
            f"https://{ACME_HOST}:{management}/roots/0", folder / "trust.pem",
        )  # fmt: skip


def _started(
    stack: contextlib.ExitStack, command: list[str], log: Path, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    out = stack.enter_context(log.open("ab"))
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, env=env)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


@needs_crypto
@needs_pebble
def test_an_acme_server_signs_the_requests_of_cameras(site: Site, acme: Acme) -> None:
    names = {camera: f"{camera}.cameras.example" for camera in ("lobby", "yard")}
    for camera, name in names.items():
        site.request(camera, f"DNS:{name}", name)
    root = site.folder / "root.pem"
    subprocess.run(["curl", "-q", "-sSf", "--noproxy", "*", "--cacert", str(acme.trusted), "-o", str(root), acme.roots],
                   check=True, timeout=120)  # fmt: skip
    variables = {"acme_directory": acme.directory, "dns_management": acme.dns_management}

    first = site.play("acme.yml", **variables)
    again = site.play("acme.yml", **variables)

    assert (first.code, again.code) == (0, 0), first.text + again.text
    for camera, name in names.items():
        chain = site.signed(camera)
        openssl(
            "verify", "-CAfile", root, "-untrusted", chain, "-verify_hostname", name, "-purpose", "sslserver", chain
        )
        assert first.recap(camera, "changed") > 0
        assert again.recap(camera, "changed") == 0, "a certificate with days left is left alone"
