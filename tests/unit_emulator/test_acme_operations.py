# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The made-up maker beside its settings: certificates, files, the first account and the factory reset; openssl judges."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator import firmware
from netcam_emulator.acme.shape import shape_of
from netcam_emulator.acme.ways import INPUTS, Ways, ways_of
from netcam_emulator.itemtable import items_of
from netcam_emulator.testing import Fleet
from netcam_emulator.testing_ca import Authority, encrypted, fingerprint, new_key, served

from .conftest import NETWORK
from .test_acme import ACCOUNT, ADMIN, PASSWORD, Person

ITEMS = items_of("acme")
MODEL = "Acme Imaginary Dome 20"
KEY_PASSWORD = "Key4Upload"


def ways_under(seed: str) -> Ways:
    """The requests under a seed."""
    return ways_of(shape_of(ITEMS, seed), seed)


def seed_where(test: Callable[[Ways], bool]) -> str:
    """The first seed whose requests are like this."""
    return next(str(number) for number in range(500) if test(ways_under(str(number))))


JSON_SEED = seed_where(
    lambda ways: ways.ways["install"].encoding == "base64" and ways.listing.numbers and ways.listing.marked
    and ways.ways["delete_certificate"].kind == "address" and ways.ways["initialise"].kind == "json"
)  # fmt: skip
FORM_SEED = seed_where(
    lambda ways: ways.ways["install"].kind == "multipart" and not ways.ways["install"].header
    and ways.listing.kind == "lines" and ways.ways["select_certificate"].kind == "form"
)  # fmt: skip


