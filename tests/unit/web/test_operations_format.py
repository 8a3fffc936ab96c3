# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificates, 802.1X files, first account and initialization in a profile of version 2: what loads, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from netcam_emulator.acme.profile import profile as true_profile
from netcam_emulator.acme.shape import shape_of
from netcam_emulator.acme.ways import ways_of
from netcam_emulator.itemtable import items_of

from ansible_collections.netcam.hardening.plugins.module_utils._errors import ProfileError
from ansible_collections.netcam.hardening.plugins.module_utils._web.profile import load_web_profile

from .profiles import profile

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = jsonschema.Draft202012Validator(json.loads((ROOT / "docs/schemas/profile-2.json").read_text(encoding="utf-8")))


def request(content: Any = None, kind: str = "json", **more: Any) -> dict[str, Any]:
    """A request that posts."""
    return {"method": "POST", "path": "/x", "body": {"kind": kind, "content": content or {}}, **more}


def place(pointer: str) -> dict[str, str]:
    """A place in JSON."""
    return {"in": "json", "pointer": pointer}


LIST: dict[str, Any] = {
    "request": {"path": "/list"},
    "columns": {"common_name": {"at": place("/{row}/cn")}},
}
USED = {"at": place("/{row}/used"), "values": {"yes": True, "no": False}}
KEY = {"c": "{certificate}", "k": "{private_key}", "p": "{passphrase}"}
DETECT = {"request": {"path": "/setup"}, "contains": "no account"}
CREATE = {"request": request({"n": "{name}", "p": "{password}"})}


def with_part(part: str, described: dict[str, Any], **certificates: Any) -> dict[str, Any]:
    """The profile of the test camera, which describes this part of the interface."""
    data = profile()
    data["interface"][part] = described
    if certificates:
        data["interface"]["certificates"] = certificates
    return data


GOOD = [
    ("certificates", {}),
    ("certificates", {"restart": True, "request_keeps_key": True}),
    ("certificates", {"list": LIST, "install": {"request": request(KEY)}}),
    ("certificates", {"list": LIST, "install": {"request": request({"c": "{certificate}", "p": "{passphrase}"})}}),
    (
        "certificates",
        {
            "list": LIST,
            "install": {"request": request({"p": "{passphrase}"}, "multipart"), "file": "f", "key_file": "k"},
        },
    ),
    (
        "certificates",
        {
            "list": LIST,
            "install": {"request": request({"c": "{certificate}", "p": "{passphrase}"}), "container": "pkcs12"},
        },
    ),
    ("certificates", {"install_ca": {"request": request({"c": "{certificate}"}, "form"), "encoding": "base64"}}),
    ("certificates", {"install_crl": {"request": request({"c": "{crl}"})}}),
    ("certificates", {"list": LIST, "delete": {"request": {"method": "DELETE", "path": "/certificates/{id}"}}}),
    (
        "certificates",
        {"list": {**LIST, "columns": {**LIST["columns"], "in_use": {"at": place("/used")}, "in_use_dot1x": USED}}},
    ),
    (
        "certificates",
        {
            "create_request": {"request": request({"cn": "{common_name}"})},
            "show_request": {"request": {"path": "/csr"}, "at": place("/pem")},
            "install_server": {"request": request(kind="multipart"), "file": "crt"},
            "show_server": {"request": {"path": "/crt"}, "fields": {"common_name": place("/cn")}},
        },
    ),
    ("dot1x", {"install_key": {"request": request({"k": "{private_key}", "p": "{passphrase}"})}}),
    ("first_account", {"detect": DETECT, "create": CREATE}),
    ("first_account", {"detect": {"request": {"path": "/s"}, "at": place("/ok"), "equals": False}, "create": CREATE}),
    ("initialize", {"request": request({"k": "{keep}"}), "values": {"keep": {"true": 1, "false": 0}}}),
    ("restore", {"request": request(kind="multipart"), "file": "f"}),
]


