# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Setting Page as HTML: who gets it, what stands on it, and that it carries the camera's own codes."""

from __future__ import annotations

import re
from typing import Any

import pytest

LINK = re.compile(r'<a href="(/admin/[^"]+\.html)"')
NAME = re.compile(r'(?<![\w-])name="([a-z]{2}[0-9]{2}(?:-[0-9]+)?)"')


def pages(camera: Any) -> dict[str, str]:
    """All pages of the menu by address, fetched once each."""
    first = camera.get("/admin/")
    return {link: camera.get(link).body for link in LINK.findall(first.body)}


@pytest.mark.parametrize("name", ["modern", "old"])
def test_every_setting_stands_on_a_page_under_the_code_of_this_camera(client: Any, name: str) -> None:
    camera = client(name)
    shown = {code.partition("-")[0] for body in pages(camera).values() for code in NAME.findall(body)}
    codes = camera.camera.codes()
    missing = {id_ for id_, code in codes.items() if code not in shown}
    assert missing == set()


def test_the_generations_have_their_own_menus(modern: Any, old: Any) -> None:
    newer, older = set(pages(modern)), set(pages(old))
    assert "/admin/system/network.html" in newer - older
    assert {"/admin/basic/network.html", "/admin/basic/user_management.html"} <= older - newer
    assert "/admin/security/certificate_management.html" in newer - older


@pytest.mark.parametrize("path", ["/admin/", "/admin/server/server.html", "/admin/page.js", "/admin/page.css"])
def test_nobody_sees_a_page_without_the_login(modern: Any, path: str) -> None:
    assert modern.curl(path).status == 401
    assert modern.get(path).status == 200


def test_a_user_is_no_administrator(client: Any, modern: Any) -> None:
    modern.camera.set({"users.accounts": [{"name": "guard", "password": "Guard4Night77"}]})
    assert client("modern", "guard", "Guard4Night77").get("/admin/server/server.html").status == 403


def test_a_page_that_does_not_exist_is_not_found(modern: Any) -> None:
    assert modern.get("/admin/server/nothing.html").status == 404
    assert modern.get("/admin/../page.js.bak").status == 404


def test_a_page_holds_no_secret(modern: Any) -> None:
    modern.camera.set({"snmp_server.auth_password": "Read4Nobody88"})
    assert not [path for path, body in pages(modern).items() if "Read4Nobody88" in body]


def test_a_camera_without_an_account_shows_the_default_settings_and_nothing_else(client: Any) -> None:
    fresh = client("fresh")
    assert "Administrator Name" in fresh.curl("/admin/default_settings.html").body
    assert fresh.curl("/admin/server/server.html").error == "E900"
