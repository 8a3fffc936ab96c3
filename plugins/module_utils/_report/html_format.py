# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""HTML: one file that needs no network, for people. It works without scripts; with them it filters, sorts, and shows every camera.

Everything that comes from a camera or an inventory is text: escaped in the page, data in the script, and what slips through
would not run, because the page names the hashes of the only style and the only script that it allows (Content-Security-Policy).
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from .._audit.words import RESULTS, SEVERITIES
from .._errors import NetcamError
from . import overview
from .compact import about, as_script, data

try:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup
except ImportError:
    # Ansible itself needs Jinja2; only a host without Ansible is without it
    HAS_JINJA2 = False
else:
    HAS_JINJA2 = True

#: So many cameras have their section, and their line of the matrix, without scripts.
STATIC = 25
#: So many lines of changes and certificates are shown; the JSON and the CSV have all.
MAX_CHANGES, MAX_CERTIFICATES, MAX_GROUPS = 200, 50, 60
WORDS = {
    "pass": ("\u2713", "passes"),
    "fail": ("\u2715", "fails"),
    "unknown": ("?", "unknown"),
    "manual": ("\u270e", "left to people"),
    "waived": ("W", "waived"),
    "not_applicable": ("\u2013", "not applicable"),
}
FAMILIES = {
    "canon_vb_2022": "Canon VB, 2022+",
    "canon_vb_pre2022": "Canon VB, pre-2022",
    "ipro_wv": "i-PRO",
    "onvif": "ONVIF",
}
CHAPTERS = {
    "introduction": "Introduction of the guide",
    "1": "Chapter 1",
    "2": "Chapter 2",
    "appendix": "Appendix",
    "beyond": "Beyond the guides",
}


def render(result: Mapping[str, Any], title: str) -> str:
    """The page as text."""
    if not HAS_JINJA2:
        raise NetcamError("the report in HTML needs Jinja2, which Ansible brings", setting="report")
    style, script = asset("style.css"), asset("script.js")
    cameras = overview.worst_first(result["cameras"])
    numbers = {camera["name"]: number for number, camera in enumerate(cameras)}
    shown = data(result, cameras, FAMILIES)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["number"] = lambda value: "-" if value is None else f"{value:g}"
    rank = {control["id"]: SEVERITIES.index(control["severity"]) for control in result["controls"]}

    def pick(camera: Mapping[str, Any], wanted: tuple[str, ...]) -> list[Mapping[str, Any]]:
        """Results of a camera, the worst first."""
        found = (one for one in camera["results"] if one["result"] in wanted)
        return sorted(found, key=lambda one: (wanted.index(one["result"]), rank[one["control"]]))

    environment.globals.update(about=lambda camera: about(camera, FAMILIES), stripes=overview.stripes, pick=pick)
    page: str = environment.from_string(asset("page.html.j2")).render(
        title=title,
        result=result,
        when=f"{result['generated'][:10]} {result['generated'][11:16]} UTC",
        cameras=cameras,
        numbers=numbers,
        static=cameras[:STATIC],
        controls={control["id"]: control for control in result["controls"]},
        by_control=overview.by_control(result),
        by_severity=overview.by_severity(result),
        by_model=overview.groups(cameras, lambda camera: camera["model"] or "not known"),
        by_site=overview.groups(cameras, lambda camera: camera["site"] or "no site"),
        histogram=overview.histogram(cameras),
        certificates=overview.certificates(cameras),
        gone=[camera for camera in cameras if not camera["reached"]],
        drift=result.get("drift"),
        sources=result.get("sources") or [],
        words=WORDS,
        severities=SEVERITIES,
        order=RESULTS,
        families=FAMILIES,
        chapters=CHAPTERS,
        limits={"changes": MAX_CHANGES, "certificates": MAX_CERTIFICATES, "groups": MAX_GROUPS, "static": STATIC},
        soon=overview.SOON,
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'",
        data=Markup(as_script(shown)),
        whole=shown["whole"],
    )
    return page.encode("utf-8", errors="replace").decode("utf-8")


@cache
def asset(name: str) -> str:
    """A file of the folder assets, which belongs to the collection."""
    with open(os.path.join(os.path.dirname(__file__), "assets", name), encoding="utf-8") as stream:
        return stream.read()


def digest(text: str) -> str:
    """For the Content-Security-Policy."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
