# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The throwaway files of a checklist, judged by openssl, and the steps that name them."""

from __future__ import annotations

import random
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import GUIDE_FAMILIES
from ansible_collections.netcam.hardening.plugins.module_utils._errors import NetcamError
from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import Request, make_checklist
from ansible_collections.netcam.hardening.plugins.module_utils._learning.marker_files import marker_files
from ansible_collections.netcam.hardening.plugins.module_utils._learning.page import checklist_html
from ansible_collections.netcam.hardening.plugins.module_utils._profile_checklist import run_checklist

from ..certificates.material import csr, named, openssl, rsa_key, written

NOW = datetime(2026, 11, 22, 10, 0)
OPTIONS: dict[str, Any] = {
    "model": "Dome 20",
    "guide": "canon_vb_2022",
    "only": [],
    "time_zones": ["UTC", "Europe/Berlin", "America/New_York"],
    "dot1x_methods": ["EAP-TLS", "EAP-TTLS", "EAP-PEAP"],
    "signing_request": None,
}


def checklist(guide: str, **more: Any) -> dict[str, Any]:
    """A checklist of a guide."""
    return make_checklist(Request(guide, **more), random.Random(7), NOW)


@pytest.mark.parametrize("guide", GUIDE_FAMILIES)
def test_every_file_that_a_step_names_is_made_and_is_what_it_says(guide: str, tmp_path: Path) -> None:
    made = checklist(guide)
    files = marker_files(made["materials"], NOW, "")
    wanted = {one["file"] for step in made["steps"] for one in step.get("files", ()) if one["file"]}
    wanted |= {name for step in made["steps"] for name in step.get("or_files", ())}
    assert files.keys() == wanted
    for material in made["materials"]:
        for role, name in material.get("files", {}).items():
            path = written(tmp_path, name, files[name])
            passin = ("-passin", f"pass:{material['passphrase']}") if "passphrase" in material else ()
            if role == "certificate":
                shown = openssl(
                    "x509", "-in", path, "-noout", "-subject", "-startdate", "-enddate", "-dateopt", "iso_8601"
                )
                assert material["common_name"] in shown
                assert material["start_date"].replace("/", "-") in shown
                assert material["end_date"].replace("/", "-") in shown
            elif role == "crl":
                openssl(
                    "crl", "-in", path, "-noout", "-CAfile", tmp_path / made["materials"][0]["files"]["certificate"]
                )
            elif role == "pkcs12":
                assert "PRIVATE KEY" in openssl("pkcs12", "-in", path, *passin, "-nodes")
            else:
                openssl("pkey", "-in", path, *passin, "-noout")
                openssl("pkey", "-in", path, "-passin", "pass:wrong", "-noout", fails=True)


@pytest.mark.parametrize("guide", GUIDE_FAMILIES)
def test_a_certificate_and_its_key_belong_together(guide: str, tmp_path: Path) -> None:
    made = checklist(guide)
    files = marker_files(made["materials"], NOW, "")
    pairs = [one for one in made["materials"] if {"certificate", "key"} <= one.get("files", {}).keys()]
    assert pairs
    for one in pairs:
        certificate, key = (
            written(tmp_path, one["files"][role], files[one["files"][role]]) for role in ("certificate", "key")
        )
        of_key = openssl("pkey", "-in", key, "-passin", f"pass:{one['passphrase']}", "-pubout")
        assert openssl("x509", "-in", certificate, "-noout", "-pubkey") == of_key


def test_names_and_dates_are_markers_of_their_own() -> None:
    for guide in GUIDE_FAMILIES:
        made = checklist(guide)
        values = [one[key] for one in made["materials"] for key in ("common_name", "start_date", "end_date")]
        assert len(set(values)) == len(values)
        days = {(datetime.strptime(value, "%Y/%m/%d").day) for value in values if "/" in value}
        # a day that could be a month would leave the form of a date open
        assert min(days) > 12


def test_a_signing_request_is_answered_with_a_certificate_for_its_key(tmp_path: Path) -> None:
    wanted = ("certificates.create_request", "certificates.show_request")
    request = csr(rsa_key(), named("nc-request"))
    made = checklist("canon_vb_pre2022", only=wanted, signing_request=request)
    assert {step["operation"] for step in made["steps"] if step["kind"] == "operation"} == {
        "certificates.install_server", "certificates.show_server", "certificates.delete_server",
    }  # fmt: skip
    files = marker_files(made["materials"], NOW, request)
    answer = written(tmp_path, "answer.pem", next(iter(files.values())))
    asked = openssl("req", "-in", written(tmp_path, "request.pem", request), "-noout", "-pubkey")
    assert openssl("x509", "-in", answer, "-noout", "-pubkey") == asked


def test_without_a_request_nothing_is_answered_and_the_page_is_asked_for_again() -> None:
    made = checklist("canon_vb_pre2022", only=("certificates.create_request",))
    assert "certificates.create_request" in made["operations"]
    assert "certificates.install_server" not in made["operations"]


def test_a_request_that_is_none_is_an_error(tmp_path: Path) -> None:
    options = {
        **OPTIONS,
        "guide": "canon_vb_pre2022",
        "only": ["certificates.create_request"],
        "signing_request": "nonsense",
    }
    with pytest.raises(NetcamError, match="no certificate signing request"):
        run_checklist({**options, "dest": str(tmp_path / "two.json")}, False, random.Random(1), NOW)


def test_files_are_for_their_owner_only_and_made_again_where_one_is_missing(tmp_path: Path) -> None:
    given = {**OPTIONS, "dest": str(tmp_path / "teach.json")}
    result = run_checklist(given, False, random.Random(1), NOW)
    folder = Path(result["files"])
    files = sorted(folder.iterdir())
    assert len(files) == 10
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)
    assert not run_checklist(given, False, random.Random(2), NOW)["changed"]
    files[0].unlink()
    assert run_checklist(given, False, random.Random(3), NOW)["changed"]
    assert sorted(folder.iterdir()) == files


def test_check_mode_makes_no_file(tmp_path: Path) -> None:
    assert run_checklist({**OPTIONS, "dest": str(tmp_path / "teach.json")}, True, random.Random(1), NOW)["changed"]
    assert list(tmp_path.iterdir()) == []


def test_the_page_names_files_passwords_and_rows() -> None:
    made = checklist("canon_vb_2022")
    text = checklist_html(made, "x")
    for step in made["steps"]:
        for one in (*step.get("files", ()), *step.get("texts", ())):
            assert one.get("file", one.get("marker")) in text
    assert "Where the page takes one file" in text
    assert f'in the row <span class="value">{made["materials"][2]["common_name"]}</span> press [Select]' in text


@pytest.mark.parametrize("guide", GUIDE_FAMILIES)
def test_certificates_come_while_http_is_open_and_the_reboot_is_last(guide: str) -> None:
    steps = checklist(guide)["steps"]
    pages = [step for step in steps if step["kind"] == "open" and step["sheet"] in ("certificates", "dot1x_files")]
    assert pages
    assert all("begins with http://" in step["when"] for step in pages)
    assert steps[-1]["setting"] == "reboot.reboot"
    assert steps[-2]["operation"] == "restore"
