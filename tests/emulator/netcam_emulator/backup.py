# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Backup files: a readable header line, then all saved settings as JSON, encrypted when a password is given.

Encryption is AES-256-GCM under a key derived with PBKDF2, so that a wrong password is noticed and nothing is readable.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .items import Cell, Item
from .store import Values

_HEADER = re.compile(rb"NETCAM-EMULATOR-(BACKUP|CERTIFICATES) model=(.+?) encrypted=([01])\n")
SETTINGS, CERTIFICATES = "BACKUP", "CERTIFICATES"
_SALT, _NONCE = 16, 12


class Unreadable(ValueError):
    """No backup file, or the password is wrong."""


class OtherModel(ValueError):
    """A backup of another model."""


def pack(model: str, items: Mapping[str, Item], values: Mapping[Cell, str], password: str) -> bytes:
    """Return a backup file; an empty password leaves it unencrypted."""
    listed = [[id_, row, value] for (id_, row), value in values.items() if value != items[id_].default]
    return _seal(SETTINGS, model, listed, password)


def unpack(model: str, items: Mapping[str, Item], data: bytes, password: str) -> Values:
    """Return all values of a backup file; raises OtherModel or Unreadable."""
    content = _open(SETTINGS, model, data, password)
    try:
        listed = {(str(id_), int(row)): str(value) for id_, row, value in content}
    except (TypeError, ValueError) as error:
        raise Unreadable("damaged") from error
    values = {cell: item.default for item in items.values() for cell in item.cells}
    values.update({cell: value for cell, value in listed.items() if cell in values})
    return values


def seal_certificates(model: str, parts: Mapping[str, Any], password: str) -> bytes:
    """Return a file with certificates and keys; an empty password leaves it unencrypted."""
    return _seal(CERTIFICATES, model, parts, password)


def open_certificates(model: str, data: bytes, password: str) -> dict[str, Any]:
    """Return what `seal_certificates` put in; raises OtherModel or Unreadable."""
    content = _open(CERTIFICATES, model, data, password)
    if not isinstance(content, dict):
        raise Unreadable("damaged")
    return content


def _seal(kind: str, model: str, content: Any, password: str) -> bytes:
    body = json.dumps(content).encode()
    header = f"NETCAM-EMULATOR-{kind} model={model} encrypted={int(bool(password))}\n".encode()
    if password:
        salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
        body = salt + nonce + AESGCM(_key(password, salt)).encrypt(nonce, body, header)
    return header + body


def _open(kind: str, model: str, data: bytes, password: str) -> Any:
    header = _HEADER.match(data)
    if header is None or header[1].decode() != kind:
        raise Unreadable("not such a backup file")
    if header[2].decode() != model:
        raise OtherModel(header[2].decode())
    body = data[header.end() :]
    if header[3] == b"1":
        salt, nonce, sealed = body[:_SALT], body[_SALT : _SALT + _NONCE], body[_SALT + _NONCE :]
        try:
            body = AESGCM(_key(password, salt)).decrypt(nonce, sealed, header[0])
        except (InvalidTag, ValueError) as error:
            raise Unreadable("wrong password") from error
    try:
        return json.loads(body)
    except ValueError as error:
        raise Unreadable("damaged") from error


def _key(password: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 20_000)
