# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The HTTPS page of i-PRO cameras as a state machine; openssl signs, reads and connects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .conftest import can_connect
from .test_ipro_support import IPRO, Browserless, done, openssl, refused
from .test_onvif_support import fleet_of

NONE_MADE = {
    "cur_key_size": "not_generated",
    "cur_key_last_modified": "not_generated",
    "pre_key_size": "not_generated",
    "pre_key_last_modified": "not_generated",
}
SELF_SIGNED = {**IPRO, "certificate": "self_signed"}


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """Every generation, as delivered and with certificates."""
    with fleet_of(
        81,
        a={**IPRO, "model": "WV-SW115"},
        b={**IPRO, "model": "WV-SBV131M"},
        b_signed={**SELF_SIGNED, "model": "WV-SBV131M"},
        b_free={**SELF_SIGNED, "model": "WV-SBV131M", "ipro_self_signed_blocks_key": False},
        b_issued={
            **IPRO,
            "model": "WV-SBV131M",
            "certificate": "fleet_ca",
            "settings": {"ssl_tls.https_policy": "https"},
        },
        c1={**IPRO, "model": "WV-X8570N"},
        c2={**SELF_SIGNED, "model": "WV-X5550LT"},
    ) as fleet:
        yield fleet


@pytest.fixture
def at(fleet: Fleet) -> Callable[[str], Browserless]:
    """`at("b")` is that camera's administrator; all cameras are put back after the test."""
    return lambda name: Browserless(fleet, name)


@pytest.fixture(scope="module")
def site_ca(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the site's CA."""
    where = tmp_path_factory.mktemp("ca")
    openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", where / "ca.key", "-out", where / "ca.pem",
        "-subj", "/CN=Site CA", "-days", "30",
    )  # fmt: skip
    return where


def sign(csr: Path, ca: Path, *options: str) -> Path:
    """Sign a request."""
    made = csr.with_suffix(".crt")
    days = options or ("-days", "10")
    openssl(
        "x509", "-req", "-in", csr, "-CA", ca / "ca.pem", "-CAkey", ca / "ca.key", "-CAcreateserial", "-out", made, *days
    )  # fmt: skip
    return made


def served(camera: Browserless, *fields: str) -> str:
    """What openssl says of the certificate on the HTTPS port."""
    address = camera.url("https").removeprefix("https://")
    session = openssl("s_client", "-connect", address, "-cipher", "DEFAULT@SECLEVEL=0", stdin=b"Q\n")
    return openssl("x509", "-noout", *(fields or ("-subject", "-issuer")), stdin=session.encode())


def issued(camera: Browserless, where: Path, ca: Path) -> Path:
    """Key, request, signature, installation."""
    camera.new_key()
    certificate = sign(camera.csr(where / "lobby.csr"), ca)
    assert done(camera.install(certificate))
    return certificate


# Keys


def test_as_delivered_nothing_is_there(at: Any) -> None:
    camera = at("b")
    assert camera.pairs("get_crt_key") == NONE_MADE
    assert camera.pairs("get_https") == {
        "live": "http",
        "https_port": "443",
        "self_signed_info": "not_generated",
        "ca_cert_info": "invalid",
        "mode": "0",
    }
    assert camera.pairs("https_signed?mode=get_info") == {"last_modified": "not_generated"}


def test_without_a_key_there_is_no_certificate_no_request_and_no_https(at: Any, tmp_path: Path) -> None:
    camera = at("b")
    assert refused(camera.made_up("self_signed_generate", common_name="lobby"))
    assert refused(camera.made_up("csr_generate", common_name="lobby"))
    assert refused(camera.made_up("csr_fetch"))
    (tmp_path / "any.pem").write_text("nonsense", encoding="utf-8")
    assert refused(camera.install(tmp_path / "any.pem"))
    assert refused(camera.post("set_https", live="https"))
    assert refused(camera.previous_key())


