# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The controls as data: none is forgotten, none is malformed, each says how it is mended and where it comes from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._audit.control import BASELINE, CANON, Control
from ansible_collections.netcam.hardening.plugins.module_utils._audit.controls import CONTROLS, up_to
from ansible_collections.netcam.hardening.plugins.module_utils._audit.references import REFERENCES
from ansible_collections.netcam.hardening.plugins.module_utils._audit.words import (
    ATTESTATION,
    LEVELS,
    METHODS,
    SEVERITIES,
)
from ansible_collections.netcam.hardening.plugins.module_utils._catalog import (
    FAMILIES,
    FAMILY_IPRO,
    GUIDE_FAMILIES,
    SETTINGS,
)

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "audit-1.json").read_text(encoding="utf-8"))
SENTENCES = yaml.safe_load((Path(__file__).parent / "recommendations.yml").read_text(encoding="utf-8"))
ALL = pytest.mark.parametrize("control", CONTROLS.values(), ids=list(CONTROLS))


def test_every_recommendation_of_the_catalog_is_in_a_control() -> None:
    """A row that gets a recommendation gets a control."""
    covered = {setting for control in CONTROLS.values() for setting in control.settings}
    assert {row.id for row in SETTINGS.values() if row.recommended is not None} <= covered


@pytest.mark.parametrize("item", SENTENCES, ids=[re.sub(r"\W+", "_", item["says"])[:60] for item in SENTENCES])
def test_every_recommendation_of_the_guides_is_in_a_control(item: dict[str, Any]) -> None:
    """Each sentence of the fixture names the controls that cover it, and stands in the guide that they cite."""
    assert item["guide"] in ("canon", "ipro")
    assert item["controls"]
    for name in item["controls"]:
        families = set(CONTROLS[name].pages())
        wanted = set(GUIDE_FAMILIES) if item["guide"] == "canon" else {FAMILY_IPRO}
        assert families & wanted, f"{name} has no page of this guide"


def test_every_control_of_the_guides_has_a_sentence() -> None:
    """None is made up: what does not stand in a guide is in the chapter beyond them."""
    told = {name for item in SENTENCES for name in item["controls"]}
    assert {control.id for control in CONTROLS.values() if control.chapter != "beyond"} == told


@ALL
def test_a_control_is_as_the_schema_says(control: Control) -> None:
    """The part of the schema for one control."""
    jsonschema.Draft202012Validator({"$ref": "#/$defs/control", "$defs": SCHEMA["$defs"]}).validate(control.as_dict())


@ALL
def test_a_control_says_all_that_it_needs(control: Control) -> None:
    """Words out of the lists, settings out of the catalog, and a way to mend it."""
    assert control.severity in SEVERITIES
    assert control.level in LEVELS
    assert control.method in METHODS
    assert set(control.settings) <= set(SETTINGS)
    assert set(control.families) <= set(FAMILIES)
    assert control.fix(None)
    assert control.variable or control.do or control.menus()
    assert bool(control.variable) == bool(control.value)
    assert not (control.variable and control.do), "one way to mend it"
    judged = control.inside or control.outside or control.of_others or control.settings
    assert judged or control.by_person


@ALL
def test_settings_that_are_compared_have_a_recommended_value(control: Control) -> None:
    """Otherwise there is nothing to compare with."""
    if control.inside is None and not control.by_person:
        assert all(SETTINGS[key].recommended is not None for key in control.settings)


@ALL
def test_guide_controls_have_a_page(control: Control) -> None:
    """So that a report can be held beside the guide."""
    if control.source == CANON:
        assert set(control.pages()) & set(GUIDE_FAMILIES)
        assert all(
            re.fullmatch(r"[AB]-\d+(, [AB]-\d+)*", control.pages()[f]) for f in control.pages() if f in GUIDE_FAMILIES
        )


def test_remediation_is_a_variable_of_the_role() -> None:
    """The role harden knows every variable that a report tells people to set."""
    specs = yaml.safe_load((ROOT / "roles" / "harden" / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    known = set(specs["argument_specs"]["main"]["options"])
    assert {control.variable for control in CONTROLS.values() if control.variable} <= known


def test_levels_hold_those_before_them() -> None:
    """And none is empty."""
    entry, standard, strict = ({control.id for control in up_to(level)} for level in LEVELS)
    assert entry < standard < strict == set(CONTROLS)


def test_what_only_a_person_can_judge_is_attested() -> None:
    """Network layout, physical measures, memory card and the like."""
    assert {name for name, control in CONTROLS.items() if control.method == ATTESTATION} >= {
        "NC-0.1", "NC-0.2", "NC-0.3", "NC-0.4", "NC-0.5", "NC-A.1", "NC-A.2", "NC-A.3",
    }  # fmt: skip


def test_mappings_say_whose_they_are() -> None:
    """Ours are labelled ours; a published one names its source."""
    labels = {reference["mapping"] for references in REFERENCES.values() for reference in references}
    assert labels == {"ours", "Milestone hardening guide", "published"}
    assert {"standard": "NIST SP 800-53 Rev. 5", "id": "IA-4", "mapping": "Milestone hardening guide"} in REFERENCES[
        "administrator"
    ]
    assert {"standard": "IEC 62443-4-2", "id": "EDR 3.10", "mapping": "ours"} in REFERENCES["firmware"]
    published = [topic for topic, found in REFERENCES.items() if any(one["mapping"] == "published" for one in found)]
    assert {control.source for control in CONTROLS.values() if control.topic in published} == {BASELINE}
