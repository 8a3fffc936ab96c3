# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificates, the files of 802.1X and backups in recordings: what is learned of their buttons, and what must be left open."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography import x509

from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import Request, make_checklist
from ansible_collections.netcam.hardening.plugins.module_utils._learning.files import checklist_text
from ansible_collections.netcam.hardening.plugins.module_utils._learning.marker_files import marker_files
from ansible_collections.netcam.hardening.plugins.module_utils._profile_from_recording import run_recording

from ..certificates.material import csr, named, rsa_key, server
from .cabinets import Cabinet, JsonPage, ListPage, SinglePage
from .makers import Camera, Canon, Json, Person

NOW = datetime(2026, 11, 22, 10, 0)
NEWER, OLDER = "canon_vb_2022", "canon_vb_pre2022"
#: One page of settings is enough for the learner to know the camera by.
SETTING = "snmp_server.contact"


@cache
def steps_of(guide: str) -> dict[str, Any]:
    """A whole checklist of a guide: always the same."""
    return make_checklist(Request(guide), random.Random(4), NOW)


@cache
def files_of(guide: str) -> dict[str, bytes]:
    """Its throwaway files."""
    return marker_files(steps_of(guide)["materials"], NOW, "")


class Lesson:
    """A recording of a camera with a certificate page."""

    def __init__(
        self,
        folder: Path,
        page: type[Cabinet],
        guide: str = NEWER,
        *,
        contents: bool = False,
        maker: type[Camera] = Canon,
        **more: Any,
    ) -> None:
        self.folder, self.guide, self.steps = folder, guide, steps_of(guide)
        small = [step for step in self.steps["steps"] if step["sheet"] in ("login", "server")]
        self.camera = maker({**self.steps, "steps": small}, 4)
        person = Person(self.camera, {**self.steps, "steps": small}, 4)
        person.reboots = False
        person.follow()
        self.browser = self.camera.browser
        made = type("Page", (page,), more)
        self.page = made(self.browser, self.steps, files_of(guide) if contents else None)

    def learn(self) -> dict[str, Any]:
        """What comes of it, with the profile under C(profile_read)."""
        (self.folder / "steps.json").write_text(checklist_text(self.steps))
        (self.folder / "one.har").write_text(json.dumps(self.browser.har()))
        path = self.folder / "profile.yml"
        path.unlink(missing_ok=True)
        given = {
            "checklists": [str(self.folder / "steps.json")],
            "recordings": [str(self.folder / "one.har")],
            "dest": str(path),
            "model": "Dome 20",
            "firmware": "2.4.0",
            "name": None,
        }
        result = run_recording(given, False)
        return {**result, "profile_read": yaml.safe_load(path.read_text())}


def states(result: Mapping[str, Any]) -> dict[str, str]:
    """Operations that were not learned, each with its state."""
    return {one["operation"]: one["state"] for one in result["operations"] if one["state"] != "learned"}


def post(op: str, **more: Any) -> dict[str, Any]:
    """How a code map writes a request of these pages."""
    return {"path": "/admin/-cert-", "method": "POST", "params": {"op": op}, **more}


RESTORE = {"restore": "not_seen"}
PAIR = {"container": "pem", "file": "crt", "key_file": "prv"}
LIST = {
    "common_name": {"code": "nm"},
    "start_date": {"code": "nb"},
    "end_date": {"code": "na"},
    "kind": {"code": "ty", "values": {"server": "srv", "ca": "root", "crl": "crl"}},
    "id": {"code": "no"},
    "in_use": {"code": "web", "values": {"yes": "y", "no": "n"}},
    "in_use_dot1x": {"code": "dx", "values": {"yes": "1", "no": "0"}},
}


@pytest.mark.parametrize("contents", [False, True], ids=["names of files only", "with contents"])
def test_a_list_of_certificates_and_all_its_buttons(tmp_path: Path, contents: bool) -> None:
    lesson = Lesson(tmp_path, ListPage, contents=contents)
    lesson.page.follow()

    result = lesson.learn()

    assert states(result) == RESTORE
    learned = result["profile_read"]["interface"]
    assert learned["certificates"] == {
        "list": {"path": "/admin/-cert-", "params": {"op": "ls"}, "date_format": "%Y/%m/%d", "columns": LIST},
        "install_ca": post("addca", file="f"),
        "install_crl": post("addcrl", file="f"),
        "install": post("addcrt", form={"pw": "{passphrase}", "kind": "1"}, **PAIR),
        "select": post("use", form={"which": "{id}"}),
        "delete": post("rm", form={"which": "{id}"}),
    }
    assert learned["dot1x"] == {"select": post("use8021x", form={"which": "{id}"}), "clear": post("no8021x")}


