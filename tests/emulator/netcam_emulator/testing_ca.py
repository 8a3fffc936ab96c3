# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""For tests: a certification authority made by the openssl command line, which shares no code with anything here."""

from __future__ import annotations

import subprocess
from pathlib import Path

SERVER = "basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth,clientAuth\n"
AUTHORITY = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"


def openssl(*arguments: str | Path, stdin: bytes = b"", check: bool = True) -> str:
    """Run openssl; returns what it says on both channels."""
    run = subprocess.run(["openssl", *map(str, arguments)], input=stdin, capture_output=True, check=False, timeout=60)
    said = (run.stdout + run.stderr).decode("utf-8", "replace")
    assert run.returncode == 0 or not check, said
    return said


class Authority:
    """A CA with files in a folder: `ca.pem`, `ca.key`, and what it issues."""

    def __init__(self, folder: Path, name: str = "Site CA", parent: Authority | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.pem, self.key = folder, folder / "ca.pem", folder / "ca.key"
        new_key(self.key)
        if parent is None:
            openssl(
                "req", "-x509", "-new", "-key", self.key, "-subj", f"/CN={name}", "-days", "3650", "-out", self.pem,
                "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            )  # fmt: skip
        else:
            request = folder / "ca.csr"
            openssl("req", "-new", "-key", self.key, "-subj", f"/CN={name}", "-out", request)
            parent.sign(request, self.pem, extensions=AUTHORITY)

    def sign(
        self, request: Path, into: Path, *, names: str = "", start: str = "", end: str = "", extensions: str = SERVER
    ) -> Path:
        """Issue a certificate for a request; `start` and `end` as YYYYMMDDHHMMSSZ, default a year from now."""
        config = self.folder / "ca.cnf"
        alternative = f"subjectAltName={names}\n" if names else ""
        config.write_text(
            f"[ca]\ndefault_ca=own\n[own]\ndatabase={self.folder}/index.txt\nrand_serial=yes\nnew_certs_dir={self.folder}\n"
            "unique_subject=no\ndefault_md=sha256\npolicy=any\ndefault_crl_days=30\n"
            "[any]\ncommonName=optional\ncountryName=optional\nstateOrProvinceName=optional\nlocalityName=optional\n"
            f"organizationName=optional\norganizationalUnitName=optional\n[v3]\n{extensions}{alternative}"
        )
        (self.folder / "index.txt").touch()
        period = ["-startdate", start, "-enddate", end] if start else ["-days", "365"]
        openssl(
            "ca", "-config", config, "-batch", "-notext", "-in", request, "-out", into, "-cert", self.pem,
            "-keyfile", self.key, "-extensions", "v3", *period,
        )  # fmt: skip
        return into

    def issue(self, name: str, *, key: Path | None = None, start: str = "", end: str = "") -> tuple[Path, Path]:
        """A certificate with a key made here; returns both files, the key without a password."""
        own = key or new_key(self.folder / f"{name}.key")
        request = self.folder / f"{name}.csr"
        openssl("req", "-new", "-key", own, "-subj", f"/CN={name}", "-out", request)
        return self.sign(request, self.folder / f"{name}.pem", start=start, end=end), own

    def revocation_list(self) -> Path:
        """An empty list that this CA has signed; it must have issued something before."""
        path = self.folder / "crl.pem"
        openssl(
            "ca", "-config", self.folder / "ca.cnf", "-gencrl", "-out", path, "-cert", self.pem, "-keyfile", self.key
        )
        return path


def new_key(path: Path, *, bits: int = 0, password: str = "") -> Path:
    """A private key: P-256, or RSA of so many bits; PKCS#8, encrypted when there is a password."""
    kind = ["RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}"] if bits else ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
    sealed = ["-aes256", "-pass", f"pass:{password}"] if password else []
    openssl("genpkey", "-algorithm", *kind, *sealed, "-out", path)
    return path


def encrypted(key: Path, password: str) -> Path:
    """The same key, encrypted."""
    path = key.with_suffix(".sealed")
    openssl("pkcs8", "-topk8", "-in", key, "-out", path, "-v2", "aes-256-cbc", "-passout", f"pass:{password}")
    return path


def served(address: str, port: int, *trust: str | Path) -> str:
    """What `openssl s_client` says of a handshake, and the leaf as text."""
    said = openssl("s_client", "-connect", f"{address}:{port}", "-showcerts", *trust, check=False)
    if "-----BEGIN CERTIFICATE-----" not in said:
        return said
    return said + openssl(
        "x509", "-noout", "-text", "-nameopt", "RFC2253", "-fingerprint", "-sha256", stdin=said.encode()
    )


def fingerprint(certificate: Path) -> str:
    """SHA-256 fingerprint as openssl prints it."""
    return openssl("x509", "-noout", "-fingerprint", "-sha256", "-in", certificate).strip().rpartition("=")[2]