def test_a_key_takes_time_and_the_camera_is_slow_meanwhile(at: Any) -> None:
    camera = at("b")
    camera.camera.ipro_quirk("key_never_ends")
    assert done(camera.made_up("crt_key_generate", key_size="2048"))
    assert camera.pairs("get_crt_key") == NONE_MADE
    assert refused(camera.made_up("crt_key_generate", key_size="2048"))
    assert camera.camera.count("requests_while_generating") > 0
    camera.camera.ipro_quirk("key_never_ends", None)
    camera.camera.power_loss()
    assert camera.pairs("get_crt_key") == NONE_MADE
    assert camera.new_key()["cur_key_size"] == "2048"


def test_one_previous_key_is_kept_and_can_come_back(at: Any) -> None:
    camera = at("b")
    first, second = camera.new_key(), camera.new_key()
    third = camera.new_key()
    assert second["pre_key_last_modified"] == first["cur_key_last_modified"]
    assert third["pre_key_last_modified"] == second["cur_key_last_modified"]
    assert done(camera.previous_key())
    back = camera.pairs("get_crt_key")
    assert back["cur_key_last_modified"] == second["cur_key_last_modified"]
    assert back["pre_key_last_modified"] == third["cur_key_last_modified"]


def test_only_the_oldest_generation_lets_people_choose_a_size(at: Any) -> None:
    old, b = at("a"), at("b")
    assert refused(b.made_up("crt_key_generate", key_size="1024"))
    for wrong in ("512", "4096", "big"):
        assert refused(old.made_up("crt_key_generate", key_size=wrong))
    assert old.new_key("1024")["cur_key_size"] == "1024"


def test_a_short_key_is_really_short(at: Any) -> None:
    old = at("a")
    old.new_key("1024")
    assert done(old.made_up("self_signed_generate", common_name="cellar"))
    assert done(old.post("set_https", live="https"))
    old.settled()
    assert "Public-Key: (1024 bit)" in served(old, "-text")


def test_a_valid_ca_certificate_blocks_a_new_key(at: Any) -> None:
    camera = at("b-issued")
    assert refused(camera.made_up("crt_key_generate", key_size="2048"))
    camera.camera.set({"date_time.clock": "2050/01/01 00:00:00"})
    assert camera.pairs("get_https")["ca_cert_info"] == "expired"
    assert done(camera.made_up("crt_key_generate", key_size="2048"))


@pytest.mark.parametrize(("name", "blocked"), [("b-signed", True), ("b-free", False)])
def test_a_self_signed_certificate_blocks_a_new_key_on_some(at: Any, name: str, blocked: bool) -> None:
    assert refused(at(name).made_up("crt_key_generate", key_size="2048")) == blocked


def test_a_new_key_makes_the_certificate_useless_and_https_ends(at: Any) -> None:
    camera = at("b-free")
    assert done(camera.post("set_https", live="https"))
    camera.settled()
    camera.new_key()
    camera.settled()
    assert camera.pairs("get_https")["self_signed_info"] == "invalid"
    assert camera.pairs("get_https")["live"] == "http"
    assert [listener[0] for listener in camera.camera.state()["listeners"] if listener[0] != "rtsp"] == ["http"]
    assert refused(camera.post("set_https", live="https"))


# Self-signed


def test_a_self_signed_certificate_is_made_shown_and_served(at: Any) -> None:
    camera = at("b")
    camera.new_key()
    fields = {
        "country": "DE",
        "state": "Berlin",
        "locality": "BER",
        "organization": "Airport",
        "organizational_unit": "T1",
    }
    assert done(camera.made_up("self_signed_generate", common_name="lobby.example.com", **fields))
    assert camera.pairs("get_https")["self_signed_info"] == "lobby.example.com"
    assert done(camera.post("set_https", live="https"))
    camera.settled()
    shown = served(camera, "-subject", "-issuer", "-nameopt", "RFC2253")
    assert shown.count("CN=lobby.example.com,OU=T1,O=Airport,L=BER,ST=Berlin,C=DE") == 2
    assert "Public-Key: (2048 bit)" in served(camera, "-text")


