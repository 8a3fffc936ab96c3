# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The inventory plugin ws_discovery through ansible-inventory and real playbooks, by multicast on the loopback and directly."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, SITE
from .inventories import ANSIBLE_INVENTORY, Inventory, endpoint, listed, unmarked, written
from .runs import HARDEN, NETWORK, environment, run_playbook

PASSWORD = "Kx82DiscoveredWz91"
ACCOUNT = {"state": "configured", "account": {"name": ADMIN, "password": PASSWORD}}
#: Makes a file, should anybody ever evaluate it.
TRAP = "{{ lookup('pipe', 'touch %s') }}"
OWNED = Path("/tmp") / f"netcam-ws-discovery-owned-{NETWORK}"
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "multicast": ["127.0.0.1"],
    "cameras": [
        {"name": "plain", "family": "onvif", "address": "127.20.70.1", **ACCOUNT},
        {"name": "canon", "model": "VB-H47", "address": "127.20.70.2", "firmware": "1.0.7", **ACCOUNT},
        {"name": "old", "model": "VB-M44", "address": "127.20.70.3", **ACCOUNT},
        {
            "name": "tls", "model": "VB-S920F", "address": "127.20.70.4", **ACCOUNT, "https": True,
            "settings": {"ssl_tls.https_policy": "http_and_https"},
        },
        {"name": "evil", "family": "onvif", "model": TRAP % OWNED, "address": "127.20.70.5", **ACCOUNT},
        {"name": "hidden", "model": "VB-M700F", "address": "127.20.70.6"},
        {
            "name": "moved", "family": "onvif", "address": "127.20.70.7", **ACCOUNT,
            "onvif_quirks": {"wrong_xaddr": "http://198.51.100.9:8080"},
        },
    ],
}  # fmt: skip
NAMES = ("plain", "canon", "old", "tls", "evil", "moved")
ADDRESSES = {name: f"{NETWORK}.70.{number}" for number, name in enumerate(NAMES[:5], 1)} | {"moved": f"{NETWORK}.70.7"}
#: Other fleets on this machine may hear probes on the loopback too.
OURS = {"networks": [f"{NETWORK}.70.0/24"]}
GROUP = {"interfaces": ["127.0.0.1"], "include": OURS, "expected": len(NAMES), "wait": 30}
DIRECT = {"multicast": False, "addresses": [f"{NETWORK}.70.0/28"], "expected": len(NAMES), "wait": 30}


@pytest.fixture(autouse=True)
def _nothing_evaluated() -> Any:
    OWNED.unlink(missing_ok=True)
    yield
    assert not OWNED.exists(), "text from the network was evaluated"


def found(fleet: Fleet, tmp_path: Path, *arguments: str, **options: Any) -> Inventory:
    """The inventory of a search, which must have ended well and said nothing bad."""
    inventory = listed(written(tmp_path, options), fleet, *arguments)
    assert inventory.code == 0, inventory.text
    assert "[WARNING]" not in inventory.stderr, inventory.text
    return inventory


@pytest.mark.parametrize("search", [GROUP, DIRECT], ids=["by multicast", "directly"])
def test_all_cameras_that_answer_become_hosts(fleet: Fleet, tmp_path: Path, search: dict[str, Any]) -> None:
    inventory = found(fleet, tmp_path, **search)

    assert inventory.addresses() == set(ADDRESSES.values())
    assert inventory.members("cameras") == set(inventory.hosts)
    assert fleet.camera("hidden").count("ws_discovery_answers") == 0
    for name in NAMES:
        assert not [
            key for key in fleet.camera(name).counters() if "login" in key or "write" in key or "request" in key
        ]


