# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""OpenSSL's command line as a witness, and as an authority that the collection knows nothing of."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path


def openssl(*arguments: str, given: str = "") -> str:
    """Run openssl; what it prints."""
    run = subprocess.run(["openssl", *arguments], input=given, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@dataclass(frozen=True)
class Shown:
    """A certificate as openssl prints it."""

    text: str
    serial: str
    fingerprint: str

    @property
    def names(self) -> set[str]:
        """Names of subjectAltName."""
        return set(re.findall(r"(?:DNS:|IP Address:)([^,\s]+)", self.text))


def served(address: str, port: int = 443) -> Shown:
    """The certificate that a server shows."""
    run = subprocess.run(
        ["openssl", "s_client", "-connect", f"{address}:{port}", "-showcerts"],
        input="", capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    found = re.search(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", run.stdout, re.DOTALL)
    assert found, run.stdout + run.stderr
    text = openssl("x509", "-noout", "-text", given=found[0])
    serial = openssl("x509", "-noout", "-serial", given=found[0]).strip().partition("=")[2]
    digest = openssl("x509", "-noout", "-fingerprint", "-sha256", given=found[0]).strip().partition("=")[2]
    return Shown(text, serial, digest.replace(":", "").lower())


def verifies(address: str, ca: Path, port: int = 443) -> str:
    """What openssl says of the chain and of the address in it: ok, or the reason."""
    run = subprocess.run(
        ["openssl", "s_client", "-connect", f"{address}:{port}", "-CAfile", str(ca), "-verify_ip", address, "-x509_strict"],
        input="", capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    found = re.search(r"Verify return code: \d+ \((.*)\)", run.stdout)
    return found[1] if found else run.stderr


@dataclass(frozen=True)
class Handed:
    """What a person hands over."""

    certificate: Path
    key: Path
    passphrase: str


class Authority:
    """A corporate authority, by openssl alone."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self.ca, self._key = folder / "ca.pem", folder / "ca.key"
        openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650",
            "-subj", "/CN=Corporate CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            "-keyout", str(self._key), "-out", str(self.ca),
        )  # fmt: skip

    def _extensions(self, names: str) -> Path:
        path = self._folder / "extensions"
        path.write_text(
            "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\n"
            f"extendedKeyUsage=serverAuth\nsubjectAltName={names}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
        )
        return path

    def command(self, names: str) -> list[str]:
        """A command that signs a request from its standard input."""
        return [
            "openssl", "x509", "-req", "-CA", str(self.ca), "-CAkey", str(self._key), "-days", "90",
            "-extfile", str(self._extensions(names)),
        ]  # fmt: skip

    def sign(self, csr: str, names: str) -> str:
        """A certificate for a request."""
        return openssl(*self.command(names)[1:], given=csr)

    @staticmethod
    def crl_text(path: Path) -> str:
        """A revocation list as text."""
        return openssl("crl", "-noout", "-text", "-in", str(path))

    def files(
        self,
        names: str,
        folder: Path,
        *,
        days: int = 90,
        start: int = 0,
        bits: int = 2048,
        garbage: bool = False,
        other_key: bool = False,
        form: str = "pem",
    ) -> Handed:
        """Certificate and key as files, in one form or with one defect."""
        folder.mkdir()
        key, csr, leaf = folder / "camera.key", folder / "camera.csr", folder / "camera.pem"
        openssl("req", "-newkey", f"rsa:{bits}", "-nodes", "-subj", "/CN=camera", "-keyout", str(key), "-out", str(csr))
        self._issue(csr, leaf, names, start, start + days)
        if garbage:
            leaf.write_text("this is no certificate\n")
        if other_key:
            openssl("genrsa", "-out", str(key), "2048")
        return self._formed(form, folder, leaf, key)

    def _issue(self, csr: Path, leaf: Path, names: str, start: int, end: int) -> None:
        """With any dates: `openssl ca` takes them, `openssl x509` does not."""
        (self._folder / "index").write_text("")
        config = self._folder / "config"
        config.write_text(
            f"[ca]\ndefault_ca=d\n[d]\ndatabase={self._folder}/index\nnew_certs_dir={self._folder}\nrand_serial=yes\n"
            f"default_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n"
        )
        first, last = (
            openssl_date(days) for days in (min(start, end) - 1, end)
        )  # an expired one began before it ended
        openssl(
            "ca", "-batch", "-notext", "-config", str(config), "-cert", str(self.ca), "-keyfile", str(self._key),
            "-extfile", str(self._extensions(names)), "-startdate", first if start <= 0 else openssl_date(start),
            "-enddate", last, "-in", str(csr), "-out", str(leaf),
        )  # fmt: skip

    def _formed(self, form: str, folder: Path, leaf: Path, key: Path) -> Handed:
        passphrase = "Handed-over-77-quietly"
        sealed = folder / "sealed.key"
        openssl("pkcs8", "-topk8", "-in", str(key), "-passout", f"pass:{passphrase}", "-out", str(sealed))
        if form == "der":
            path = folder / "camera.der"
            openssl("x509", "-in", str(leaf), "-outform", "DER", "-out", str(path))
        elif form == "pkcs12":
            path = folder / "camera.p12"
            openssl(
                "pkcs12", "-export", "-in", str(leaf), "-inkey", str(key), "-certfile", str(self.ca),
                "-passout", f"pass:{passphrase}", "-out", str(path),
            )  # fmt: skip
        elif form == "bundle":
            path = folder / "bundle.pem"
            path.write_text(self.ca.read_text() + sealed.read_text() + leaf.read_text())
        else:
            path = leaf
        return Handed(path, sealed, passphrase)


def openssl_date(days: int) -> str:
    """A day from now, as openssl takes it."""
    from datetime import UTC, datetime, timedelta

    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y%m%d%H%M%SZ")