@pytest.mark.parametrize(("part", "described"), GOOD)
def test_it_loads_and_fits_the_schema(part: str, described: dict[str, Any]) -> None:
    data = with_part(part, described)

    load_web_profile(data, "nimbus.yml")

    assert list(SCHEMA.iter_errors(data)) == []


#: slips of shape: the schema finds them too
SHAPE = [
    ("certificates", {"upload": {}}, "interface.certificates has unknown keys: upload"),
    ("certificates", {"restart": "yes"}, "interface.certificates.restart is not true or false"),
    ("certificates", {"select": {"path": "/x"}}, "interface.certificates.select has unknown keys: path"),
    ("certificates", {"list": {"request": {"path": "/x"}}}, "interface.certificates.list.columns is missing"),
    (
        "certificates",
        {"list": {**LIST, "columns": {"id": {"at": place("/{row}/id")}}}},
        "interface.certificates.list.columns.common_name is missing",
    ),
    (
        "certificates",
        {"install": {"request": request(KEY), "container": "der"}},
        "interface.certificates.install.container is not one of pem, pkcs12",
    ),
    (
        "certificates",
        {"install_ca": {"request": request({"c": "{certificate}"}), "encoding": "hex"}},
        "interface.certificates.install_ca.encoding is not one of text, base64",
    ),
    ("certificates", {"restore": {"request": request(kind="multipart")}}, "interface.certificates.restore.file is missing"),
    ("dot1x", {"install": {}}, "interface.dot1x has unknown keys: install"),
    ("first_account", {"create": CREATE}, "interface.first_account.detect is missing"),
    ("initialize", {"request": request(), "values": {"keep": {"true": 1}}}, "interface.initialize.values.keep.false is missing"),
]  # fmt: skip
#: what only the loader finds, because it takes more than one part
SENSE = [
    ("certificates", {"list": LIST, "install": {"request": request({"c": "{certificate}"})}},
     "interface.certificates.install has no place for {passphrase}"),
    ("certificates", {"install": {"request": request(KEY)}},
     "interface.certificates.install needs interface.certificates.list"),
    ("certificates", {"list": LIST, "select": {"request": request({"n": "1"})}},
     "interface.certificates.select has no place for {id}"),
    ("certificates", {"list": LIST, "delete": {"request": {**request(), "success": {"contains": "{id}"}}}},
     "interface.certificates.delete has no place for {id}"),
    ("certificates", {"install_ca": {"request": request({"c": "x"})}},
     "interface.certificates.install_ca has neither file, the name of a file field, nor a place for {certificate} in its body"),
    ("certificates", {"install_crl": {"request": request({"c": "{certificate}"})}},
     "interface.certificates.install_crl has neither file, the name of a file field, nor a place for {crl} in its body"),
    ("certificates", {"install_ca": {"request": request({"c": "{certificate}"}, "multipart"), "file": "f"}},
     "interface.certificates.install_ca has file, and a place for {certificate} as well"),
    ("certificates", {"install_ca": {"request": request(kind="multipart"), "file": "f", "encoding": "base64"}},
     "interface.certificates.install_ca.encoding goes with a place for {certificate}, not with file"),
    ("certificates", {"install_ca": {"request": {"path": "/x"}, "file": "f"}},
     "interface.certificates.install_ca.file goes with another method than GET"),
    ("certificates", {"install_ca": {"request": request(), "file": "f"}},
     "interface.certificates.install_ca.file goes with a multipart body, and the request has a json body"),
    ("restore", {"request": request(kind="form"), "file": "f"},
     "interface.restore.file goes with a multipart body, and the request has a form body"),
    ("certificates", {"list": LIST, "install": {"request": request(KEY), "key_file": "k"}},
     "interface.certificates.install.key_file goes with file"),
    ("certificates", {"list": LIST, "install": {"request": request(KEY), "container": "pkcs12"}},
     "interface.certificates.install has a place for the private key alone"),
    ("dot1x", {"install_key": {"request": request({"p": "{passphrase}"}, query={"k": "{private_key}"})}},
     "interface.dot1x.install_key.request has {private_key} outside its body"),
    ("dot1x", {"install_key": {"request": request({"k": "{private_key}"})}},
     "interface.dot1x.install_key has no place for {passphrase}"),
    ("certificates", {"create_request": {"request": request({"cn": "{common_name}"})}},
     "interface.certificates.create_request needs interface.certificates.show_request"),
    ("certificates", {"install_server": {"request": request({"c": "{certificate}"})}},
     "interface.certificates.install_server needs interface.certificates.show_server or list"),
    ("certificates", {"show_request": {"request": {"path": "/x"}, "at": {"in": "form", "name": "x"}}},
     "interface.certificates.show_request.at is in form, where no page shows anything"),
    ("certificates", {"show_request": {"request": {"path": "/x"}, "at": place("/{row}")}},
     "interface.certificates.show_request.at has {row}"),
    ("certificates", {"show_server": {"request": {"path": "/x"}, "fields": {"end_date": {"in": "json"}}}},
     "interface.certificates.show_server.fields.end_date.pointer is missing"),
    ("certificates", {"list": {**LIST, "columns": {"common_name": {"at": place("/cn")}}}},
     "interface.certificates.list.columns.common_name.at has no {row}"),
    ("certificates", {"list": {**LIST, "columns": {**LIST["columns"], "in_use": {"at": place("/{row}/used")}}}},
     "interface.certificates.list.columns.in_use.values must map yes and no"),
    ("certificates", {"list": {**LIST, "columns": {**LIST["columns"], "in_use": {**USED, "at": place("/used")}}}},
     "interface.certificates.list.columns.in_use.values goes with a place in each row"),
    ("certificates",
     {"list": {**LIST, "columns": {**LIST["columns"], "kind": {"at": place("/{row}/k"), "values": {"leaf": 1}}}}},
     "interface.certificates.list.columns.kind.values maps leaf, known are server, intermediate, ca, crl"),
    ("certificates", {"delete_server": {"request": request({"t": "{token:other}"})}},
     "interface.certificates.delete_server.request asks for the token 'other'"),
    ("certificates", {"delete_server": {"request": {"path": "/x", "body": {"kind": "json"}}}},
     "interface.certificates.delete_server.request.body goes with another method than GET"),
    ("dot1x", {"select": {"request": request({"n": "{id}"})}},
     "interface.dot1x.select needs interface.certificates.list.columns.in_use_dot1x"),
    ("first_account", {"detect": {"request": {"path": "/x"}}, "create": CREATE},
     "interface.first_account.detect has no marker: status, contains, or at"),
    ("first_account", {"detect": DETECT, "create": {"request": request({"n": "{name}"})}},
     "interface.first_account.create has no place for {password}"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "described", "message"), [*SHAPE, *SENSE])
