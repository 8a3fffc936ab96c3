# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Profiles of version 2: what is refused when one is loaded, and that the JSON schema says the same."""

from __future__ import annotations

import copy
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._errors import ProfileError
from ansible_collections.netcam.hardening.plugins.module_utils._profile import load_profile, load_profiles
from ansible_collections.netcam.hardening.plugins.module_utils._web.profile import load_web_profile

from ..support import profile_data
from .profiles import profile

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = {
    version: jsonschema.Draft202012Validator(
        json.loads((ROOT / "docs" / "schemas" / f"profile-{version}.json").read_text(encoding="utf-8"))
    )
    for version in (1, 2)
}
DROP = object()


def at(path: str, value: Any) -> dict[str, Any]:
    """The profile with one value put at a path of keys, or dropped."""
    data = profile()
    *parents, last = path.split("/")
    place: Any = data
    for parent in parents:
        place = place[int(parent)] if isinstance(place, list) else place.setdefault(parent, {})
    if value is DROP:
        del place[last]
    else:
        place[last] = value
    return data


def test_the_example_loads_and_fits_the_schema() -> None:
    loaded = load_web_profile(profile(), "nimbus.yml")
    assert loaded.is_for("nimbus 7")
    assert not loaded.is_for("Nimbus 70")
    assert list(SCHEMAS[2].iter_errors(profile())) == []


def test_profiles_of_both_versions_are_told_apart() -> None:
    given = load_profiles([profile(), profile_data()])
    assert [found.name for found in given.webs] == ["nimbus-7"]
    assert [found.name for found in given.maps] == ["lab"]


REQUEST = "interface/requests/network"
#: slips of shape: the schema finds them too
SHAPE = [
    ("profile_version", 3, "profile_version is not 2"),
    ("guide", "ipro_wv", "guide is not one of canon_vb_2022, canon_vb_pre2022"),
    ("guide", DROP, "guide is missing"),
    ("models", "Nimbus 7", "models is not a list"),
    ("status", "tested", "status is not one of unproven, proven"),
    ("extra", 1, "it has unknown keys: extra"),
    ("interface", [], "interface is not a mapping"),
    ("interface/authentication", DROP, "interface.authentication is missing"),
    ("interface/authentication/kind", "ntlm", "interface.authentication.kind is not one of"),
    ("interface/authentication/session", "header", "interface.authentication.session is not one of cookie"),
    ("interface/reads", DROP, "interface.reads is missing"),
    ("interface/reads/network/kind", "xml", "interface.reads.network.kind is not one of"),
    (f"{REQUEST}/path", "api", "interface.requests.network.path is not a path that starts with /"),
    (f"{REQUEST}/method", "PATCHY", "interface.requests.network.method is not one of"),
    (f"{REQUEST}/headers", {"X": 1}, "interface.requests.network.headers.X is not text"),
    (f"{REQUEST}/whole", "yes", "interface.requests.network.whole is not true or false"),
    (f"{REQUEST}/settings_per_request", 0, "settings_per_request is not a whole number of at least 1"),
    ("interface/success", {"status": [99]}, r"interface.success.status\[1\] is not an HTTP status"),
    ("interface/transient", {"contains": "x"}, "interface.transient is not a list"),
    ("settings/network.mdns/write", {"at": {"in": "form", "name": "x"}}, "settings.network.mdns.write.request is missing"),
    ("settings/network.mdns/write/at", {"in": "body", "name": "x"}, "settings.network.mdns.write.at.in is not one of"),
    ("settings/network.mdns/read/at", {"in": "json", "pointer": "mdns"}, "is not a JSON pointer"),
    ("settings/network.mdns/write/first", -1, "settings.network.mdns.write.first is not a whole number of at least 0"),
    ("settings/network.mdns/values", {"enable": [1]}, "settings.network.mdns.values.enable is not text, a number, true"),
    ("settings/users.accounts/rows", 5000, "settings.users.accounts.rows is not a whole number from 1 to 1024"),
    ("settings/users.accounts/table", "heap", "settings.users.accounts.table is not one of slots, list"),
    ("settings/network.mdns/proof", {"model": "x"}, "settings.network.mdns.proof.firmware is missing"),
    ("settings/network.mdns/proof", {"model": "x", "firmware": "1", "date": "today"}, "is not a date"),
    ("settings/network.mdns/learned", {"step": 0}, "settings.network.mdns.learned.step is not a whole number"),
    ("settings/network.mdsn", {}, "settings.network.mdsn is not a setting of the catalog"),
]  # fmt: skip
#: contradictions between parts, which only the loader finds
PARTS = [
    ("settings/ftp_server.ftp", {}, "settings.ftp_server.ftp does not exist in the guide canon_vb_2022"),
    ("settings/network.mdns/write/request", "net", "'net' is not one of interface.requests"),
    ("settings/network.mdns/read/page", "net", "'net' is not one of interface.reads"),
    ("settings/network.mdns/read", DROP, "what cannot be read back cannot be proven"),
    ("settings/network.mdns/write", DROP, "settings.network.mdns.write is missing"),
    ("settings/network.mdns/write/at", {"in": "form", "name": "m"}, "is in form, but the request has a json body"),
    ("settings/network.mdns/write/at", {"in": "html", "name": "m"}, "where nothing is sent"),
    ("settings/network.mdns/write/at", {"in": "json", "name": "m"}, "settings.network.mdns.write.at.pointer is missing"),
    ("settings/network.mdns/read/at", {"in": "html", "name": "m"}, "but the page 'network' is read as json"),
    ("settings/network.mdns/read/at", {"in": "json", "pointer": "/a/{row}"}, "but there is one of this setting only"),
    ("settings/network.mdns/values", DROP, "a switch needs the wire values of enable and disable"),
    ("settings/network.mdns/values", {"enable": True}, "does not map disable"),
    ("settings/network.mdns/values", {"enable": 1, "disable": "1"}, "maps two words to one value"),
    ("settings/network.mdns/values", {"on": True, "off": False}, "maps off, on, known are enable, disable"),
    ("settings/network.max_packet_size/values", {"a": 1}, "goes with a switch or a choice only"),
    ("settings/network.dns.host_name/write/at", {"in": "json", "pointer": "/set/mdns"}, "has the place of settings.network"),
    ("settings/network.mdns/columns", {"x": {}}, "settings.network.mdns.columns goes with a table only"),
    ("settings/host_access.ipv4.rows/write/at", {"in": "form", "name": "x"}, "each column has a place of its own"),
    ("settings/host_access.ipv4.rows/columns/action", DROP, "columns.action is missing"),
    ("settings/host_access.ipv4.rows/columns/zone", {}, "columns has unknown keys: zone"),
    ("settings/host_access.ipv4.rows/columns/action/read", DROP, "columns.action.read is missing"),
    ("settings/host_access.ipv4.rows/columns/address/write", {"in": "form", "name": "addr"}, r"has no {row}"),
    ("settings/host_access.ipv4.rows/table", "list", "are not in one JSON array"),
    ("settings/host_access.ipv4.rows/add", {"request": "snmp"}, "needs add and delete together"),
    ("settings/users.accounts/delete/by", "uid", "is neither a column nor row"),
    (f"{REQUEST}/headers", {"X": "{token:other}"}, "asks for the token 'other'"),
    (f"{REQUEST}/base", {"page": "security"}, "is not a JSON page"),
    (f"{REQUEST}/method", "GET", "body goes with another method than GET"),
    (f"{REQUEST}/path", "/a b", "has characters that a path cannot have"),
    ("interface/requests/snmp/body/content", {"a": {"b": "c"}}, "is not a mapping of texts"),
    ("interface/authentication/request/body/content", {"u": "{user}"}, "has no place for {password}"),
    ("interface/authentication/request/path", "/login?p={password}", "carries the password in its URL"),
    ("interface/authentication/session", DROP, "interface.authentication.session is missing"),
    ("interface/authentication/kind", "digest", "expired does not go with kind digest"),
    ("interface/tokens/once/request/path", "/t?{token:once}", "asks for a token itself"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), SHAPE)