def test_fields_have_limits(at: Any) -> None:
    camera = at("b")
    camera.new_key()
    for wrong in (
        {"common_name": ""},
        {"common_name": "x" * 65},
        {"common_name": "lobby", "country": "DEU"},
        {"common_name": "lobby", "country": "D1"},
        {"common_name": "lobby", "organization": "x" * 65},
        {"common_name": "Büro"},
    ):
        assert refused(camera.made_up("self_signed_generate", **wrong)), wrong
        assert refused(camera.made_up("csr_generate", **wrong)), wrong


def test_a_wrong_clock_shows_in_the_certificate(at: Any) -> None:
    camera = at("b")
    camera.new_key()
    camera.camera.set({"date_time.clock": "2005/06/07 08:09:10"})
    assert done(camera.made_up("self_signed_generate", common_name="lobby"))
    camera.camera.set({"date_time.clock": "2026/06/07 08:09:10"})
    assert camera.pairs("get_https")["self_signed_info"] == "expired"


def test_over_https_no_self_signed_certificate_is_made_or_deleted(at: Any) -> None:
    camera = at("b-signed")
    assert done(camera.post("set_https", live="https"))
    camera.settled()
    assert refused(camera.made_up("self_signed_generate", common_name="lobby"))
    assert refused(camera.ask("https_self_signed?mode=delete"))
    assert done(camera.post("set_https", live="http"))
    camera.settled()
    assert done(camera.ask("https_self_signed?mode=delete"))
    assert camera.pairs("get_https")["self_signed_info"] == "not_generated"
    assert refused(camera.ask("https_self_signed?mode=delete"))
    assert refused(camera.ask("https_self_signed?mode=create"))


# CA certificate


def test_a_ca_certificate_is_asked_for_signed_installed_and_served(at: Any, tmp_path: Path, site_ca: Path) -> None:
    camera = at("b")
    camera.new_key()
    request = camera.csr(tmp_path / "lobby.csr", organization="Airport")
    assert "verify OK" in openssl("req", "-in", request, "-verify", "-noout")
    assert camera.pairs("https_signed?mode=get_info")["last_modified"] != "not_generated"
    assert done(camera.install(sign(request, site_ca)))
    assert camera.pairs("get_https")["ca_cert_info"] == "lobby.example.com"
    assert done(camera.post("set_https", live="https"))
    camera.settled()
    address = camera.url("https").removeprefix("https://")
    session = openssl("s_client", "-connect", address, "-CAfile", site_ca / "ca.pem", stdin=b"Q\n")
    assert "Verify return code: 0 (ok)" in session
    assert camera.camera.ipro()["in_force"] == "ca"


def test_the_ca_certificate_wins_over_the_self_signed_one(at: Any, tmp_path: Path, site_ca: Path) -> None:
    camera = at("b-signed")
    assert done(camera.install(sign(camera.csr(tmp_path / "lobby.csr"), site_ca)))
    assert camera.pairs("get_https")["self_signed_info"] == "invalid"
    assert done(camera.post("set_https", live="https"))
    camera.settled()
    assert "issuer=CN = Site CA" in served(camera).replace("CN=Site", "CN = Site")
    assert done(camera.ask("https_self_signed?mode=delete"))  # nothing runs on it


def test_what_cannot_be_installed(at: Any, tmp_path: Path, site_ca: Path) -> None:
    camera = at("b")
    certificate = issued(camera, tmp_path, site_ca)
    assert done(camera.ask("https_signed?mode=delete"))
    (tmp_path / "rubbish.pem").write_text("rubbish", encoding="utf-8")
    assert refused(camera.install(tmp_path / "rubbish.pem"))
    openssl("x509", "-in", certificate, "-outform", "DER", "-out", tmp_path / "lobby.der")
    assert refused(camera.install(tmp_path / "lobby.der"))
    assert refused(camera.install(site_ca / "ca.pem"))  # for another key
    for name in ("with space.pem", "x" * 251, "schlüssel.pem", "a|b.pem"):
        assert refused(camera.install(certificate, name=name)), name
    assert refused(camera.post("https_install_signed", fileName="no file"))
    assert camera.pairs("get_https")["ca_cert_info"] == "invalid"
    assert done(camera.install(certificate))


