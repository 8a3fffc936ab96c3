# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Copies of certificates on the controller: "Before deleting the valid server certificate, confirm that there is a backup file".

One file for each camera, leaf and chain in PEM, and no private key. A copy of another certificate is never overwritten: it
stays beside the new one, with the beginning of its fingerprint in its name.
"""

from __future__ import annotations

import os
import re

from .._errors import FileProblem, NetcamError
from .._files import PUBLIC, read_whole, write_whole
from .chain import Bundle, read_bundle
from .crypto import x509
from .facts import fingerprint
from .reading import MAX_SIZE
from .shown import shows
from .store import Held

_FORMER = re.compile(r"[0-9a-f]{16}")


class Keeping:
    """The copies of one camera's certificates in C(folder), which is made when the first one is kept."""

    def __init__(self, folder: str, camera: str) -> None:
        self._folder = folder
        # an inventory name may hold anything, a file name may not
        self._stem = re.sub(r"[^A-Za-z0-9._-]", "_", camera).lstrip(".") or "camera"

    @property
    def path(self) -> str:
        """The file of the newest certificate."""
        return self._path(f"{self._stem}.pem")

    def keep(self, bundle: Bundle) -> bool:
        """Keep a certificate with its chain, mode 0644, whole or not at all; False when it is there. Raises FileProblem."""
        if self.of(bundle.leaf) is not None:
            return False
        try:
            os.makedirs(self._folder, mode=0o755, exist_ok=True)
        except OSError as error:
            raise FileProblem(f"{self._folder} cannot be made: {error.strerror}", setting="certificate") from None
        if os.path.lexists(self.path):
            self._put_aside()
        write_whole(self.path, bundle.pem.encode("ascii"), PUBLIC)
        return True

    def of(self, certificate: x509.Certificate) -> str | None:
        """The file that holds exactly this certificate. Raises FileProblem."""
        wanted = fingerprint(certificate)
        return next((path for path, kept in self._all() if fingerprint(kept.leaf) == wanted), None)

    def shown_by(self, held: Held) -> tuple[str, x509.Certificate] | None:
        """A file with a certificate of the same common name (and dates, where the camera tells them). Raises FileProblem."""
        if held.common_name is None:
            return None
        return next(((path, kept.leaf) for path, kept in self._all() if shows(held, kept.leaf)), None)

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, name)

    def _put_aside(self) -> None:
        """What the file holds now gets a name of its own; what is no certificate is left to a person."""
        content = read_whole(self.path, MAX_SIZE)
        try:
            mark = fingerprint(read_bundle(content, what=self.path).leaf)[:16]
        except NetcamError:
            raise FileProblem(
                f"{self.path} holds something else than a certificate, and is not overwritten",
                setting="certificate",
                hint="Move it away, or choose another backup_dir. Nothing was written.",
            ) from None
        write_whole(self._path(f"{self._stem}.{mark}.pem"), content, PUBLIC)

    def _all(self) -> list[tuple[str, Bundle]]:
        """Every copy that can be read, the newest first. A damaged file is no copy."""
        try:
            names = sorted(os.listdir(self._folder))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise FileProblem(f"{self._folder} cannot be read: {error.strerror}", setting="certificate") from None
        start = f"{self._stem}."
        former = [name for name in names if name.startswith(start) and _FORMER.fullmatch(name[len(start) : -4])]
        found = []
        for name in (f"{self._stem}.pem", *(name for name in former if name.endswith(".pem"))):
            try:
                path = self._path(name)
                found.append((path, read_bundle(read_whole(path, MAX_SIZE), what=path)))
            except NetcamError:
                continue
        return found
