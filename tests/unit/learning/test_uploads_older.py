# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A page with one certificate, and one with files for 802.1X, in recordings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from ..certificates.material import csr, named, rsa_key, server
from .cabinets import SinglePage
from .upload_lessons import OLDER, RESTORE, Lesson, post, states


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
