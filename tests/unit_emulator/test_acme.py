# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cameras of the made-up maker: another interface for each seed, login, tokens, whole pages, and what goes wrong."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from netcam_emulator.acme.documents import Documents, nested
from netcam_emulator.acme.shape import FORM, Shape, shape_of
from netcam_emulator.itemtable import items_of
from netcam_emulator.rules import Refused
from netcam_emulator.testing import CameraControl, Fleet

from .conftest import ACCOUNT, ADMIN, NETWORK, PASSWORD

SEEDS = [f"seed {number}" for number in range(25)]
ITEMS = items_of("acme")
DEFAULTS = {cell: item.default for item in ITEMS.values() for cell in item.cells}


def some_values(chance: random.Random) -> dict[Any, str]:
    """A camera with users, hosts, and other words than the factory's."""
    values = dict(DEFAULTS)
    for item in ITEMS.values():
        if item.words and not item.column:
            values.update({cell: chance.choice(item.words) for cell in item.cells})
    for row in range(chance.randint(0, 5)):
        values[("users.accounts.name", row)] = f"guard{row}"
        values[("users.accounts.password", row)] = f"Secret4Guard{row}"
        values[("host_access.ipv4.rows.address", row)] = f"192.0.2.{32 * row}"
    values[("snmp_server.auth_password", 0)] = chance.choice(("", "Secret4Snmp88"))
    return values


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_page_shows_can_be_sent_back_and_changes_nothing(seed: str) -> None:
    values, shape = some_values(random.Random(seed)), shape_of(ITEMS, seed)
    for page, sheet in shape.sheets.items():
        documents = Documents(sheet, ITEMS, shape.mask)
        shown = documents.document(values)
        if sheet.kind == FORM:
            shown = nested({documents.name(ITEMS[id_], row): str(documents.wire(ITEMS[id_], value))
                            for (id_, row), value in values.items()
                            if id_ in sheet.places and documents.is_sent(ITEMS[id_], value)})  # fmt: skip
        changes = documents.changes(shown, values, DEFAULTS)
        assert {cell: value for cell, value in changes.items() if values[cell] != value} == {}, page


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_settings_of_a_page_have_one_place(seed: str) -> None:
    for sheet in shape_of(ITEMS, seed).sheets.values():
        assert len(set(sheet.places.values())) == len(sheet.places)


def test_another_seed_is_another_interface() -> None:
    shapes = [shape_of(ITEMS, seed) for seed in SEEDS]
    assert len({shape.sheets["server"].path for shape in shapes}) == len(SEEDS)
    assert {shape.login_kind for shape in shapes} == {"json", "form"}
    assert {shape.sheets["server"].kind for shape in shapes} == {"json", "form"}
    assert {shape.sheets["user"].layout for shape in shapes} == {"list", "slots"}
    assert shape_of(ITEMS, SEEDS[0]) == shapes[0]


def test_a_name_that_is_a_value_and_a_group_at_once_is_refused() -> None:
    with pytest.raises(Refused):
        nested({"a": "1", "a[b]": "2"})


class Person:
    """Somebody with a browser's cookies, who knows the interface."""

    def __init__(self, camera: CameraControl) -> None:
        self.camera = camera
        state = camera.state()
        self.shape: dict[str, Any] = state["acme"]
        self.base = next(
            f"http://{address}:{port}" for kind, address, port, _unused in state["listeners"] if kind == "http"
        )
        self.http = requests.Session()
        self.http.trust_env = False

    def log_in(self, password: str = PASSWORD) -> requests.Response:
        given = {self.shape["user_name"]: ADMIN, self.shape["password_name"]: password}
        body = {"json": given} if self.shape["login_kind"] == "json" else {"data": given}
        return self.http.post(self.base + self.shape["login"], allow_redirects=False, timeout=60, **body)

    def get(self, path: str) -> requests.Response:
        return self.http.get(self.base + path, allow_redirects=False, timeout=60)

    def token(self) -> str:
        found = self.get(self.shape["token"]).json()
        for key in self.shape["token_pick"]:
            found = found[key]
        return str(found)

    def read(self, page: str) -> Any:
        return self.get(self.shape["sheets"][page]["path"]).json()

    def write(self, page: str, document: Any, token: str | None = None) -> requests.Response:
        sheet = self.shape["sheets"][page]
        headers = {self.shape["token_header"]: self.token() if token is None else token}
        url = self.base + sheet["path"]
        return self.http.request(sheet["method"], url, json=document, headers=headers, timeout=60)

    def good(self, answer: requests.Response) -> bool:
        word, value = self.shape["good"]
        return answer.json().get(word) == value

    def place(self, page: str, id_: str) -> list[str]:
        return list(self.shape["sheets"][page]["places"][id_])


