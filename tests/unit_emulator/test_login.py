# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Basic and Digest as set, wrong logins, lock-out, and who may see what."""

from __future__ import annotations

import hashlib
import re
import time
from typing import Any

PAGE = "/admin/-get-?pg=server"


def test_the_setting_decides_the_challenge(modern: Any, old: Any) -> None:
    assert 'WWW-Authenticate: Digest realm="VB-H47"' in modern.curl(PAGE).headers
    assert "WWW-Authenticate: Basic" in old.curl(PAGE).headers
    assert old.write({"http_server.auth_method": "digest"}).ok
    assert "WWW-Authenticate: Digest" in old.curl(PAGE).headers


def test_each_scheme_lets_the_right_password_in_and_no_other_scheme(modern: Any, old: Any) -> None:
    login = ("-u", f"{modern.user}:{modern.password}")
    assert modern.curl(PAGE, "--digest", *login).status == 200
    assert modern.curl(PAGE, "--basic", *login).status == 401
    assert modern.camera.count("wrong_scheme") == 1
    assert modern.camera.count("logins_failed") == 0
    assert old.curl(PAGE, "--basic", *login).status == 200


def test_sha_256_digest(client: Any) -> None:
    strict = client("strict")
    assert "algorithm=SHA-256" in strict.curl(PAGE).headers
    assert strict.get(PAGE).status == 200


def test_a_nonce_ends_after_its_uses_and_that_is_no_wrong_login(client: Any) -> None:
    """`strict` gives a nonce two uses; a client that counts on is told `stale=true` and may go on with a new one."""
    strict = client("strict")
    nonce = re.findall(r'nonce="(\w+)"', strict.curl(PAGE).headers)[0]

    def answer(count: int, password: str = strict.password) -> Any:
        return strict.curl(PAGE, "-H", f"Authorization: {digest(strict, nonce, count, password)}")

    assert answer(1).status == answer(2).status == 200
    assert "stale=true" in answer(3).headers
    assert strict.camera.count("logins_failed") == 0
    assert "stale=true" not in answer(4, "wrong").headers
    assert strict.camera.count("logins_failed") == 1


def digest(client: Any, nonce: str, count: int, password: str) -> str:
    """A Digest answer worked out by hand (RFC 7616, 3.4)."""

    def h(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    secret, request = h(f"{client.user}:VB-S32D:{password}"), h(f"GET:{PAGE}")
    response = h(f"{secret}:{nonce}:{count:08x}:0a4f113b:auth:{request}")
    return (
        f'Digest username="{client.user}", realm="VB-S32D", nonce="{nonce}", uri="{PAGE}", algorithm=SHA-256, '
        f'response="{response}", qop=auth, nc={count:08x}, cnonce="0a4f113b"'
    )


def test_a_digest_for_another_path_is_no_login(modern: Any) -> None:
    header = modern.get(PAGE, "-v").headers
    used = next(line for line in header.splitlines() if line.startswith("> Authorization: Digest"))
    assert modern.curl("/admin/-set-?pt=4", "-H", used[2:].strip()).status == 401
    assert modern.curl(PAGE, "-H", used[2:].strip()).headers.count("stale=true") == 1  # nor twice for the same


def test_logins_are_counted_per_connection(modern: Any) -> None:
    modern.get(PAGE, modern.url() + PAGE, modern.url() + PAGE)
    assert modern.camera.count("logins_ok") == 1
    assert modern.camera.count("reads") == 3


def test_wrong_logins_are_logged_with_the_address(modern: Any) -> None:
    modern.curl(PAGE, "--digest", "-u", "admin:wrong", "--interface", "127.0.0.9")
    assert modern.camera.count("logins_failed") == 1
    line = modern.camera.log()[-1]
    assert line.endswith("[notice] H144 Password specification error user=admin from=127.0.0.9")


def test_too_many_wrong_logins_lock_that_address_only(client: Any) -> None:
    strict = client("strict")
    for _unused in range(3):
        assert strict.curl(PAGE, "--digest", "-u", f"{strict.user}:wrong").status == 401
    assert strict.get(PAGE).status == 403
    assert strict.get(PAGE, "--interface", "127.0.0.9").status == 200
    assert strict.camera.count("lockouts") == 1
    time.sleep(0.35)
    assert strict.get(PAGE).status == 200


def test_default_lock_out_answers_503_after_the_sixth(modern: Any) -> None:
    for _unused in range(6):
        modern.curl(PAGE, "--digest", "-u", "admin:wrong", "--interface", "127.0.0.8")
    assert modern.curl(PAGE, "--interface", "127.0.0.8").status == 503


def test_authorized_users_see_the_viewer_but_not_the_setting_page(client: Any, modern: Any) -> None:
    modern.camera.set({"users.accounts": [{"name": "guard", "password": "Guard4Night77"}]})
    modern.camera.set({f"user_authority.guest.{what}": "disable" for what in ("camera_control", "video", "audio")})
    guard = client("modern", "guard", "Guard4Night77")
    info, image = "/-wvhttp-01-/info.cgi", "/-wvhttp-01-/image.cgi?v=jpg:320x180"
    assert guard.curl(info).status == guard.curl(image).status == 401
    assert guard.get(info).status == guard.get(image).status == 200
    assert guard.get(PAGE, "--digest").status == 403


def test_login_check_counts_nothing(modern: Any) -> None:
    assert modern.camera.login_check(modern.user, modern.password)
    assert not modern.camera.login_check(modern.user, "wrong")
    assert modern.camera.count("logins_failed") == modern.camera.count("requests") == 0