def test_a_host_has_what_its_camera_says(fleet: Fleet, tmp_path: Path) -> None:
    inventory = found(fleet, tmp_path, **DIRECT)

    canon = inventory.hosts[f"vb-h47-{endpoint('canon')[-12:]}"]
    expected = {
        "ansible_host": ADDRESSES["canon"],
        "ansible_connection": "netcam.hardening.camera",
        "ansible_netcam_scheme": "http",
        "netcam_endpoint": endpoint("canon"),
        "netcam_types": ["NetworkVideoTransmitter", "Device"],
        "netcam_name": "Canon VB-H47",
        "netcam_hardware": "VB-H47",
        "netcam_manufacturer": "Canon",
        "netcam_model": "VB-H47",
        "netcam_family": "canon_vb_2022",
        "netcam_profiles": ["S", "T"],
        "netcam_addresses": [ADDRESSES["canon"]],
        "netcam_firmware": None,
        "netcam_clock_offset": None,
    }
    assert {key: canon[key] for key in expected} == expected
    tls = inventory.at(ADDRESSES["tls"])
    assert tls["ansible_netcam_scheme"] == "https"
    assert all(url.startswith(("http://", "https://")) for url in tls["netcam_xaddrs"])
    # an address of another network is wrong, its port may be right
    assert inventory.at(ADDRESSES["moved"])["ansible_port"] == 8080


def test_groups_by_what_cameras_are(fleet: Fleet, tmp_path: Path) -> None:
    inventory = found(fleet, tmp_path, **DIRECT, group="site_cameras")
    name_of = {variables["netcam_endpoint"]: name for name, variables in inventory.hosts.items()}
    canon, old, tls = (name_of[endpoint(name)] for name in ("canon", "old", "tls"))

    assert inventory.members("canon_vb_2022") == {canon, tls}
    assert inventory.members("canon_vb_pre2022") == {old}
    assert inventory.members("manufacturer_canon") == {canon, old, tls}
    assert inventory.members("model_vb_h47") == {canon}
    assert inventory.members("onvif_profile_s") == inventory.members("site_cameras") == set(inventory.hosts)
    assert {"canon_vb_2022", "model_vb_h47", "onvif_profile_t"} <= set(inventory.groups["site_cameras"]["children"])
    assert "cameras" not in inventory.groups


