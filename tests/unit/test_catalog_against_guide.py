# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The catalog against the guide: facts read out of both parts (guide_facts.yml), setting by setting.

The facts are proven against the guide's own text where that lies beside the clone, so that three hands agree: the
guide, the facts, the catalog.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import (
    AREAS,
    CHAPTERS,
    FAMILIES,
    FAMILY_2022,
    FAMILY_ONVIF,
    FAMILY_PRE2022,
    MODELS,
    SETTINGS,
    Setting,
    find_model,
    settings_of,
)
from ansible_collections.netcam.hardening.plugins.module_utils._operations.log_info import TABLE, parse_line

FACTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "guide_facts.yml").read_text(encoding="utf-8"))
GUIDE = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "canon-hardening-guide.txt"
FAMILY = {"A": FAMILY_2022, "B": FAMILY_PRE2022}
PART_B_STARTS = "\nFor models released before 2022\n"

needs_guide = pytest.mark.skipif(not GUIDE.exists(), reason=f"the guide's text is not at {GUIDE}")


def _name(fact: dict[str, Any]) -> str:
    return f"{fact['part']}-{fact.get('id') or fact['label']}"


every_fact = pytest.mark.parametrize("fact", FACTS["facts"], ids=_name)


def _facts_with(*names: str) -> Any:
    return pytest.mark.parametrize(
        "fact", [fact for fact in FACTS["facts"] if any(name in fact for name in names)], ids=_name
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9./]+", text.lower())


def says(label: str, printed: str) -> bool:
    """Whether a label holds the printed one; words that tell twins apart (IPv4, Audio) may stand in between."""
    rest = iter(_words(label))
    return all(word in rest for word in _words(printed))


def found(fact: dict[str, Any]) -> Setting | None:
    """The catalog's row for a fact: by id, else by area, family and label."""
    family = FAMILY[fact["part"]]
    if "id" in fact:
        row = SETTINGS.get(fact["id"])
        return row if row is not None and family in row.limits else None
    rows = [row for row in settings_of(fact["area"]) if family in row.limits and says(row.label, fact["label"])]
    return rows[0] if rows else None


def row_of(fact: dict[str, Any]) -> Setting:
    """The catalog's row; fails, in the guide's words, when there is none."""
    row = found(fact)
    if row is None:
        pytest.fail(f"part {fact['part']} of the guide has [{fact['label']}] at {fact['menu']}: not in the catalog")
    return row


# -- the facts against the guide's text ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guide() -> dict[str, str]:
    """Both parts of the guide, white space and the spelling of arrows made even; without the tables of contents."""
    whole = GUIDE.read_text(encoding="utf-8")
    assert whole.count(PART_B_STARTS) == 1
    first, second = whole.split(PART_B_STARTS)
    return {"whole": _even(whole), "A": _even(first), "B": _even(second)}


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("]>", "] >"))


@needs_guide
def test_the_guide_prints_what_the_facts_quote(guide: dict[str, str]) -> None:
    missing = []
    for fact in FACTS["facts"]:
        quotes = [fact["label"], fact.get("menu_text") or fact["menu"]]
        quotes += [fact[name] for name in ("box", "limit_text", "default_text") if name in fact]
        missing += [(_name(fact), quote) for quote in quotes if _even(quote) not in guide[fact["part"]]]
    assert missing == []


@needs_guide
def test_the_guide_lists_the_sections_with_these_pages(guide: dict[str, str]) -> None:
    for title, page_a, page_b in FACTS["sections"].values():
        assert f"{title} A-{page_a} " in guide["A"]
        assert f"{title} B-{page_b} " in guide["B"]


@needs_guide
@pytest.mark.parametrize("part", ["A", "B"])
def test_the_guide_lists_exactly_these_models(part: str) -> None:
    text = GUIDE.read_text(encoding="utf-8").split(PART_B_STARTS)[0 if part == "A" else 1]
    listed = text.split("This chapter describes the following models.")[1].split("Table of Contents")[0]
    names = re.findall(r"\b(?:ME|VB-|H7)[A-Z0-9-]*\d[A-Z0-9-]*(?: Mk II)?", listed)
    assert Counter(names) == Counter(FACTS["models"][part])


