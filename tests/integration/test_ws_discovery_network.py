# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Discovery over a real interface that can do multicast: a veth pair between two network namespaces.

Where namespaces are not permitted the loopback has to do for IPv4; the summary says which one it was.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import ADMIN
from .inventories import Inventory, endpoint, listed, written
from .namespaces import CAMERA_LINK, CONTROLLER_LINK, NETWORK, NETWORK_IPV6, NamespaceFleet, Pair, pair, why_not
from .runs import NETWORK as LOOPBACK

PASSWORD = "Kx82OverTheWireWz91"
ACCOUNT = {"state": "configured", "account": {"name": ADMIN, "password": PASSWORD}}
#: A camera that got no address from anybody.
LOST = "169.254.53.9"


def cameras(network: str, first: int, ipv6: bool) -> list[dict[str, Any]]:
    """Three cameras with consecutive addresses."""
    found: list[dict[str, Any]] = [
        {"name": "plain", "family": "onvif", **ACCOUNT},
        {"name": "canon", "model": "VB-H47", **ACCOUNT},
        {"name": "old", "model": "VB-M44", **ACCOUNT},
    ]
    for number, camera in enumerate(found, first):
        camera["address"] = f"{network}.{number}"
        if ipv6:
            camera["ipv6"] = f"{NETWORK_IPV6}{number}"
            camera["settings"] = {"network.ipv6.ipv6": "enable"}
    return found


@pytest.fixture(scope="module")
def namespaces(notes: list[str]) -> Iterator[Pair | None]:
    """The two namespaces with addresses, None where there can be none; noted for the summary either way."""
    reason = why_not()
    if reason is not None:
        notes.append(
            f"WARNING: Unable to make network namespaces ({reason}): multicast discovery was tested on the loopback only"
        )
        yield None
        return
    notes.append("NOTE: multicast discovery was tested over a veth pair between two network namespaces")
    with pair() as found:
        found.add(found.controller, CONTROLLER_LINK, f"{NETWORK}.1/24", "169.254.53.1/16", f"{NETWORK_IPV6}1/64")
        numbers = (11, 12, 13, 21, 22, 23)
        found.add(found.cameras, CAMERA_LINK, *(f"{NETWORK}.{number}/24" for number in numbers), f"{LOST}/16")
        found.add(found.cameras, CAMERA_LINK, *(f"{NETWORK_IPV6}{number}/64" for number in numbers))
        found.wait()
        yield found


@pytest.fixture
def wire(namespaces: Pair | None) -> Pair:
    """The namespaces, for what the loopback cannot show."""
    if namespaces is None:
        pytest.skip("network namespaces are not permitted here")
    return namespaces


@contextlib.contextmanager
def on_the_wire(wire: Pair, folder: Path, first: int = 11, *more: dict[str, Any]) -> Iterator[Fleet]:
    """Cameras in the namespace, at addresses of their own."""
    fleet = {
        "real_addresses": True,
        "multicast": [f"{NETWORK}.{first}", LOST, CAMERA_LINK],
        "cameras": [*cameras(NETWORK, first, ipv6=True), *more],
    }
    with NamespaceFleet(wire.cameras, fleet, folder) as running:
        yield running
        assert "Traceback" not in (log := running.log_path.read_text(encoding="utf-8")), log


def search(wire: Pair, fleet: Fleet, folder: Path, **options: Any) -> Inventory:
    """A search from the controller's namespace."""
    config = written(folder, {"wait": 30, "expected": 3, **options})
    inventory = listed(config, fleet, before=("ip", "netns", "exec", wire.controller))
    assert inventory.code == 0, inventory.text
    assert "[WARNING]" not in inventory.stderr, inventory.text
    return inventory


def test_a_probe_to_the_group_finds_the_cameras_of_the_network(namespaces: Pair | None, tmp_path: Path) -> None:
    if namespaces is None:
        fleet = {"multicast": ["127.0.0.1"], "cameras": cameras("127.20.71", 11, ipv6=False)}
        with Fleet(fleet, network=LOOPBACK) as running:
            include = {"networks": [f"{LOOPBACK}.71.0/24"]}
            config = written(tmp_path, {"wait": 30, "expected": 3, "interfaces": ["127.0.0.1"], "include": include})
            assert listed(config, running).addresses() == {f"{LOOPBACK}.71.{number}" for number in (11, 12, 13)}
        return
    with on_the_wire(namespaces, tmp_path) as running:
        # no interface is named: all that can do multicast
        inventory = search(namespaces, running, tmp_path)
        assert {variables["netcam_endpoint"] for variables in inventory.hosts.values()} == {
            endpoint(name) for name in ("plain", "canon", "old")
        }
        assert inventory.members("canon_vb_2022") == {f"vb-h47-{endpoint('canon')[-12:]}"}


def test_the_address_that_is_given_is_one_where_the_camera_answers(wire: Pair, tmp_path: Path) -> None:
    options = {"query": True, "query_user": ADMIN, "query_password": PASSWORD, "interfaces": [f"{NETWORK}.1"]}

    with on_the_wire(wire, tmp_path) as running:
        inventory = search(wire, running, tmp_path, **options)

        assert inventory.addresses() == {f"{NETWORK}.{number}" for number in (11, 12, 13)}
        assert {variables["netcam_firmware"] for variables in inventory.hosts.values()} == {"1.0.0"}
        assert {running.camera(name).count("logins_failed") for name in ("plain", "canon", "old")} == {0}


def test_a_name_stays_when_the_camera_moves(wire: Pair, tmp_path: Path) -> None:
    names = []
    for first in (11, 21):
        with on_the_wire(wire, tmp_path, first) as running:
            inventory = search(wire, running, tmp_path, interfaces=[f"{NETWORK}.1"])
            assert inventory.addresses() == {f"{NETWORK}.{number}" for number in range(first, first + 3)}
            names.append(set(inventory.hosts))

    assert names[0] == names[1]


def test_cameras_answer_the_group_of_ipv6(wire: Pair, tmp_path: Path) -> None:
    with on_the_wire(wire, tmp_path) as running:
        # by its link-local address, so that no probe goes to the group of IPv4
        inventory = search(wire, running, tmp_path, interfaces=[wire.link_local()])

    assert inventory.addresses() == {f"{NETWORK_IPV6}{number}" for number in (11, 12, 13)}
    assert all(variables["ansible_netcam_scheme"] == "http" for variables in inventory.hosts.values())


def test_a_camera_without_an_address_is_found_at_its_link_local_one(wire: Pair, tmp_path: Path) -> None:
    lost = {"name": "lost", "family": "onvif", "address": LOST, **ACCOUNT}

    with on_the_wire(wire, tmp_path, 11, lost) as running:
        inventory = search(wire, running, tmp_path, expected=4, interfaces=["169.254.53.1"])

    assert inventory.at(LOST)["netcam_endpoint"] == endpoint("lost")


def test_directed_probes_cross_the_wire_by_both_protocols(wire: Pair, tmp_path: Path) -> None:
    options = {"multicast": False, "addresses": [f"{NETWORK}.0/27", f"{NETWORK_IPV6}12"], "expected": 3}

    with on_the_wire(wire, tmp_path) as running:
        inventory = search(wire, running, tmp_path, **options)

    assert inventory.addresses() == {f"{NETWORK}.{number}" for number in (11, 12, 13)}
