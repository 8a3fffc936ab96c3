# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A camera without an account lets nobody in and takes one first account; some models bring one from the factory."""

from __future__ import annotations

from typing import Any


def test_without_an_account_only_the_first_account_page_works(client: Any) -> None:
    fresh = client("fresh", "site-admin", "Demo4LobbyKx82")
    refused = fresh.curl("/admin/-get-?pg=user")
    assert (refused.status, refused.error) == (200, "E900")
    assert "WWW-Authenticate" not in refused.headers
    assert fresh.curl("/admin/-init-").body.strip() == "account=0"
    assert fresh.curl("/-wvhttp-01-/info.cgi").status == 200

    assert fresh.curl("/admin/-get-?pg=user", "--basic", "-u", "any:body").error == "E900"
    assert fresh.camera.count("logins_failed") == 0

    assert fresh.curl("/admin/-init-", "-d", "name=site-admin", "-d", "password=Demo4LobbyKx82").ok

    assert fresh.curl("/admin/-init-").status == 401
    assert fresh.get("/admin/-init-").body.strip() == "account=1"
    assert fresh.get("/admin/-get-?pg=user").status == 200


def test_the_first_account_is_saved_at_once(client: Any) -> None:
    fresh = client("fresh-old", "site-admin", "Demo4LobbyKx82")
    assert fresh.curl("/admin/-init-", "-d", "name=site-admin&password=Demo4LobbyKx82").ok
    fresh.camera.power_loss()
    assert fresh.get("/admin/-get-?pg=user").status == 200


def test_there_is_only_one_first_account(modern: Any) -> None:
    again = ("-d", "name=other-admin&password=Demo4LobbyKx82")
    assert modern.curl("/admin/-init-", *again).status == 401
    assert modern.get("/admin/-init-", "--digest", *again).error == "E003"


def test_limits_of_name_and_password(client: Any) -> None:
    for camera, longest in (("fresh", 32), ("fresh-old", 31)):
        fresh = client(camera)

        def create(name: str, password: str, fresh: Any = fresh) -> Any:
            return fresh.curl("/admin/-init-", "-d", f"name={name}&password={password}")

        assert create("four", "Demo4LobbyKx82").error == "E002 name"
        assert create("a" * 16, "Demo4LobbyKx82").error == "E002 name"
        assert create("site-admin", "Short77").error == "E002 password"
        assert create("site-admin", "x" * (longest + 1)).error == "E002 password"
        assert create("site-admin", "x" * longest).ok


def test_factory_account_root_camera(client: Any) -> None:
    for camera in ("root", "fixed"):
        assert client(camera, "root", "camera").get("/admin/-get-?pg=user").status == 200


def test_a_fixed_name_cannot_be_changed_but_its_password_can(client: Any) -> None:
    fixed = client("fixed", "root", "camera")
    change = {"administrator.name": "site-admin", "administrator.password": "Demo4LobbyKx82"}
    assert fixed.write(change).error.startswith("E003")
    assert fixed.write({**change, "administrator.name": "root"}).ok
    assert fixed.camera.login_check("root", "Demo4LobbyKx82")


def test_a_factory_name_that_is_not_fixed_can_be_changed(client: Any) -> None:
    root = client("root", "root", "camera")
    assert root.write({"administrator.name": "site-admin", "administrator.password": "Demo4LobbyKx82"}).ok
    assert root.get("/admin/-get-?pg=user").status == 401
    assert client("root", "site-admin", "Demo4LobbyKx82").save().ok
