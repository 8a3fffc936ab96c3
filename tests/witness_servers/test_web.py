# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""nginx and lighttpd as the web server of a camera: redirection, TLS, Basic, Digest, pages, host restriction, clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._probes.finding import Finding
from ansible_collections.netcam.hardening.plugins.module_utils._probes.run import look
from ansible_collections.netcam.hardening.plugins.module_utils._probes.visit import Target

from .servers import accepts, certificate, free_port, fresh_address, program, running

WEB = ("http", "http_auth", "anonymous", "clock", "tls")


@dataclass(frozen=True)
class Server:
    """A web server, and what probes say of it."""

    target: Target

    def probe(self, *names: str, **more: Any) -> dict[str, Finding]:
        """Look at it."""
        return look(replace(self.target, **more), names or WEB).findings


def _target(address: str, http: int, https: int) -> Target:
    # patient: what is there is seen as soon as it answers
    return Target(address, port_map={80: http, 443: https}, time_limit=60, connect_limit=60)


@contextmanager
def nginx(folder: Path, server: str, tls: str = "ssl_protocols TLSv1.2 TLSv1.3;") -> Iterator[Server]:
    """nginx; C(server) is the inside of its plain server, the TLS one refuses every page."""
    address = fresh_address()
    http, https = free_port(address), free_port(address)
    chain, key = certificate(folder, address)
    (folder / "www").mkdir()
    (folder / "www/index.html").write_text("<html>camera</html>")
    (folder / "www/picture").write_bytes(b"\xff\xd8\xff\xe0" + bytes(20_000))
    # user: password
    (folder / "users").write_text("admin:{PLAIN}Right4Admin88\n")
    (folder / "nginx.conf").write_text(f"""
daemon off; worker_processes 1; pid {folder}/pid; error_log stderr; user root;
events {{}}
http {{
  access_log off; default_type text/html;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen {address}:{http}; root {folder}/www; {server.replace("FOLDER", str(folder))} }}
  server {{ listen {address}:{https} ssl; ssl_certificate {chain}; ssl_certificate_key {key}; {tls}
    location / {{ return 403; }} }}
}}
""")
    command = [program("nginx", "nginx-light"), "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    with running(command, accepts(address, http), folder):
        yield Server(replace(_target(address, http, https), ca_path=str(chain)))


@contextmanager
def lighttpd(folder: Path, method: str) -> Iterator[Server]:
    """lighttpd that asks for a login everywhere, by C(method) of its auth.require."""
    address = fresh_address()
    port = free_port(address)
    (folder / "users").write_text("admin:camera:Right4Admin88\n" if "digest" in method else "admin:Right4Admin88\n")
    backend = "htdigest" if "digest" in method else "plain"
    (folder / "lighttpd.conf").write_text(f"""
server.bind = "{address}"
server.port = {port}
server.document-root = "{folder}"
server.errorlog = "{folder}/error.log"
server.modules = ("mod_auth", "mod_authn_file")
auth.backend = "{backend}"
auth.backend.{backend}.userfile = "{folder}/users"
auth.require = ("" => ({method}, "realm" => "camera", "require" => "valid-user"))
""")
    command = [program("lighttpd", "lighttpd"), "-D", "-f", "lighttpd.conf"]
    with running(command, accepts(address, port), folder):
        yield Server(_target(address, port, free_port(address)))


def test_pages_and_pictures_that_anybody_gets(tmp_path: Path) -> None:
    inside = """
    location = /-wvhttp-01-/info.cgi { default_type text/plain; return 200 "s.hardware:=x\\n"; }
    location = /-wvhttp-01-/image.cgi { default_type image/jpeg; alias FOLDER/www/picture; }
    location = /viewer/ { return 401; } location = /admin/ { return 403; }
    """
    with nginx(tmp_path, inside) as server:
        found = server.probe()
    assert found["http"].facts["answer"] == "open"
    assert found["http"].facts["server"].startswith("nginx")
    assert found["anonymous"].facts["open"] == ["/-wvhttp-01-/info.cgi", "/-wvhttp-01-/image.cgi"]
    picture = next(page for page in found["anonymous"].facts["pages"] if page["kind"] == "picture")
    assert (picture["status"], picture["size"], picture["content_type"]) == (200, 20_004, "image/jpeg")


def test_a_server_without_such_pages_is_not_called_closed(tmp_path: Path) -> None:
    with nginx(tmp_path, "") as server:
        assert server.probe("anonymous")["anonymous"].state == "unknown"


def test_plain_http_that_leads_to_https(tmp_path: Path) -> None:
    with nginx(tmp_path, "return 301 https://$host$request_uri;") as server:
        found = server.probe()
    assert found["http"].facts["answer"] == "redirect"
    assert found["tls"].state == "seen"
    # behind it everything is 403
    assert found["anonymous"].state == "unknown"


def test_basic_by_nginx(tmp_path: Path) -> None:
    with nginx(tmp_path, 'auth_basic "Network Camera"; auth_basic_user_file FOLDER/users;') as server:
        found = server.probe("http_auth", "anonymous")
    wanted = {"over": "http", "scheme": "basic", "realm": "Network Camera", "algorithm": None, "qop": None}
    assert found["http_auth"].facts == {"schemes": ["basic"], "challenges": [wanted]}
    assert found["anonymous"].state == "not_seen"


@pytest.mark.parametrize(
    ("method", "schemes", "algorithms"),
    [
        ('"method" => "basic"', ["basic"], [None]),
        ('"method" => "digest", "algorithm" => "MD5"', ["digest"], ["md5"]),
        ('"method" => "digest", "algorithm" => "SHA-256|MD5"', ["digest"], ["sha-256", "md5"]),
    ],
)
def test_logins_by_lighttpd(tmp_path: Path, method: str, schemes: list[str], algorithms: list[str | None]) -> None:
    with lighttpd(tmp_path, method) as server:
        found = server.probe("http_auth", "anonymous")
    assert found["http_auth"].facts["schemes"] == schemes
    assert [challenge["algorithm"] for challenge in found["http_auth"].facts["challenges"]] == algorithms
    assert {challenge["realm"] for challenge in found["http_auth"].facts["challenges"]} == {"camera"}
    assert found["anonymous"].state == "not_seen"


def test_the_clock_is_that_of_this_host(tmp_path: Path) -> None:
    with nginx(tmp_path, "") as server:
        found = server.probe("clock")["clock"]
    assert found.facts["source"] == "date_header"
    assert abs(found.facts["drift"]) <= 2


def test_a_host_restriction_is_seen_from_the_second_address(tmp_path: Path) -> None:
    second = fresh_address()
    for rule, state in ((f"deny {second}; allow all;", "seen"), ("allow all;", "not_seen"), ("deny all;", "unknown")):
        folder = tmp_path / state
        folder.mkdir()
        with nginx(folder, rule) as server:
            found = server.probe("host_restriction", second_source_address=second)["host_restriction"]
        assert found.state == state, found


def test_an_address_of_somebody_else_proves_no_restriction(tmp_path: Path) -> None:
    with nginx(tmp_path, "") as server:
        found = server.probe("host_restriction", second_source_address="192.0.2.66")["host_restriction"]
    assert (found.state, "not an address of this host" in str(found.reason)) == ("unknown", True)


@pytest.mark.parametrize(
    ("protocols", "offered"), [("TLSv1.2", {"1.2"}), ("TLSv1.2 TLSv1.3", {"1.2", "1.3"}), ("TLSv1.3", {"1.3"})]
)
def test_tls_versions_and_trust(tmp_path: Path, protocols: str, offered: set[str]) -> None:
    with nginx(tmp_path, "", f"ssl_protocols {protocols};") as server:
        found = server.probe("tls")["tls"]
        stranger = server.probe("tls", ca_path=None)["tls"]
    assert {version for version, word in found.facts["versions"].items() if word == "offered"} == offered
    assert (found.facts["verified"], stranger.facts["verified"]) == (True, False)


def test_plain_http_at_the_https_port_is_no_https(tmp_path: Path) -> None:
    with nginx(tmp_path, "") as server:
        plain = server.target.port_map[80]
        found = server.probe("tls", port_map={80: plain, 443: plain})["tls"]
    assert (found.state, found.facts["answer"]) == ("not_seen", "open")


def test_open_ports(tmp_path: Path) -> None:
    with nginx(tmp_path, "") as server:
        found = server.probe("ports", ports=(80, 443, 1))["ports"]
    assert found.facts == {"open": [80, 443], "closed": [1], "silent": []}