def test_the_graph_shows_the_groups_below_their_parent(fleet: Fleet, tmp_path: Path) -> None:
    config = written(tmp_path, {**DIRECT, "group_by": ["family"]})

    done = subprocess.run(
        [ANSIBLE_INVENTORY, "-i", config, "--graph"],
        env=environment(fleet.run_dir, tmp_path), capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "  |--@cameras:" in done.stdout
    assert "  |  |--@canon_vb_2022:" in done.stdout
    assert f"  |  |  |--vb-h47-{endpoint('canon')[-12:]}" in done.stdout
    assert "manufacturer" not in done.stdout


# -- untrusted text ----------------------------------------------------------------------------------------------------


def test_text_of_a_camera_is_never_a_template(fleet: Fleet, tmp_path: Path) -> None:
    options = {
        **DIRECT,
        "hostname": "netcam_hardware",
        "strict": True,
        "filters": [{"include": "netcam_hardware is search('lookup')"}, {"exclude": True}],
        "compose": {"said": "netcam_name", "changed": "netcam_hardware ~ ' {' ~ '{ 7 * 7 }}'"},
        "keyed_groups": [{"key": "netcam_hardware", "prefix": "hw"}],
        "groups": {"trapped": "'lookup' in netcam_hardware"},
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(tmp_path / "cache"),
    }
    config = written(tmp_path, options)
    show = [
        {
            "name": "Say",
            "ansible.builtin.debug": {
                "msg": "{{ netcam_hardware }} {{ said }} {{ changed }} {{ netcam_scopes | join(' ') }}"
            },
        },
        {
            "name": "Judge",
            "ansible.builtin.assert": {
                "that": ["netcam_hardware is search('lookup')", "inventory_hostname in groups.trapped"]
            },
        },
    ]

    # the second run has it from the cache
    for _round in range(2):
        run = run_playbook(show, fleet, inventory=config).succeeded()
        (said,) = [outcome for outcome in run.outcomes if outcome.task == "Say"]
        assert TRAP % OWNED in said.msg
        assert "{{ 7 * 7 }}" in said.msg
        inventory = found(fleet, tmp_path, **options)
        assert len(inventory.raw) == 1
        name = next(iter(inventory.raw))
        assert name.startswith("lookup-pipe-touch-tmp-netcam-ws-discovery-owned")
        assert unmarked(inventory.raw[name]) == []
        assert [group for group in inventory.groups if group.startswith("hw_")][0].startswith("hw____lookup__pipe")


def test_a_camera_cannot_take_the_name_of_this_host(fleet: Fleet, tmp_path: Path) -> None:
    inventory = found(fleet, tmp_path, **DIRECT, hostname="'localhost'")

    assert "localhost" not in inventory.hosts
    assert all(name.startswith("localhost-") for name in inventory.hosts)
    assert len(inventory.hosts) == len(NAMES)


def test_a_host_of_another_source_keeps_how_it_is_reached(fleet: Fleet, tmp_path: Path) -> None:
    name = f"vb-h47-{endpoint('canon')[-12:]}"
    static = {"cameras": {"hosts": {name: {"ansible_host": "192.0.2.7", "ansible_netcam_scheme": "https"}}}}
    written(tmp_path / "site", DIRECT, "b.ws_discovery.yml")
    (tmp_path / "site" / "a.yml").write_text(yaml.safe_dump(static), encoding="utf-8")

    inventory = listed(tmp_path / "site", fleet)

    assert inventory.hosts[name]["ansible_host"] == "192.0.2.7"
    assert inventory.hosts[name]["ansible_netcam_scheme"] == "https"
    assert inventory.hosts[name]["netcam_model"] == "VB-H47"
    said = " ".join(inventory.stderr.split())
    assert f"{name} answers at {ADDRESSES['canon']}; another inventory source has it at 192.0.2.7" in said


# -- what becomes a host -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ({"include": {"manufacturers": ["CANON"]}, "exclude": {"models": ["vb-m*"]}}, {"canon", "tls"}),
        ({"include": {"networks": [f"{NETWORK}.70.2/31"]}, "expected": 2}, {"canon", "old"}),
        ({"exclude": {"networks": [f"{NETWORK}.70.4/30"]}}, {"plain", "canon", "old"}),
        (
            {"filters": [{"include": "netcam_family == 'canon_vb_pre2022'"}, {"exclude": "'T' in netcam_profiles"}]},
            {"old"},
        ),
        ({"filters": [{"exclude": "netcam_family == wanted"}], "use_extra_vars": True}, {"canon", "old", "tls"}),
    ],
)
def test_filters(fleet: Fleet, tmp_path: Path, options: dict[str, Any], names: set[str]) -> None:
    inventory = found(fleet, tmp_path, "-e", "wanted=onvif", **{**DIRECT, **options})

    assert inventory.addresses() == {ADDRESSES[name] for name in names}


def test_names_groups_and_variables_by_expression(fleet: Fleet, tmp_path: Path) -> None:
    inventory = found(
        fleet, tmp_path, **DIRECT, strict=True, include={"models": ["VB-*"]}, connection=False,
        hostname="netcam_model | lower ~ '.' ~ ansible_host.split('.') | last",
        compose={"ansible_netcam_profile": "'/srv/profiles/' ~ netcam_model"},
        groups={"secure": "ansible_netcam_scheme == 'https'"},
        keyed_groups=[{"key": "netcam_profiles", "prefix": "p", "parent_group": "profiles"}],
    )  # fmt: skip

    assert set(inventory.hosts) == {"vb-h47.2", "vb-m44.3", "vb-s920f.4"}
    assert inventory.hosts["vb-h47.2"]["ansible_netcam_profile"] == "/srv/profiles/VB-H47"
    assert inventory.members("secure") == {"vb-s920f.4"}
    assert inventory.members("profiles") == inventory.members("p_S") == set(inventory.hosts)
    assert "ansible_connection" not in inventory.hosts["vb-h47.2"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"multicast": False}, "nothing to search"),
        ({"interfaces": ["nowhere0"]}, "no interface 'nowhere0'"),
        ({"addresses": ["gate.example"]}, "neither an address nor a network"),
        ({"multicast": False, "addresses": ["198.51.100.0/22"], "rate": 10}, "timeout is 60 s"),
        ({**DIRECT, "rate": 0}, "rate must be more than 0"),
        ({**DIRECT, "wait": -1}, "wait must not be negative"),
        ({**DIRECT, "query_concurrency": 5000}, "at most 256"),
        ({**DIRECT, "expected": 0}, "expected must be at least 1"),
        ({**DIRECT, "filters": [{"only": "x"}]}, "filters is a mapping"),
        ({**DIRECT, "filters": [{"include": "nothing_of_this_name"}]}, "cannot be evaluated"),
        ({**DIRECT, "hostname": "nothing_of_this_name", "strict": True}, "cannot be evaluated"),
        ({**DIRECT, "include": {"makers": ["canon"]}}, "mapping with the keys"),
        ({**DIRECT, "query": True, "query_user": "reader"}, "given together"),
        ({**DIRECT, "deduplicate": "name"}, "deduplicate"),
    ],
)
def test_wrong_options_are_told(fleet: Fleet, tmp_path: Path, options: dict[str, Any], reason: str) -> None:
    inventory = listed(written(tmp_path, options), fleet)

    assert inventory.hosts == {}
    assert reason in " ".join(inventory.stderr.split())
    assert "Traceback" not in inventory.stderr


