# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A list of certificates and the backup in recordings: what is learned of their buttons, and what must be left open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .cabinets import ListPage
from .upload_lessons import LIST, NEWER, PAIR, RESTORE, Lesson, files_of, post, states


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


class OnePage(ListPage):
    """Certificates of authorities and revocation lists go to one address, without a word for which it is."""

    def upload(self, op: str, *given: Any, **more: str) -> None:
        super().upload("addca" if op == "addcrl" else op, *given, **more)


class Secretive(ListPage):
    """Each upload carries a value that no answer has shown."""

    def upload(self, op: str, *given: Any, **more: str) -> None:
        super().upload(op, *given, session="c29tZXRoaW5nLXNlY3JldA", **more)


def test_one_request_for_two_buttons_leaves_both_open(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, OnePage)
    lesson.page.follow()
    found = states(lesson.learn())
    assert found["certificates.install_ca"] == found["certificates.install_crl"] == "ambiguous"


def test_a_field_with_a_value_that_nobody_asked_for_leaves_the_upload_open(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, Secretive)
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


def maintenance(lesson: Lesson, *, restores: bool = True, password: str = "") -> None:
    """The last page of a checklist: log, backup, restore, reboot."""
    step = next(step for step in lesson.steps["steps"] if step.get("operation") == "restore")
    given = step["texts"][0]["marker"]
    lesson.browser.record("GET", "/admin/-log-", "2026/11/22 10:00:00 started\n2026/11/22 10:00:05 logged in\n")
    lesson.browser.record("GET", f"/admin/-bk-?pw={given}", "binary", answer_type="application/octet-stream")
    if restores:
        lesson.page.upload("rest", {"bin": "settings (1).bak"}, pass1=password or given)
    lesson.camera.reboot()  # type: ignore[attr-defined]  # Canon's


def test_a_restored_backup_is_learned_and_the_reboot_after_it_as_well(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, ListPage)
    lesson.page.follow()
    maintenance(lesson)
    result = lesson.learn()
    assert states(result) == {}
    learned = result["profile_read"]["interface"]
    assert learned["restore"] == post("rest", form={"pass1": "{encryption_password}"}, file="bin")
    assert learned["backup"] == {"path": "/admin/-bk-", "params": {"pw": "{encryption_password}"}}
    assert learned["restart"] == {"path": "/admin/-set-", "params": {"pt": "9"}}


def test_a_backup_that_was_not_restored_leaves_only_that_open(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, ListPage)
    lesson.page.follow()
    maintenance(lesson, restores=False)
    result = lesson.learn()
    assert states(result) == RESTORE
    assert {"backup", "restart"} <= result["profile_read"]["interface"].keys()


def test_a_file_with_another_password_is_not_the_restored_backup(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, ListPage)
    lesson.page.follow()
    maintenance(lesson, password="Somebody-elses-9")
    result = lesson.learn()
    assert states(result) == RESTORE
    assert "Somebody-elses-9" not in (tmp_path / "profile.yml").read_text() + json.dumps(result)