def test_a_new_key_wants_a_new_request_and_a_new_certificate(at: Any, tmp_path: Path, site_ca: Path) -> None:
    camera = at("b")
    certificate = issued(camera, tmp_path, site_ca)
    assert done(camera.ask("https_signed?mode=delete"))
    camera.new_key()
    assert camera.pairs("https_signed?mode=get_info") == {"last_modified": "not_generated"}
    assert refused(camera.install(certificate))  # no request
    camera.csr(tmp_path / "next.csr")
    assert refused(camera.install(certificate))  # not its key


def test_the_ca_certificate_is_deleted_over_http_only(at: Any) -> None:
    camera = at("b-issued")
    assert refused(camera.ask("https_signed?mode=delete"))
    assert done(camera.post("set_https", live="http"))
    camera.settled()
    assert done(camera.ask("https_signed?mode=delete"))
    assert camera.pairs("get_https")["ca_cert_info"] == "invalid"
    assert refused(camera.ask("https_signed?mode=delete"))


def test_a_certificate_replaced_over_https_is_served_after_a_moment(at: Any, tmp_path: Path, site_ca: Path) -> None:
    camera = at("b-issued")
    before = served(camera, "-fingerprint")
    certificate = sign(camera.csr(tmp_path / "next.csr"), site_ca)
    assert done(camera.install(certificate))
    camera.settled()
    assert served(camera, "-fingerprint") != before
    assert served(camera, "-fingerprint") == openssl("x509", "-noout", "-fingerprint", "-in", certificate)


def test_firmware_that_leaves_its_rules_to_the_browser(at: Any) -> None:
    camera = at("b-issued")
    camera.camera.ipro_quirk("server_side_checks", False)
    assert done(camera.ask("https_signed?mode=delete"))
    camera.settled()
    assert camera.pairs("get_https")["live"] == "http"  # nothing is left to show


def test_the_factorys_certificate_serves_until_there_is_another(at: Any, tmp_path: Path, site_ca: Path) -> None:
    camera = at("c1")
    assert done(camera.post("set_https", live="https"))
    camera.settled()
    assert "netcam emulator camera maker" in served(camera)
    maker = camera.fleet.run_dir / "maker_ca.pem"
    address = camera.url("https").removeprefix("https://")
    session = openssl("s_client", "-connect", address, "-CAfile", maker, stdin=b"Q\n")
    assert "Verify return code: 0 (ok)" in session
    issued(camera, tmp_path, site_ca)
    camera.settled()
    assert "Site CA" in served(camera)
    assert refused(camera.made_up("self_signed_generate", common_name="apron"))


# Connection


def test_the_connection_moves_after_the_answer(at: Any) -> None:
    camera = at("b-signed")
    address, port = camera.url().removeprefix("http://").split(":")
    assert done(camera.post("set_https", live="https", https_port=8443))
    camera.settled()
    assert not can_connect(address, int(port))
    assert camera.url("https").endswith(":8443")
    assert camera.pairs("get_https", base=camera.url("https"))["live"] == "https"
    assert camera.camera.count("moves") == 1


def test_http_and_https_together_is_for_newer_ones(at: Any) -> None:
    assert refused(at("b-signed").post("set_https", live="dual"))
    camera = at("c2")
    assert done(camera.post("set_https", live="dual"))
    camera.settled()
    assert camera.pairs("get_https", base=camera.url("https")) == camera.pairs("get_https", base=camera.url())
    assert camera.pairs("get_https")["live"] == "dual"


@pytest.mark.parametrize(
    "port", ["0", "65536", "x", "", "20", "21", "23", "25", "42", "53", "67", "68", "69", "80", "110", "123", "161", "162",
             "554", "995", "10669", "10670", "59000", "61000", "8080", "8554"],
)  # fmt: skip
def test_ports_in_use_are_refused_and_the_current_http_and_rtsp_ports_are_in_use(at: Any, port: str) -> None:
    camera = at("b-signed")
    camera.camera.set({"http_server.http_port": 8080, "rtp_server.rtsp_port": 8554})
    assert refused(camera.post("set_https", https_port=port))
    assert camera.pairs("get_https")["https_port"] == "443"