@pytest.mark.parametrize(
    ("container", "learned"),
    [("pkcs12", {"container": "pkcs12", "file": "crt"}), ("pem", {"container": "pem", "file": "crt"})],
)
def test_a_page_that_takes_one_file(tmp_path: Path, container: str, learned: dict[str, str]) -> None:
    lesson = Lesson(tmp_path, ListPage, container=container)
    lesson.page.follow()
    found = lesson.learn()["profile_read"]["interface"]["certificates"]["install"]
    assert found == post("addcrt", form={"pw": "{passphrase}", "kind": "1"}, **learned)


@pytest.mark.parametrize("form", ["%d.%m.%Y", "%b %d %H:%M:%S %Y GMT", "%m/%d/%Y", "%Y%m%d"])
def test_dates_in_other_forms(tmp_path: Path, form: str) -> None:
    lesson = Lesson(tmp_path, ListPage, form=form)
    lesson.page.follow()
    assert lesson.learn()["profile_read"]["interface"]["certificates"]["list"]["date_format"] == form


def test_a_list_without_ids_names_rows_by_their_index(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, ListPage, own_ids=False)
    lesson.page.follow()
    certificates = lesson.learn()["profile_read"]["interface"]["certificates"]
    assert "id" not in certificates["list"]["columns"]
    assert certificates["delete"] == post("rm", form={"which": "{id}"})


def test_a_list_that_is_not_read_again_does_not_tell_which_button_was_pressed(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, ListPage, reads_again=False)
    lesson.page.follow()
    lesson.page.look()
    result = lesson.learn()
    assert {"certificates.select", "certificates.delete", "dot1x.select", "dot1x.clear"} <= states(result).keys()
    assert not {"select", "delete"} & result["profile_read"]["interface"].get("certificates", {}).keys()
    assert "dot1x" not in result["profile_read"]["interface"]


@pytest.mark.parametrize(
    "missing", ["certificates.install_crl", "dot1x.select", "certificates.delete", "certificates.select"]
)
def test_what_a_page_does_not_have_is_not_seen_and_the_rest_is_learned(tmp_path: Path, missing: str) -> None:
    lesson = Lesson(tmp_path, ListPage)
    lesson.page.skips = {missing, *({"dot1x.clear"} if missing == "dot1x.select" else ())}
    if missing == "certificates.install_crl":
        lesson.page.before = lambda step: lesson.page.skips.add("none")
        lesson.page.checklist = {
            **lesson.steps,
            "steps": [step for step in lesson.steps["steps"] if step.get("material") != "crl"],
        }
    lesson.page.follow()
    result = lesson.learn()
    assert states(result).keys() == {"restore", *lesson.page.skips} - {"none"}


def test_rows_that_were_chosen_in_another_order_teach_nothing_wrong(tmp_path: Path) -> None:
    """Which of the two lists of one page is meant is known by the order alone."""
    lesson = Lesson(tmp_path, ListPage)
    swapped = {"server": "client", "client": "server"}
    steps = [
        {**step, "material": swapped[step["material"]]}
        if step.get("button") == "Select" and "material" in step
        else step
        for step in lesson.steps["steps"]
    ]
    lesson.page.checklist = {**lesson.steps, "steps": steps}
    lesson.page.follow()
    result = lesson.learn()
    assert {"certificates.select", "dot1x.select"} <= states(result).keys()
    assert "in_use" not in result["profile_read"]["interface"]["certificates"]["list"]["columns"]


def test_a_wrong_file_that_the_camera_refused_is_no_upload(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, ListPage)
    names = {one["name"]: one["files"] for one in lesson.steps["materials"]}
    lesson.page.refused("addca", {"f": names["server"]["key"]})
    lesson.page.refused("addcrl", {"f": names["ca"]["certificate"]})
    lesson.page.follow()
    result = lesson.learn()
    assert states(result) == RESTORE
    assert result["profile_read"]["interface"]["certificates"]["install_ca"] == post("addca", file="f")


def test_a_wrong_file_that_the_camera_took_leaves_both_buttons_open(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, ListPage)
    names = {one["name"]: one["files"] for one in lesson.steps["materials"]}
    lesson.page.upload("addcrl", {"f": names["ca"]["certificate"]})
    lesson.page.follow()
    result = lesson.learn()
    assert states(result)["certificates.install_ca"] == "ambiguous"
    assert "install_ca" not in result["profile_read"]["interface"]["certificates"]


