# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which of the addresses that an answer brings along is the one to connect to."""

from __future__ import annotations

import ipaddress

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._discovery.links import Link
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.places import Place, best_place

from .answers import heard

LINK = Link(
    "eth0", 2, ipaddress.ip_address("192.0.2.1"),
    (ipaddress.ip_network("192.0.2.0/24"), ipaddress.ip_network("2001:db8::/64"), ipaddress.ip_network("169.254.0.0/16")),
)  # fmt: skip
SOURCE = "192.0.2.10"
PATH = "/onvif/device_service"


@pytest.mark.parametrize(
    ("xaddrs", "place"),
    [
        # the address that answered is named
        ((f"http://192.0.2.10{PATH}",), Place(SOURCE, "http", 80)),
        ((f"http://192.0.2.10:8080{PATH}",), Place(SOURCE, "http", 8080)),
        ((f"http://192.0.2.99{PATH}", f"http://192.0.2.10:81{PATH}"), Place(SOURCE, "http", 81)),
        # HTTPS before HTTP, whatever the order
        ((f"http://192.0.2.10{PATH}", f"https://192.0.2.10{PATH}"), Place(SOURCE, "https", 443)),
        ((f"https://192.0.2.10:8443{PATH}", f"http://192.0.2.10{PATH}"), Place(SOURCE, "https", 8443)),
        # another address of the link's network: something answers for the camera
        ((f"http://192.0.2.77{PATH}",), Place("192.0.2.77", "http", 80)),
        # wrong ones: the address that answered, with the port that is named
        ((f"http://0.0.0.0:8000{PATH}",), Place(SOURCE, "http", 8000)),
        ((f"http://198.51.100.5:8000{PATH}",), Place(SOURCE, "http", 8000)),
        ((f"http://127.0.0.1{PATH}",), Place(SOURCE, "http", 80)),
        ((f"http://239.255.255.250{PATH}",), Place(SOURCE, "http", 80)),
        ((f"http://camera.example:81{PATH}",), Place(SOURCE, "http", 81)),
        # the address that answered goes before a link-local one
        ((f"http://169.254.3.4{PATH}", f"http://192.0.2.10{PATH}"), Place(SOURCE, "http", 80)),
        ((f"http://169.254.3.4:81{PATH}",), Place("192.0.2.10", "http", 81)),
        # not usable at all
        ((), Place(SOURCE)),
        (("ftp://192.0.2.10/", "http://[", "http://192.0.2.10:99999/", "http://192.0.2.10:0/", "http://u:p@192.0.2.10/"), Place(SOURCE)),
    ],
)  # fmt: skip
def test_where_a_camera_is_reached(xaddrs: tuple[str, ...], place: Place) -> None:
    assert best_place([heard(SOURCE, *xaddrs, link=LINK)], "https") == place


def test_http_can_be_preferred() -> None:
    answer = heard(SOURCE, f"https://192.0.2.10{PATH}", f"http://192.0.2.10{PATH}", link=LINK)

    assert best_place([answer], "http") == Place(SOURCE, "http", 80)


def test_a_camera_without_an_address_is_reached_by_the_one_it_names_in_the_network() -> None:
    answer = heard("169.254.3.4", f"http://169.254.3.4{PATH}", f"http://192.0.2.10{PATH}", link=LINK)

    assert best_place([answer], "https").address == "192.0.2.10"


def test_a_link_local_address_is_the_last_resort() -> None:
    assert best_place([heard("169.254.3.4", f"http://169.254.3.4{PATH}", link=LINK)], "https").address == "169.254.3.4"


def test_ipv6_keeps_its_zone_and_stands_behind_ipv4() -> None:
    by_ipv6 = heard("fe80::1%eth0", f"http://[fe80::1]{PATH}", link=LINK)
    by_ipv4 = heard(SOURCE, f"http://192.0.2.10{PATH}", link=LINK)

    assert best_place([by_ipv6], "https").address == "fe80::1%eth0"
    assert best_place([by_ipv6, by_ipv4], "https").address == SOURCE
    assert best_place([heard("2001:db8::7", f"http://[2001:db8::7]:81{PATH}", link=LINK)], "https") == Place(
        "2001:db8::7", "http", 81
    )


def test_an_ipv6_answer_may_name_an_ipv4_address_of_the_same_link() -> None:
    answer = heard("fe80::1%eth0", f"http://192.0.2.10{PATH}", link=LINK)

    assert best_place([answer], "https").address == "192.0.2.10"


def test_a_directed_probe_went_to_an_address_that_works() -> None:
    answer = heard("198.51.100.7", f"http://192.0.2.10:8080{PATH}", link=None)

    assert best_place([answer], "https") == Place("198.51.100.7", "http", 8080)