def test_a_file_of_another_name_is_not_for_this_plugin(fleet: Fleet, tmp_path: Path) -> None:
    inventory = listed(written(tmp_path, DIRECT, "cameras.yml"), fleet)

    assert inventory.hosts == {}
    assert fleet.camera("plain").count("ws_discovery_answers") == 0


def test_a_missing_camera_is_told_and_not_kept(fleet: Fleet, tmp_path: Path) -> None:
    fleet.camera("old").fault("dead")
    keep = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    config = written(tmp_path, {**DIRECT, "wait": 3, **keep})

    inventory = listed(config, fleet)

    assert len(inventory.hosts) == len(NAMES) - 1
    assert f"{len(NAMES) - 1} cameras answered, {len(NAMES)} are expected" in " ".join(inventory.stderr.split())
    fleet.camera("old").clear_faults()
    assert len(listed(config, fleet).hosts) == len(NAMES)


# -- cache -------------------------------------------------------------------------------------------------------------


def test_a_second_run_out_of_the_cache_sends_nothing(fleet: Fleet, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    options = {
        **DIRECT, "query": True, "query_user": ADMIN, "query_password": PASSWORD, "validate_certs": False,
        "cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(cache),
    }  # fmt: skip
    first = found(fleet, tmp_path, **options)
    fleet.reset_counters()

    second = found(fleet, tmp_path, **options)

    assert second.raw == first.raw
    assert all(fleet.camera(name).counters() == {} for name in NAMES)
    kept = [path.read_text(encoding="utf-8") for path in cache.iterdir()]
    assert len(kept) == 1
    assert "VB-H47" in kept[0]
    assert PASSWORD not in kept[0]

    # what decides which of them become hosts does not need another search, what is searched does
    found(fleet, tmp_path, **options, filters=[{"exclude": "netcam_family == 'onvif'"}])
    assert fleet.camera("canon").count("ws_discovery_answers") == 0
    found(fleet, tmp_path, **{**options, "addresses": [ADDRESSES["canon"]], "expected": 1})
    assert fleet.camera("canon").count("ws_discovery_answers") > 0
    fleet.reset_counters()
    found(fleet, tmp_path, "--flush-cache", **options)
    assert fleet.camera("canon").count("ws_discovery_answers") > 0


def test_a_damaged_cache_is_another_search(fleet: Fleet, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    options = {**DIRECT, "cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(cache)}
    found(fleet, tmp_path, **options)
    (kept,) = cache.iterdir()
    content = json.loads(kept.read_text(encoding="utf-8"))
    text = json.dumps(content).replace("serial_number", "something_else")
    kept.write_text(text, encoding="utf-8")

    assert len(found(fleet, tmp_path, **options).hosts) == len(NAMES)


# -- queries -----------------------------------------------------------------------------------------------------------


def test_a_query_without_an_account_reads_the_clock_and_nothing_else(fleet: Fleet, tmp_path: Path) -> None:
    inventory = found(
        fleet, tmp_path, **DIRECT, query=True, validate_certs=False, exclude={"networks": [ADDRESSES["moved"]]}
    )

    for name in ("plain", "canon", "old", "tls"):
        assert abs(inventory.at(ADDRESSES[name])["netcam_clock_offset"]) < 60
        assert inventory.at(ADDRESSES[name])["netcam_firmware"] is None
        counters = fleet.camera(name).counters()
        assert counters["onvif.GetSystemDateAndTime"] == 1
        assert not {"onvif.GetDeviceInformation", "logins_ok", "logins_failed", "onvif_writes"} & set(counters)


def test_a_query_with_an_account_tells_firmware_and_serial_number(fleet: Fleet, tmp_path: Path) -> None:
    inventory = found(
        fleet, tmp_path, **DIRECT, query=True, query_user=ADMIN, validate_certs=False,
        query_password=f"{{{{ '{PASSWORD[:4]}' ~ '{PASSWORD[4:]}' }}}}",
    )  # fmt: skip

    canon = inventory.at(ADDRESSES["canon"])
    assert canon["netcam_firmware"] == "1.0.7"
    assert canon["netcam_serial_number"]
    assert canon["netcam_manufacturer"] == "Canon"
    assert inventory.members("firmware_1_0_7") == {f"vb-h47-{endpoint('canon')[-12:]}"}
    for name in ("plain", "canon", "old", "tls"):
        counters = fleet.camera(name).counters()
        assert counters["onvif.GetDeviceInformation"] == 1
        assert "logins_failed" not in counters
        assert "onvif_writes" not in counters
    assert PASSWORD not in inventory.text


def test_a_wrong_password_is_sent_once(fleet: Fleet, tmp_path: Path) -> None:
    inventory = found(
        fleet,
        tmp_path,
        "-vvv",
        **DIRECT,
        query=True,
        query_user=ADMIN,
        query_password="Wrong7Password55",
        validate_certs=False,
    )

    assert len(inventory.hosts) == len(NAMES)
    for name in ("plain", "canon", "tls"):
        assert fleet.camera(name).count("logins_failed") == 1
        assert inventory.at(ADDRESSES[name])["netcam_firmware"] is None
    assert "Wrong7Password55" not in inventory.text


@pytest.mark.parametrize("kind", ["entities", "deep", "truncated", "binary"])
def test_a_hostile_answer_to_a_query_costs_only_what_it_would_have_told(
    fleet: Fleet, tmp_path: Path, kind: str
) -> None:
    fleet.camera("plain").quirk("hostile_xml", {"all": kind})

    inventory = found(fleet, tmp_path, "-vvv", **DIRECT, query=True, validate_certs=False)

    assert inventory.at(ADDRESSES["plain"])["netcam_clock_offset"] is None
    assert inventory.at(ADDRESSES["canon"])["netcam_clock_offset"] is not None
    assert f"ws_discovery: {ADDRESSES['plain']}:" in inventory.text


# -- hardening what was found ------------------------------------------------------------------------------------------


def test_the_role_looks_at_cameras_that_were_discovered(fleet: Fleet, tmp_path: Path) -> None:
    site = tmp_path / "site"
    written(site, {**DIRECT, "exclude": {"networks": [ADDRESSES[name] for name in ("moved", "evil", "tls")]}})
    (site / "group_vars").mkdir()
    variables = {
        **SITE, "ansible_user": ADMIN, "ansible_password": PASSWORD, "ansible_netcam_allow_clear_text": True,
        "ansible_netcam_profile": str(fleet.run_dir / "profiles"),
    }  # fmt: skip
    (site / "group_vars" / "cameras.yml").write_text(yaml.safe_dump(variables), encoding="utf-8")

    run = run_playbook(HARDEN, fleet, "--check", "--diff", inventory=site).succeeded()

    assert len(run.recap) == 3
    for name in ("canon", "old"):
        host = f"{'vb-h47' if name == 'canon' else 'vb-m44'}-{endpoint(name)[-12:]}"
        plan = run.of("netcam.hardening.harden : Plan", host)
        assert plan.result["camera"]["model"] == ("VB-H47" if name == "canon" else "VB-M44")
        assert "network.mdns" in plan.settings
    for name in ("plain", "canon", "old"):
        assert fleet.camera(name).count("writes") == fleet.camera(name).count("onvif_writes") == 0