def test_a_slip_of_shape_is_named_by_the_loader_and_found_by_the_schema(path: str, value: Any, message: str) -> None:
    data = at(path, value)
    with pytest.raises(ProfileError, match=message) as caught:
        load_web_profile(data, "nimbus.yml")
    assert caught.value.message.startswith("profile nimbus.yml: ")
    assert "docs/web_profiles.md" in str(caught.value.hint)
    assert list(SCHEMAS[2].iter_errors(data))


@pytest.mark.parametrize(("path", "value", "message"), PARTS)
def test_parts_that_do_not_fit_are_named(path: str, value: Any, message: str) -> None:
    with pytest.raises(ProfileError, match=message):
        load_web_profile(at(path, value), "nimbus.yml")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("status", "proven"),
        ("settings/network.mdns/proof", {"model": "Nimbus 7", "firmware": "1.4.2", "date": "2026-01-31"}),
        ("settings/network.mdns/proof", [{"model": "Nimbus 7", "firmware": "", "date": "2026-01-31"}]),
        ("settings/network.mdns/learned", {"step": 3, "requests": [4, 9]}),
        ("interface/requests/network/base", {"page": "network", "pointer": "/result"}),
        ("interface/requests/snmp/body/kind", "multipart"),
        ("interface/success", {}),
        ("interface/authentication", {"kind": "digest"}),
        (
            "interface/authentication/session",
            {"header": "Authorization", "prefix": "Bearer ", "pick": {"in": "json", "pointer": "/t"}},
        ),
        ("interface/restart", {"request": {"method": "POST", "path": "/restart"}}),
        ("settings/network.max_packet_size/write/as", "text"),
    ],
)
def test_what_the_format_allows_loads_and_fits_the_schema(path: str, value: Any) -> None:
    data = at(path, value)
    load_web_profile(data, "nimbus.yml")
    assert list(SCHEMAS[2].iter_errors(data)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"settings": {"network.mdsn": {}}},
        {"interface": {}},
        {"status": "tested"},
        {"models": 1},
        {"settings": {"network.mdns": {"code": "x"}}},
        {"settings": {"network.mdns": {"code": "x", "page": "one", "proof": {}}}},
    ],
)
def test_the_schema_of_code_maps_agrees_with_their_loader(change: dict[str, Any]) -> None:
    good = profile_data(status="unproven", firmware=["1.0"])
    load_profile(copy.deepcopy(good), "lab.yml")
    assert list(SCHEMAS[1].iter_errors(good)) == []
    with pytest.raises(ProfileError):
        load_profile({**good, **change}, "lab.yml")
    assert list(SCHEMAS[1].iter_errors({**good, **change}))


def test_the_schemas_are_those_of_the_loader() -> None:
    path = ROOT / "tests" / "tools" / "generate_schemas.py"
    spec = importlib.util.spec_from_file_location("generate_schemas", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate_schemas"] = module
    spec.loader.exec_module(module)
    for name, text in module.schemas().items():
        assert (ROOT / "docs" / "schemas" / name).read_text(encoding="utf-8") == text, f"run {path.name}"
        jsonschema.Draft202012Validator.check_schema(json.loads(text))
