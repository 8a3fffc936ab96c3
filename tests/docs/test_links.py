# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every link between the pages leads to a file, and to a heading in it; every file that the text names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .pages import PAGES, ROOT, text_of

_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_NAMED = re.compile(r"`((?:docs|tests|plugins|roles|playbooks|meta|changelogs)/[\w./*-]+)`")


def without_blocks(page: str) -> str:
    return re.sub(r"^([ ]*)```.*?^\1```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """Headings of a page as GitHub turns them into anchors."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def local_links(page: str) -> list[str]:
    return [link for link in _LINK.findall(without_blocks(page)) if not link.startswith(("http://", "https://"))]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for link in local_links(page):
        name, _hash, anchor = link.partition("#")
        target = (ROOT / page).parent / name if name else ROOT / page
        assert target.exists(), f"{page}: {link}"
        assert not anchor or anchor in anchors(target), f"{page}: {link} has no such heading"


@pytest.mark.parametrize("page", PAGES)
def test_named_files_exist(page: str) -> None:
    missing = [name for name in _NAMED.findall(without_blocks(page)) if not any(ROOT.glob(name.rstrip("/")))]

    assert missing == []


def test_every_page_is_linked_from_the_readme_or_from_a_page_it_links() -> None:
    reached, waiting = set(), ["README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        found = [((ROOT / page).parent / link.partition("#")[0]).resolve() for link in local_links(page)]
        names = [str(path.relative_to(ROOT)) for path in found if path.suffix == ".md"]
        waiting += [name for name in names if name in PAGES and name not in reached]

    assert {page for page in PAGES if page.startswith("docs/")} <= reached
