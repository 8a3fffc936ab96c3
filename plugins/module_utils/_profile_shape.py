# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The shape of a profile: which keys there are and what kind of value each takes (docs/code_maps.md).

A profile is written by people, from a network capture: every slip is named with the path of its key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

#: A check takes a value and the path of its key, and raises what C(fail) makes.
Fail = Callable[[str], Exception]
Check = Callable[[Any, str, Fail], None]


def _a(kinds: tuple[type, ...], words: str, test: Callable[[Any], bool] = lambda _value: True) -> Check:
    def check(value: Any, where: str, fail: Fail) -> None:
        # bool is a kind of int in Python, but not in a profile
        wrong_bool = isinstance(value, bool) and bool not in kinds
        if wrong_bool or not isinstance(value, kinds) or not test(value):
            raise fail(f"{where} is not {words}")

    return check


def _mapping_of(check: Check) -> Check:
    def check_all(value: Any, where: str, fail: Fail) -> None:
        _mapping(value, where, fail)
        for key, item in value.items():
            check(item, f"{where}.{key}", fail)

    return check_all


def _list_of(check: Check) -> Check:
    def check_all(value: Any, where: str, fail: Fail) -> None:
        if not isinstance(value, (list, tuple)):
            raise fail(f"{where} is not a list")
        for number, item in enumerate(value, start=1):
            check(item, f"{where}[{number}]", fail)

    return check_all


def _keys(known: Mapping[str, Check], required: tuple[str, ...] = ()) -> Check:
    def check(value: Any, where: str, fail: Fail) -> None:
        _mapping(value, where, fail)
        if unknown := sorted(str(key) for key in value if key not in known):
            raise fail(f"{where} has unknown keys: {', '.join(unknown)}")
        for key in required:
            if key not in value:
                raise fail(f"{where}.{key} is missing")
        for key, item in value.items():
            known[key](item, f"{where}.{key}", fail)

    return check


_mapping = _a((Mapping,), "a mapping")
_text = _a((str,), "text", bool)
_scalar = _a((str, int, float), "text or a number")


def _one_of(*words: str) -> Check:
    return _a((str,), f"one of {', '.join(words)}", lambda value: value in words)


_count = _a((int,), "a whole number of at least 1", lambda value: value >= 1)
_switch = _a((bool,), "true or false")
_path = _a((str,), "a path that starts with /", lambda value: value.startswith("/"))
_scalars = _mapping_of(_scalar)

_REQUEST = {"method": _text, "path": _path, "params": _scalars, "form": _scalars}
_request = _keys(_REQUEST, ("path",))
_upload = _keys({**_REQUEST, "file": _text}, ("path",))
_secret = _a((str,), "masked or absent", lambda value: value in ("masked", "absent"))
_code = {"code": _text, "values": _scalars, "secret": _secret}

#: Fields of a server certificate that a page may show; the columns of a list of certificates, in addition.
_SHOWN = ("common_name", "start_date", "end_date")
_COLUMNS = ("id", "kind", *_SHOWN, "in_use", "in_use_dot1x")
_column = _keys({"code": _text, "values": _scalars}, ("code",))

#: [SSL/TLS] and [Certificate Management]; every request is optional, because no model is known to have all of them.
_certificates = _keys(
    {
        "restart": _switch,
        "request_keeps_key": _switch,
        "create_self_signed": _request,
        "create_request": _request,
        "show_request": _request,
        "install_server": _upload,
        "install_intermediate": _upload,
        "delete_server": _request,
        "delete_intermediate": _request,
        "show_server": _keys(
            {**_REQUEST, "date_format": _text, "fields": _keys(dict.fromkeys(_SHOWN, _text))}, ("path",)
        ),
        "show_self_ca": _request,
        "backup": _request,
        "restore": _upload,
        "list": _keys(
            {**_REQUEST, "date_format": _text, "columns": _keys(dict.fromkeys(_COLUMNS, _column), ("common_name",))},
            ("path", "columns"),
        ),
        "install": _keys(
            {**_REQUEST, "container": _one_of("pem", "pkcs12"), "file": _text, "key_file": _text}, ("path",)
        ),
        "install_ca": _upload,
        "install_crl": _upload,
        "select": _request,
        "delete": _request,
    }
)
#: [802.1X]: files of its own, or a choice among the certificates that are there.
_dot1x = _keys(
    {
        "install_ca": _upload,
        "install_client": _upload,
        "install_key": _upload,
        "delete": _request,
        "select": _request,
        "clear": _request,
    }
)

#: Requests that a profile may describe, beside the markers of their answers.
_OPERATIONS: dict[str, Check] = {
    "write": _request,
    "save": _request,
    "login": _request,
    "restart": _request,
    "read": _keys({**_REQUEST, "format": _text, "pages": _mapping_of(_scalars)}, ("path", "pages")),
    "first_account": _keys(
        {"detect": _keys({**_REQUEST, "contains": _text}, ("path", "contains")), "create": _request},
        ("detect", "create"),
    ),
    "firmware": _upload,
    "log": _keys({**_REQUEST, "time_format": _text}, ("path",)),
    "backup": _request,
    "restore": _upload,
    "initialize": _keys({**_REQUEST, "values": _mapping_of(_scalars)}, ("path",)),
    "certificates": _certificates,
    "dot1x": _dot1x,
}
OPERATIONS = tuple(_OPERATIONS)
_interface = _keys(
    {
        **_OPERATIONS,
        "success": _text,
        "transient": _list_of(_text),
        "busy": _list_of(_text),
        "max_parameters": _count,
    },
    ("write", "save", "read"),
)
_setting = _keys(
    {
        **_code,
        "page": _text,
        "indexed": _switch,
        "restart": _switch,
        "rows": _count,
        "columns": _mapping_of(_keys(_code, ("code",))),
    },
    ("page",),
)
_profile = _keys(
    {
        "profile_version": _scalar,
        "name": _text,
        "family": _text,
        "driver": _text,
        "models": _list_of(_text),
        "source": _text,
        "interface": _interface,
        "settings": _mapping_of(_setting),
    },
    ("profile_version", "family", "interface"),
)


def check_shape(data: Any, fail: Fail) -> None:
    """Raise what C(fail) makes of the first slip."""

    def named(message: str) -> Exception:
        if message.startswith("profile "):
            return fail("it" + message.removeprefix("profile"))
        return fail(message.removeprefix("profile."))

    _profile(data, "profile", named)