@needs_guide
def test_the_guide_prints_this_log_table_in_both_parts(guide: dict[str, str]) -> None:
    for code, example, level, fault, category in FACTS["log_table"]:
        line = f"{level} {code} Ex.) {example} {fault} [{category}]"
        assert line in guide["A"]
        assert line in guide["B"]


@needs_guide
def test_every_factory_default_of_the_guide_is_a_fact(guide: dict[str, str]) -> None:
    for part in FAMILY:
        printed = re.findall(r"Factory default setting for \[[^]]+\]: \[[^]]+\]", guide[part])
        quoted = {fact.get("default_text") for fact in FACTS["facts"] if fact["part"] == part}
        assert printed
        assert [text for text in printed if text not in quoted] == []


@needs_guide
def test_every_length_limit_of_the_guide_is_a_fact(guide: dict[str, str]) -> None:
    """Each "up to N" and "N to M characters" of a part stands in some fact of that part ([Confirm Password] apart)."""
    for part in FAMILY:
        text = guide[part].replace("'Confirm Password' (8 to 32 characters)", "")
        text = text.replace("'Confirm Password' (8 to 31 characters)", "")
        printed = Counter(re.findall(r"(?:Up to \d+|\d+ to \d+|\b2) characters", text))
        quoted = Counter(
            limit
            for fact in FACTS["facts"]
            if fact["part"] == part
            for limit in re.findall(r"(?:Up to \d+|\d+ to \d+|\b2) characters", fact.get("limit_text", ""))
        )
        assert quoted == printed


# -- the catalog against the facts ---------------------------------------------------------------------------------


@every_fact
def test_the_catalog_has_the_setting_with_label_menu_and_page(fact: dict[str, Any]) -> None:
    """The page lies within the section: not before its first page, and before the next section's first page."""
    row, family = row_of(fact), FAMILY[fact["part"]]
    if "label_of" in fact:
        (label,) = [column.label for column in row.columns if column.name == fact["label_of"]]
        assert says(label, fact["label"])
    else:
        assert any(says(label, fact["label"]) for label in (row.label, *(column.label for column in row.columns)))

    path = f"{row.menu[family]} > [{row.label}]"
    assert path.startswith(fact["menu"])
    if "box" in fact:
        assert f"[{fact['box']}]" in path

    assert fact["at"] in FACTS["chapters"][row.chapter]
    column = 1 if fact["part"] == "A" else 2
    firsts = sorted({section[column] for section in FACTS["sections"].values()})
    first = FACTS["sections"][fact["at"]][column]
    after = next((page for page in firsts if page > first), first + 1)
    letter, _dash, number = row.page[family].partition("-")
    assert letter == fact["part"]
    assert first <= int(number) < after


@_facts_with("length")
def test_the_catalog_has_the_length(fact: dict[str, Any]) -> None:
    limit = row_of(fact).limits[FAMILY[fact["part"]]]
    assert [limit.min_length, limit.max_length] == fact["length"]


@_facts_with("column_length")
def test_the_catalog_has_the_length_of_each_row(fact: dict[str, Any]) -> None:
    (column,) = row_of(fact).columns
    assert [column.limit.min_length, column.limit.max_length] == fact["column_length"]


@_facts_with("ranges")
def test_the_catalog_has_the_ranges(fact: dict[str, Any]) -> None:
    limit = row_of(fact).limits[FAMILY[fact["part"]]]
    assert [list(span) for span in limit.ranges] == fact["ranges"]


@_facts_with("choices")
def test_the_catalog_has_the_printed_choices(fact: dict[str, Any]) -> None:
    limit = row_of(fact).limits[FAMILY[fact["part"]]]
    assert set(fact["choices"]) <= set(limit.choices)


