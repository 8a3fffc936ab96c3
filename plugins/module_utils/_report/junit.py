# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""JUnit XML (junit-10.xsd of Jenkins): a test suite per camera, a test case per control, for CI servers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from .._audit.words import FAIL, MANUAL, NOT_APPLICABLE, PASS, UNKNOWN, WAIVED

#: What XML 1.0 cannot hold, not even escaped (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SKIPPED = {MANUAL: "a person has to judge it", NOT_APPLICABLE: "this camera has nothing like it", WAIVED: "waived"}
_ELEMENTS = {FAIL: "failure", UNKNOWN: "error", **dict.fromkeys(_SKIPPED, "skipped")}


def render(result: Mapping[str, Any], title: str) -> str:
    """A control that fails is a failure, one of which nothing is known an error; what is left to people is skipped."""
    controls = {control["id"]: control for control in result["controls"]}
    counts = result["counts"]
    head = {
        "name": title,
        "tests": sum(counts.values()),
        "failures": counts[FAIL],
        "errors": counts[UNKNOWN],
    }
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_attributes(head)}>"]
    for camera in result["cameras"]:
        lines += _suite(camera, controls, result)
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(camera: Mapping[str, Any], controls: Mapping[str, Any], result: Mapping[str, Any]) -> list[str]:
    counts = camera["counts"]
    head = {
        "name": camera["name"],
        "tests": sum(counts.values()),
        "failures": counts[FAIL],
        "errors": counts[UNKNOWN],
        "skipped": sum(counts[word] for word in _SKIPPED),
        "timestamp": result["generated"].removesuffix("Z"),
        "hostname": camera["address"],
    }
    known = {"level": result["level"], **{key: camera[key] or "" for key in ("site", "model", "family", "firmware")}}
    known["score"] = "" if camera["score"] is None else f"{camera['score']:g}"
    lines = [f"<testsuite{_attributes(head)}>", "<properties>"]
    lines += [f"<property{_attributes({'name': name, 'value': value})}/>" for name, value in known.items()]
    lines.append("</properties>")
    for one in camera["results"]:
        lines += _case(camera, one, controls[one["control"]])
    return [*lines, "</testsuite>"]


def _case(camera: Mapping[str, Any], one: Mapping[str, Any], control: Mapping[str, Any]) -> list[str]:
    case = _attributes({"name": f"{one['control']} {control['title']}", "classname": camera["name"]})
    if one["result"] == PASS:
        return [f"<testcase{case}/>"]
    evidence = "; ".join(item["seen"] for item in one["evidence"] if item["seen"])
    inner = {
        "message": evidence or _SKIPPED.get(one["result"], one["result"]),
        "type": f"{one['result']}.{control['severity']}",
    }
    told = [f"{item['kind']}: {item['seen']}, wanted: {item['wanted'] or '-'}" for item in one["evidence"]]
    told += [f"Fix: {one['fix']}"] if one["fix"] else []
    element = _ELEMENTS[one["result"]]
    return [
        f"<testcase{case}><{element}{_attributes(inner)}>{_text(chr(10).join(told))}</{element}></testcase>",
    ]


def _attributes(values: Mapping[str, Any]) -> str:
    return "".join(f" {name}={quoteattr(_FORBIDDEN.sub('?', str(value)))}" for name, value in values.items())


def _text(value: str) -> str:
    plain = _FORBIDDEN.sub("?", value)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