def test_one_request_for_two_buttons_leaves_both_open(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, ListPage)
    real = lesson.page.upload
    lesson.page.upload = lambda op, *given, **more: real("addca" if op == "addcrl" else op, *given, **more)  # type: ignore[method-assign]  # a camera with one page for both
    lesson.page.follow()
    found = states(lesson.learn())
    assert found["certificates.install_ca"] == found["certificates.install_crl"] == "ambiguous"


def test_a_field_with_a_value_that_nobody_asked_for_leaves_the_upload_open(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, ListPage)
    real = lesson.page.upload
    lesson.page.upload = lambda op, *given, **more: real(op, *given, session="c29tZXRoaW5nLXNlY3JldA", **more)  # type: ignore[method-assign]  # a token that no answer shows
    lesson.page.follow()
    result = lesson.learn()
    assert states(result)["certificates.install"] == "ambiguous"
    assert "c29tZXRoaW5nLXNlY3JldA" not in (tmp_path / "profile.yml").read_text() + json.dumps(result)


def test_nothing_of_files_and_passphrases_is_in_the_profile_or_in_the_result(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, ListPage, contents=True)
    lesson.page.follow()
    text = json.dumps(lesson.learn()) + (tmp_path / "profile.yml").read_text()
    passphrases = [one["passphrase"] for one in lesson.steps["materials"] if "passphrase" in one]
    lines = [
        line
        for content in files_of(NEWER).values()
        for line in content.decode("latin-1").splitlines()
        if len(line) > 20
    ]
    assert len(lines) > 40
    for secret in (*passphrases, *lines, *(one["common_name"] for one in lesson.steps["materials"])):
        assert secret not in text


# -- one certificate, and files for 802.1X -------------------------------------------------------------------------------


def older(tmp_path: Path, **more: Any) -> Lesson:
    """A camera that shows the request, and the second certificate that it made, as PEM."""
    lesson = Lesson(tmp_path, SinglePage, OLDER, **more)
    names = {one["name"]: one["common_name"] for one in lesson.steps["materials"]}
    page: Any = lesson.page
    page.request_pem = csr(rsa_key(), named(names["request"]))
    page.certificate_pem = server(None, common_name=names["second"], key=rsa_key()).pem
    return lesson


def test_a_page_with_one_certificate_and_three_files(tmp_path: Path) -> None:
    lesson = older(tmp_path)
    lesson.page.follow()

    result = lesson.learn()

    waiting = dict.fromkeys(("certificates.create_request", "certificates.show_request"), "ambiguous")
    assert states(result) == {**RESTORE, **waiting}
    learned = result["profile_read"]["interface"]
    subject = {"xcountry": "{country}", "xstate": "{state}", "xlocality": "{locality}", "xanization": "{organization}",
               "xionalunit": "{organizational_unit}", "xommonname": "{common_name}"}  # fmt: skip
    period = {"xstartdate": "{start_date}", "xenddate": "{end_date}"}
    assert learned["certificates"] == {
        "restart": True,
        "create_self_signed": post("c_create_self_signed", form={**subject, **period}),
        "show_server": {
            "path": "/admin/-cert-",
            "params": {"op": "c_show_server"},
            "fields": {"common_name": "subject", "start_date": "since", "end_date": "until"},
            "date_format": "%Y/%m/%d",
        },
        "backup": post("c_backup", form={"pw": "{encryption_password}"}),
        "restore": post("c_restore", form={"pw": "{encryption_password}"}, file="file"),
        "delete_server": post("c_delete_server"),
        "show_self_ca": {"path": "/admin/-cert-", "params": {"op": "c_show_self_ca"}},
        "install_intermediate": post("c_install_intermediate", file="file"),
        "delete_intermediate": post("c_delete_intermediate"),
    }
    assert learned["dot1x"] == {
        "install_ca": post("d_install_ca", file="file"),
        "install_client": post("d_install_client", file="file"),
        "install_key": post("d_install_key", form={"pw": "{passphrase}"}, file="file"),
        "delete": post("d_delete"),
    }
    assert x509.load_pem_x509_csr(result["signing_request"].encode())


@pytest.mark.parametrize("missing", ["certificates.delete_server", "dot1x.delete", "certificates.delete_intermediate"])
def test_a_button_without_a_value_that_was_pressed_once_stays_open(tmp_path: Path, missing: str) -> None:
    lesson = older(tmp_path)
    pressed: list[str] = []

    def once(step: Mapping[str, Any]) -> None:
        if step["operation"] == missing:
            pressed.append(missing)
            lesson.page.skips |= {missing} if len(pressed) == 1 else set()

    lesson.page.before = once
    lesson.page.follow()
    found = states(lesson.learn())
    assert len(pressed) == 1
    assert found[missing] == "ambiguous"