@pytest.mark.parametrize("port", ["1", "1024", "58999", "61001", "65535"])
def test_ports_that_are_free(at: Any, port: str) -> None:
    assert done(at("b-signed").post("set_https", https_port=port))


def test_the_rtsp_port_keeps_off_https(at: Any) -> None:
    camera = at("b-signed")
    assert done(camera.post("set_https", https_port=8443))
    for port in ("8443", "443", "80", "0", "rtsp"):
        assert refused(camera.ask(f"set_rtsp?rtsp_port={port}"))
    assert done(camera.post("set_rtsp", rtsp_port=8554))


def test_auto_port_forwarding_locks_connection_and_port(at: Any) -> None:
    camera = at("b-signed")
    assert done(camera.ask("upnp?upnp_portmap=1"))
    assert camera.pairs("get_upnp") == {"upnp_portmap": "1"}
    assert refused(camera.post("set_https", live="https"))
    assert refused(camera.post("set_https", https_port=8443))
    assert done(camera.post("set_https", https_mode=2))
    assert done(camera.ask("upnp?upnp_portmap=0"))
    assert done(camera.post("set_https", live="https"))


def test_tls_versions_follow_the_mode(at: Any) -> None:
    camera = at("b-issued")
    for mode, version in (("0", "TLSv1.2"), ("2", "TLSv1.3"), ("1", "TLSv1.3")):
        assert done(camera.post("set_https", https_mode=mode))
        camera.settled()
        address = camera.url("https").removeprefix("https://")
        assert f"New, {version}" in openssl("s_client", "-connect", address, stdin=b"Q\n")
    assert camera.pairs("get_https")["mode"] == "1"


def test_set_https_is_posted_and_says_what_it_wants(at: Any) -> None:
    camera = at("b-signed")
    assert camera.ask("set_https?live=https").status == 404
    assert refused(camera.post("set_https", live="sometimes"))
    assert refused(camera.post("set_https", https_mode=7))
    assert refused(camera.post("set_https", nothing=1))
    assert camera.camera.settings()["ssl_tls.https_policy"] == "http"


# State


def test_keys_and_certificates_outlive_a_power_loss_and_a_dump(at: Any, tmp_path: Path, site_ca: Path) -> None:
    camera = at("b")
    issued(camera, tmp_path, site_ca)
    before = camera.pairs("get_https")
    camera.camera.power_loss()
    assert camera.pairs("get_https") == before
    dumped = camera.fleet.dump()
    assert done(camera.ask("https_signed?mode=delete"))
    camera.fleet.restore(dumped)
    assert camera.pairs("get_https") == before


@pytest.mark.parametrize(
    ("fault", "command"),
    [
        ("crt_key", ("crt_key_generate", {"key_size": "2048"})),
        ("csr", ("csr_generate", {"common_name": "lobby"})),
        ("self_signed_certificate", ("self_signed_generate", {"common_name": "lobby"})),
    ],
)
def test_a_write_may_be_ignored(at: Any, fault: str, command: tuple[str, dict[str, str]]) -> None:
    camera = at("b-free")
    before = {**camera.pairs("get_crt_key"), **camera.pairs("get_https"), **camera.pairs("https_signed?mode=get_info")}
    camera.camera.fault("ignore_write", fault)
    assert done(camera.made_up(command[0], **command[1]))
    assert not camera.camera.ipro()["generating"]
    after = {**camera.pairs("get_crt_key"), **camera.pairs("get_https"), **camera.pairs("https_signed?mode=get_info")}
    assert after == before


def test_an_expired_certificate_is_served_when_asked_for(at: Any) -> None:
    camera = at("b-issued")
    assert "Certificate will not expire" in served(camera, "-checkend", "0")
    camera.camera.fault("expired_certificate")
    assert "Certificate will expire" in served(camera, "-checkend", "0")