def page_where(shape: Shape, **wanted: Any) -> set[str]:
    """JSON pages with these properties that hold a choice."""
    return {
        page for page, sheet in shape.sheets.items()
        if sheet.kind == "json" and all(getattr(sheet, key) == value for key, value in wanted.items())
    }  # fmt: skip


#: A seed with a JSON page [Server] that is written as a whole.
WHOLE = next(seed for seed in SEEDS if "server" in page_where(shape_of(ITEMS, seed), whole=True))
#: One whose [Server] page takes what it is given.
PARTIAL = next(seed for seed in SEEDS if "server" in page_where(shape_of(ITEMS, seed), whole=False))


@pytest.fixture(scope="module", params=[WHOLE, PARTIAL], ids=["whole", "partial"])
def person(request: pytest.FixtureRequest) -> Iterator[Person]:
    """An administrator who has not logged in yet, on a camera beside those of the other files; each test writes what it needs."""
    fleet = {"cameras": [{"name": "dome", "model": "Acme Imaginary Dome 20", "address": "127.20.9.1", **ACCOUNT}]}
    with Fleet(fleet, network=NETWORK, seed=request.param) as running:
        yield Person(running.camera("dome"))
        log = running.log_path.read_text(encoding="utf-8")
        assert "Traceback" not in log, log


@pytest.fixture
def administrator(person: Person) -> Person:
    """Logged in."""
    person.camera.clear_faults()
    assert person.log_in().status_code in (200, 303)
    return person


def test_everybody_may_know_the_model(person: Person) -> None:
    assert person.get(person.shape["about"]).json()["product"] == {
        "name": "Acme Imaginary Dome 20",
        "firmware": "1.0.0",
    }


def test_nothing_else_is_shown_without_a_login(person: Person) -> None:
    person.http.cookies.clear()
    assert person.get(person.shape["sheets"]["user"]["path"]).status_code == 401
    assert person.get("/ui/server/server.html").headers["Location"] == "/ui/login.html"
    assert person.log_in("Wrong4Password").status_code == 401
    assert person.get(person.shape["sheets"]["user"]["path"]).status_code == 401


def changed(person: Person, value: str) -> Any:
    """What is sent to change the contact: the page as it was read, where it is written as a whole."""
    sheet = person.shape["sheets"]["server"]
    document: Any = copy.deepcopy(person.read("server")) if sheet["whole"] else {}
    at = document
    *way, last = person.place("server", "snmp_server.contact")
    for key in way:
        at = at.setdefault(key, {})
    at[last] = value
    return document


def test_a_write_with_a_token_is_done_and_survives_a_restart(administrator: Person) -> None:
    assert administrator.good(administrator.write("server", changed(administrator, "desk 7")))
    administrator.camera.power_loss()
    assert administrator.camera.settings()["snmp_server.contact"] == "desk 7"


@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_write_without_the_right_token_is_refused(administrator: Person, token: str) -> None:
    document = changed(administrator, "nobody")
    assert not administrator.good(administrator.write("server", document, token))
    assert administrator.camera.settings()["snmp_server.contact"] != "nobody"


def test_a_whole_page_loses_what_is_left_out(administrator: Person) -> None:
    administrator.camera.set({"snmp_server.location": "gate"})
    *way, last = administrator.place("server", "snmp_server.contact")
    document: Any = {last: "desk 8"}
    for key in reversed(way):
        document = {key: document}
    assert administrator.good(administrator.write("server", document))
    whole = administrator.shape["sheets"]["server"]["whole"]
    assert administrator.camera.settings()["snmp_server.location"] == ("" if whole else "gate")


def test_a_value_of_another_json_type_is_refused(administrator: Person) -> None:
    document = changed(administrator, "desk 9")
    at = document
    *way, last = administrator.place("server", "snmp_server.contact")
    for key in way:
        at = at[key]
    at[last] = 9
    assert not administrator.good(administrator.write("server", document))


def test_a_busy_camera_says_so_once(administrator: Person) -> None:
    administrator.camera.fault("transient_save")
    document = changed(administrator, "later")
    first = administrator.write("server", document)
    assert first.status_code == administrator.shape["busy_status"]
    assert first.json()[administrator.shape["reason"]] == "busy"
    assert administrator.good(administrator.write("server", document))


def test_a_session_that_expired_needs_another_login(administrator: Person) -> None:
    administrator.camera.fault("session_expired")
    assert administrator.get(administrator.shape["sheets"]["user"]["path"]).status_code == 401
    administrator.log_in()
    assert administrator.get(administrator.shape["sheets"]["user"]["path"]).status_code == 200


def test_a_page_shows_no_secret(administrator: Person) -> None:
    administrator.camera.set({"snmp_server.auth_password": "Read4Nobody88"})
    assert "Read4Nobody88" not in administrator.get(administrator.shape["sheets"]["server"]["path"]).text