@_facts_with("words")
def test_the_catalog_has_the_printed_word_of_the_switch(fact: dict[str, Any]) -> None:
    assert fact["words"] in row_of(fact).words


@_facts_with("count")
def test_the_catalog_has_as_many_instances(fact: dict[str, Any]) -> None:
    row = row_of(fact)
    assert row.limits[FAMILY[fact["part"]]].count == fact["count"]
    assert row.indexed


@_facts_with("rows")
def test_the_catalog_has_as_many_rows(fact: dict[str, Any]) -> None:
    assert row_of(fact).limits[FAMILY[fact["part"]]].rows == fact["rows"]


@_facts_with("columns")
def test_the_catalog_has_the_columns(fact: dict[str, Any]) -> None:
    assert [column.name for column in row_of(fact).columns] == fact["columns"]


@_facts_with("prefix_bits")
def test_a_host_row_is_one_authorized_host_by_default(fact: dict[str, Any]) -> None:
    """Screens print prefix length 32 or 128 and the action [Yes] in every row."""
    columns = {column.name: column for column in row_of(fact).columns}
    assert columns["prefix_length"].limit.default == fact["prefix_bits"]
    assert columns["prefix_length"].limit.ranges == ((0, fact["prefix_bits"]),)
    assert columns["action"].limit.default == "authorize"


@_facts_with("default")
def test_the_catalog_has_the_factory_default(fact: dict[str, Any]) -> None:
    default = row_of(fact).limits[FAMILY[fact["part"]]].default
    assert default == fact["default"]
    assert type(default) is type(fact["default"])


# -- the catalog for itself ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", SETTINGS.values(), ids=list(SETTINGS))
def test_every_row_is_complete(row: Setting) -> None:
    assert row.label.strip()
    assert row.chapter in CHAPTERS
    assert row.area in AREAS
    if row.standard:
        assert (list(row.limits), row.menu, row.page, row.recommended) == ([FAMILY_ONVIF], {}, {}, None)
        return
    assert set(row.limits) <= set(FAMILIES)
    assert set(row.menu) == set(row.page) == set(row.limits) != set()
    assert all("[" in path and "]" in path for path in row.menu.values())
    for family, letter in ((FAMILY_2022, "A"), (FAMILY_PRE2022, "B")):
        if family in row.page:
            assert re.fullmatch(rf"{letter}-\d+", row.page[family])


@pytest.mark.parametrize("row", SETTINGS.values(), ids=list(SETTINGS))
def test_every_row_has_limits_that_fit_its_kind(row: Setting) -> None:
    for limit in row.limits.values():
        if row.kind == "choice":
            assert limit.choices
            assert limit.default is None or limit.default in limit.choices
        if row.kind == "integer":
            assert limit.ranges
            assert all(low <= high for low, high in limit.ranges)
            assert limit.default is None or any(low <= limit.default <= high for low, high in limit.ranges)
        if row.kind == "table":
            assert limit.rows > 0
            assert row.columns
        if row.kind == "switch":
            assert limit.default in (None, True, False)
        assert (limit.count > 1) <= row.indexed
    assert set(row.restart) <= set(row.limits)
    assert row.risk in ("", "lockout", "connection")


def test_every_row_is_printed_by_the_guide_or_says_why_it_is_here() -> None:
    told = {(fact["part"], row.id) for fact in FACTS["facts"] if (row := found(fact)) is not None}
    beyond = {(item["part"], item["id"]) for item in FACTS["beyond"]}
    have = {(part, row.id) for row in SETTINGS.values() for part, family in FAMILY.items() if family in row.limits}
    assert have - told - beyond == set(), "in the catalog, but neither printed by the guide nor explained"
    assert beyond - have == set(), "explained, but not in the catalog"
    assert beyond & told == set(), "explained as not printed, but printed"