class Operator(Person):
    """Somebody who knows what the buttons send."""

    def press(self, role: str, token: str | None = None, **given: Any) -> Any:
        """Press a button; bytes are files."""
        way = self.shape["ways"][role]
        token = self.token() if token is None else token
        headers = {self.shape["token_header"]: token} if way["header"] else {}
        url = self.base + way["path"]
        if way["kind"] == "address":
            return self.http.request(way["method"], f"{url}/{given['id']}", headers=headers, timeout=60)
        if way["kind"] == "json":
            document: dict[str, Any] = {}
            for name, value in given.items():
                at = document
                for key in way["names"][name][:-1]:
                    at = at.setdefault(key, {})
                at[way["names"][name][-1]] = self.written(way, value)
            return self.http.request(way["method"], url, json=document, headers=headers, timeout=60)
        fields = {way["names"][name][0]: value for name, value in given.items()}
        if not way["header"]:
            fields[self.shape["token_field"]] = token
        files = {name: (name, value) for name, value in fields.items() if isinstance(value, bytes)}
        data = {name: value for name, value in fields.items() if not isinstance(value, bytes)}
        return self.http.post(url, data=data, files=files or None, headers=headers, timeout=60)

    @staticmethod
    def written(way: dict[str, Any], value: Any) -> Any:
        """A value in JSON."""
        if not isinstance(value, bytes):
            return value
        return base64.b64encode(value).decode() if way["encoding"] == "base64" else value.decode()

    def listed(self) -> list[dict[str, Any]]:
        """The rows of the list, by column."""
        shape = self.shape["listing"]
        answer = self.get(shape["path"])
        names = {keys[-1]: name for name, keys in shape["columns"].items()}
        if shape["kind"] == "lines":
            rows: dict[str, dict[str, Any]] = {}
            for line in answer.text.splitlines():
                key, _unused, value = line.partition("=")
                rows.setdefault(key.rpartition("_")[2], {})[names[key.rpartition("_")[0]]] = value
            return list(rows.values())
        found = []
        for row in answer.json()[shape["top"][0]]:
            flat = {names.get(key, key): value for key, value in row.items()}
            for value in row.values():
                if isinstance(value, dict):
                    flat |= {names[key]: inner for key, inner in value.items()}
            found.append(flat)
        return found

    def https(self) -> tuple[str, int]:
        """Where its HTTPS is."""
        return next((a, p) for kind, a, p, _unused in self.camera.state()["listeners"] if kind == "https")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The site's CA."""
    return Authority(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module", params=[JSON_SEED, FORM_SEED], ids=["json", "form"])
def fleet(request: pytest.FixtureRequest) -> Iterator[tuple[Fleet, dict[str, Any]]]:
    """A camera that is set up, and one as delivered; with their first state."""
    cameras = [
        {"name": "dome", "model": MODEL, "address": "127.20.9.3", "restart_seconds": 0.05, **ACCOUNT},
        {"name": "fresh", "model": MODEL, "address": "127.20.9.4", "restart_seconds": 0.05},
    ]
    with Fleet({"cameras": cameras}, network=NETWORK, seed=request.param) as running:
        yield running, running.dump()
        log = running.log_path.read_text(encoding="utf-8")
        assert "Traceback" not in log, log


@pytest.fixture
def running(fleet: tuple[Fleet, dict[str, Any]]) -> Fleet:
    """Both as at the start, counters at zero."""
    running, first_state = fleet
    for name in ("dome", "fresh"):
        running.camera(name).wait_up(60)
    running.restore(first_state)
    running.reset_counters()
    return running


@pytest.fixture
def operator(running: Fleet) -> Operator:
    """Logged in."""
    found = Operator(running.camera("dome"))
    assert found.log_in().status_code in (200, 303)
    return found


def pair(site: Authority, name: str) -> dict[str, Any]:
    """What the page's inputs hold for a certificate with its key."""
    certificate, key = site.issue(name)
    return {
        "cert": certificate.read_bytes(), "key": encrypted(key, KEY_PASSWORD).read_bytes(), "password": KEY_PASSWORD,
    }  # fmt: skip


def restarts_of(operator: Operator) -> int:
    """How often it went down."""
    return operator.camera.count("restarts")


def wait_for_more_than(restarts: int, operator: Operator) -> None:
    """Until it went down once more, and is back."""
    give_up = time.monotonic() + 60
    while restarts_of(operator) <= restarts or not operator.camera.state()["up"]:
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_no_two_requests_have_one_address_and_no_two_inputs_one_name() -> None:
    for number in ("x3", *range(40)):
        ways = ways_under(str(number))
        paths = [way.path for way in ways.ways.values()] + [ways.listing.path, ways.setup]
        sheets = [sheet.path for sheet in shape_of(ITEMS, str(number)).sheets.values()]
        assert len({*paths, *sheets}) == len(paths) + len(sheets), number
        assert all(len(set(way.names.values())) == len(INPUTS[role]) for role, way in ways.ways.items())


def test_what_is_uploaded_and_chosen_is_served(operator: Operator, site: Authority) -> None:
    (own,) = operator.listed()
    assert operator.good(operator.press("install", **pair(site, "lobby")))
    row = operator.listed()[-1]
    assert row["common_name"] == "lobby"
    assert operator.good(operator.press("select_certificate", id=row["id"]))
    assert fingerprint(site.folder / "lobby.pem") in served(*operator.https())
    assert operator.good(operator.press("delete_certificate", id=own["id"]))
    assert [row["common_name"] for row in operator.listed()] == ["lobby"]
    assert not operator.good(operator.press("delete_certificate", id=row["id"])), "it is in use"


def test_a_key_that_does_not_open_or_fit_is_refused(operator: Operator, site: Authority, tmp_path: Path) -> None:
    good = pair(site, "gate")
    other = encrypted(new_key(tmp_path / "other.key"), KEY_PASSWORD).read_bytes()
    for wrong in ({"password": "Wrong4Key"}, {"key": other}, {"cert": b"no certificate"}):
        assert not operator.good(operator.press("install", **{**good, **wrong}))
    assert len(operator.listed()) == 1


@pytest.mark.parametrize("token", ["", "invented"])
def test_nothing_is_done_without_the_right_token(operator: Operator, site: Authority, token: str) -> None:
    assert not operator.good(operator.press("install_ca", token=token, file=site.pem.read_bytes()))
    assert len(operator.listed()) == 1
    assert operator.camera.count("wrong_tokens") == 1


def test_802_1x_takes_what_is_chosen_and_a_revocation_list_its_authority(operator: Operator, site: Authority) -> None:
    assert operator.good(operator.press("install", **pair(site, "dot1x")))
    assert not operator.good(operator.press("install_crl", file=site.revocation_list().read_bytes()))
    assert operator.good(operator.press("install_ca", file=site.pem.read_bytes()))
    assert operator.good(operator.press("install_crl", file=site.revocation_list().read_bytes()))
    row = next(row for row in operator.listed() if row.get("common_name") == "dot1x")
    assert operator.good(operator.press("select_dot1x", id=row["id"]))
    assert operator.camera.state()["certificates"]["dot1x"] == str(row["id"])
    assert operator.good(operator.press("clear_dot1x"))
    assert operator.camera.state()["certificates"]["dot1x"] == ""


def test_firmware_and_restore_take_files_and_restart(operator: Operator) -> None:
    assert not operator.good(operator.press("firmware", file=b"no firmware"))
    restarts = restarts_of(operator)
    assert operator.good(operator.press("firmware", file=firmware.make(MODEL, "2.0.0")))
    wait_for_more_than(restarts, operator)
    assert operator.get(operator.shape["about"]).json()["product"]["firmware"] == "2.0.0"
    assert operator.log_in().status_code in (200, 303)
    token = {operator.shape["token_header"]: operator.token()}
    file = operator.http.post(
        operator.base + operator.shape["backup"], data={"pw": "x"}, headers=token, timeout=60
    ).content
    assert not operator.good(operator.press("restore", file=file, password="y"))
    assert operator.good(operator.press("restore", file=file, password="x"))


def test_the_first_account_is_taken_once_and_a_reset_brings_the_page_back(running: Fleet) -> None:
    fresh = Operator(running.camera("fresh"))
    name, empty, ready = fresh.shape["empty"]
    assert fresh.get("/").headers["Location"] == "/ui/setup.html"
    assert fresh.get("/ui/setup.html").status_code == 200
    assert fresh.get(fresh.shape["setup"]).json() == {name: empty}
    assert not fresh.good(fresh.press("first_account", token="", name="x", password="short"))
    assert fresh.good(fresh.press("first_account", token="", name=ADMIN, password=PASSWORD))
    assert fresh.get(fresh.shape["setup"]).json() == {name: ready}
    assert not fresh.good(fresh.press("first_account", token="", name="another", password=PASSWORD))
    assert fresh.log_in().status_code in (200, 303)
    words, restarts = fresh.shape["keep"], restarts_of(fresh)
    assert fresh.good(fresh.press("initialise", keep=words[1]))
    wait_for_more_than(restarts, fresh)
    assert fresh.get(fresh.shape["setup"]).json() == {name: empty}