def test_another_button_pressed_in_between_leaves_the_one_without_a_value_open(tmp_path: Path) -> None:
    lesson = older(tmp_path)
    lesson.page.before = lambda step: lesson.page.post("led") if step["operation"] == "dot1x.delete" else None
    lesson.page.follow()
    result = lesson.learn()
    assert states(result)["dot1x.delete"] == "ambiguous"
    assert "delete" not in result["profile_read"]["interface"]["dot1x"]


def test_a_key_that_was_not_uploaded_leaves_its_certificate_out(tmp_path: Path) -> None:
    lesson = older(tmp_path)
    lesson.page.skips = {"dot1x.install_key"}
    lesson.page.follow()
    result = lesson.learn()
    assert states(result)["dot1x.install_client"] == "ambiguous"
    assert "install_client" not in result["profile_read"]["interface"]["dot1x"]


# -- any other maker -----------------------------------------------------------------------------------------------------


def json_post(op: str, content: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """How a profile of version 2 writes a request of these pages."""
    request = {"method": "POST", "path": f"/api/certs/{op}", "headers": {"x-request-key": "{token:token}"}}
    return {"request": {**request, "body": {"kind": "json", "content": dict(content)}}, **more}


@pytest.mark.parametrize("encoding", ["text", "base64"])
@pytest.mark.parametrize("beside", [False, True], ids=["in use in each row", "in use beside the rows"])
def test_certificates_as_text_in_json_with_tokens(tmp_path: Path, encoding: str, beside: bool) -> None:
    lesson = Lesson(tmp_path, JsonPage, contents=True, maker=Json, encoding=encoding, beside=beside)
    lesson.page.follow()

    result = lesson.learn()

    assert states(result) == RESTORE
    learned = result["profile_read"]["interface"]
    packed = {"encoding": "base64"} if encoding == "base64" else {}
    rows = {
        name: {"at": {"in": "json", "pointer": f"/items/{{row}}/{name}"}, "values": {"yes": True, "no": False}}
        for name in ("https", "dot1x")
    }
    alone = {name: {"at": {"in": "json", "pointer": f"/used_{name}"}} for name in ("https", "dot1x")}
    used = alone if beside else rows
    assert learned["certificates"] == {
        "list": {
            "request": {"path": "/api/certs"},
            "columns": {
                "common_name": {"at": {"in": "json", "pointer": "/items/{row}/subject/cn"}},
                "start_date": {"at": {"in": "json", "pointer": "/items/{row}/from"}},
                "end_date": {"at": {"in": "json", "pointer": "/items/{row}/to"}},
                "kind": {
                    "at": {"in": "json", "pointer": "/items/{row}/kind"},
                    "values": {"server": "srv", "ca": "root", "crl": "crl"},
                },
                "id": {"at": {"in": "json", "pointer": "/items/{row}/ref"}},
                "in_use": used["https"],
                "in_use_dot1x": used["dot1x"],
            },
            "date_format": "%Y/%m/%d",
        },
        "install_ca": json_post("addca", {"f": "{certificate}"}, **packed),
        "install_crl": json_post("addcrl", {"f": "{crl}"}, **packed),
        "install": json_post(
            "addcrt", {"crt": "{certificate}", "prv": "{private_key}", "pw": "{passphrase}", "kind": "1"}, **packed
        ),
        "select": json_post("use", {"which": "{id}"}),
        "delete": {
            "request": {"method": "DELETE", "path": "/api/certs/{id}", "headers": {"x-request-key": "{token:token}"}}
        },
    }
    assert learned["dot1x"] == {
        "select": json_post("use8021x", {"which": "{id}"}),
        "clear": json_post("no8021x", {"go": True}),
    }
    text = json.dumps(result) + (tmp_path / "profile.yml").read_text()
    assert "BEGIN" not in text
    assert "T0ken" not in text


def test_text_of_which_a_log_holds_nothing_is_not_seen(tmp_path: Path) -> None:
    """A script that encrypts or packs a file in a way of its own leaves nothing to find it by."""
    lesson = Lesson(tmp_path, JsonPage, contents=False, maker=Json)
    lesson.page.follow()
    result = lesson.learn()
    assert {"certificates.install_ca", "certificates.install"} <= states(result).keys()
    assert "install" not in result["profile_read"]["interface"]["certificates"]