def test_the_recommendations_are_those_of_the_guide() -> None:
    assert {row.id: row.recommended for row in SETTINGS.values() if row.recommended is not None} == {
        "initialization.keep_network_and_management": False,
        "initialization.keep_network": False,
        "date_time.method": "ntp",
        "log_notification.level": "errors_and_warnings",
        "user_authority.guest.camera_control": False,
        "user_authority.guest.video": False,
        "user_authority.guest.audio": False,
        "viewer.user_authentication": True,
        "host_access.ipv4.default_policy": "prohibit",
        "host_access.ipv4.apply": True,
        "host_access.ipv6.default_policy": "prohibit",
        "host_access.ipv6.apply": True,
        "http_server.auth_method": "digest",
        "rtp_server.rtsp_auth_method": "digest",
        "snmp_server.v1_v2c": False,
        "snmp_server.security_level": "authentication_and_encryption",
        "snmp_server.auth_algorithm": "sha1",
        "snmp_server.encryption_algorithm": "aes",
        "ftp_server.ftp": False,
        "rtp_server.rtp": False,
        "ssl_tls.https_policy": "https",
        "network.ipv4.auto_ip": False,
        "network.mdns": False,
        # another maker's, not the guide's
        "network.upnp_port_forwarding": False,
        "network.easy_ip_setup": "20_minutes",
    }


def test_what_is_not_of_the_guide_says_which_operation_of_which_standard_it_is() -> None:
    beyond = {row.id: row.standard for row in SETTINGS.values() if row.standard}
    assert {key.partition(".")[0] for key in beyond} == {"account_policy", "network", "ssl_tls", "dot1x"}
    assert all(re.fullmatch(r"ONVIF (Device Management|Security), \w+", standard) for standard in beyond.values())
    assert all(
        row.exists_on(family) for row in SETTINGS.values() if row.standard for family in (*FAMILIES, "onvif", None)
    )


def test_ftp_and_the_time_check_are_of_part_b_only() -> None:
    assert SETTINGS["ftp_server.ftp"].families() == (FAMILY_PRE2022,)
    assert SETTINGS["http_server.check_time_on_authentication"].families() == (FAMILY_PRE2022,)
    assert SETTINGS["network.lan_interface"].families() == (FAMILY_PRE2022,)


# -- models and log table ------------------------------------------------------------------------------------------

_LISTED = [(part, name) for part in FAMILY for name in FACTS["models"][part]]


@pytest.mark.parametrize(("part", "name"), _LISTED)
def test_every_listed_model_is_known_with_its_generation(part: str, name: str) -> None:
    model = find_model(name)
    assert model is not None
    assert model.family == FAMILY[part]
    assert model.name == (name if name.startswith(("VB-", "ME")) else f"VB-{name}")


def test_no_other_model_is_known() -> None:
    assert len(MODELS) == len(_LISTED) == len({name for _part, name in _LISTED})


@pytest.mark.parametrize(
    "spelling", ["VB-H730F Mk II", "Canon VB-H730F Mk II", "vb-h730f mark ii", "VB-H730F Mark 2", "VB-H730F_Mk_II "]
)
def test_a_model_is_found_in_any_spelling(spelling: str) -> None:
    model = find_model(spelling)
    assert model is not None
    assert model.name == "VB-H730F Mk II"


def test_mark_two_is_not_the_first_of_its_name() -> None:
    first, second = find_model("VB-S900F"), find_model("VB-S900F Mk II")
    assert first is not None
    assert second is not None
    assert first != second


@pytest.mark.parametrize("name", [None, "", "VB-H47X", "VB", "XC-1", "VB-H470", "WV-S1136"])
def test_a_model_of_neither_list_is_not_guessed(name: str | None) -> None:
    assert find_model(name) is None


@pytest.mark.parametrize("row", FACTS["log_table"], ids=lambda row: row[0])
def test_the_log_table_is_the_guides(row: list[str]) -> None:
    code, example, level, fault, category = row
    assert TABLE[code[0]] == (level.lower(), fault, category)
    entry = parse_line(f"2026/11/22 03:51:32 {example}")
    assert entry is not None
    assert f"{entry.code} {entry.message}" == example
    assert (entry.level, entry.fault_level, entry.category) == TABLE[code[0]]