def test_a_slip_is_named_with_the_path_of_its_key(part: str, described: dict[str, Any], message: str) -> None:
    with pytest.raises(ProfileError) as error:
        load_web_profile(with_part(part, described), "nimbus.yml")

    assert message in error.value.message


@pytest.mark.parametrize(("part", "described", "message"), SHAPE)
def test_the_schema_finds_slips_of_shape_too(part: str, described: dict[str, Any], message: str) -> None:
    assert list(SCHEMA.iter_errors(with_part(part, described)))


def test_the_example_of_the_documentation_loads() -> None:
    page = (ROOT / "docs/web_profiles.md").read_text(encoding="utf-8")
    example = page.partition("### Certificates and 802.1X")[2].partition("```yaml\n")[2].partition("```")[0]
    data = profile()
    data["interface"].update(yaml.safe_load(example)["interface"])

    loaded = load_web_profile(data, "example")

    assert set(loaded.interface["certificates"]) == {"list", "install", "install_ca", "select", "delete"}
    assert list(SCHEMA.iter_errors(data)) == []


@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_whatever_the_made_up_maker_looks_like_its_true_profile_loads_and_fits_the_schema(seed: str) -> None:
    items = items_of("acme")
    shape = shape_of(items, seed)
    data = true_profile(items, shape, ways_of(shape, seed))

    load_web_profile(data, f"seed {seed}")

    assert list(SCHEMA.iter_errors(data)) == []
