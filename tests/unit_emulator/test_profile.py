# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The exported profile is the only place where codes are known, and it depends on the seed alone."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from netcam_emulator.__main__ import main
from netcam_emulator.models import FAMILIES, FAMILY_2022, FAMILY_PRE
from netcam_emulator.profile import PAGES, profile, profile_yaml


def codes(family: str, seed: str) -> dict[str, str]:
    """Setting (or table column) -> code."""
    found = {}
    for id_, entry in profile(family, seed)["settings"].items():
        for column, inner in entry.get("columns", {"": entry}).items():
            found[f"{id_}.{column}"] = inner["code"]
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_codes_are_two_letters_two_digits_and_unique(family: str) -> None:
    all_codes = list(codes(family, "a").values())
    assert len(set(all_codes)) == len(all_codes)
    assert all(code[:2].isalpha() and code[2:].isdigit() and len(code) == 4 for code in all_codes)


def test_the_same_seed_gives_the_same_map_and_another_seed_another_one() -> None:
    assert codes(FAMILY_2022, "a") == codes(FAMILY_2022, "a")
    for family in FAMILIES:
        one, two = codes(family, "a"), codes(family, "b")
        assert all(one[id_] != two[id_] for id_ in one)
    assert codes(FAMILY_2022, "a")["http_server.auth_method."] != codes(FAMILY_PRE, "a")["http_server.auth_method."]


def test_another_seed_encodes_words_differently() -> None:
    def encodings(seed: str) -> dict[str, Any]:
        settings = profile(FAMILY_2022, seed)["settings"]
        return {id_: entry["values"] for id_, entry in settings.items() if "values" in entry}

    one, two = encodings("a"), encodings("b")
    assert sum(one[id_] != two[id_] for id_ in one) > len(one) / 2


def test_yaml_keeps_words_that_yaml_would_take_for_something_else() -> None:
    for seed in "abcdefgh":
        rows = yaml.safe_load(profile_yaml(FAMILY_PRE, seed))["settings"]["host_access.ipv4.rows"]
        values = rows["columns"]["action"]["values"]
        assert set(values) == {"authorize", "prohibit"}
        assert all(isinstance(wire, str) for wire in values.values())


def test_what_only_one_generation_has() -> None:
    old, new = profile(FAMILY_PRE, "a")["settings"], profile(FAMILY_2022, "a")["settings"]
    assert set(old) - set(new) == {
        "http_server.check_time_on_authentication", "rtp_server.rtp", "ftp_server.ftp", "network.lan_interface",
        "certificate.status", "dot1x.authentication_status", "dot1x.ca_status", "dot1x.client_status",
        "dot1x.key_status",
    }  # fmt: skip
    assert set(new) - set(old) == {"certificate.validity_period"}


def test_restart_class() -> None:
    old, new = profile(FAMILY_PRE, "a")["settings"], profile(FAMILY_2022, "a")["settings"]
    for id_ in ("http_server.http_port", "http_server.https_port", "ssl_tls.https_policy", "network.mdns"):
        assert old[id_].get("restart") is True
        assert "restart" not in new[id_]
    for settings in (old, new):
        assert settings["network.ipv4.auto_ip"]["restart"] is True
        assert settings["network.dns.search_domains"]["restart"] is True
        assert "restart" not in settings["rtp_server.rtsp_port"]


def test_shapes_of_entries() -> None:
    settings = profile(FAMILY_2022, "a")["settings"]
    assert settings["rtp_server.stream.multicast_port"]["indexed"] is True
    assert settings["administrator.password"]["secret"] == "masked"
    users = settings["users.accounts"]
    assert users["rows"] == 50
    assert users["columns"]["password"]["secret"] == "masked"
    assert list(settings["host_access.ipv6.rows"]["columns"]) == ["address", "prefix_length", "action"]
    assert {entry["page"] for entry in settings.values()} == set(PAGES)


def test_command_line_prints_a_profile(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "--family", FAMILY_PRE, "--seed", "x"]) == 0
    assert yaml.safe_load(capsys.readouterr().out) == profile(FAMILY_PRE, "x")
