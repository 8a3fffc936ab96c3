# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The pages, and the fenced blocks in them.

A comment on the line before a block says what a test does with it:

    <!-- file: PATH -->              the block is that file; it is written before the commands that follow
    <!-- output -->                  every line of the block is in the output of the commands before it
    <!-- background: until PATH -->  the commands run until the next ones of this kind; they are ready when PATH is there
    <!-- not run: REASON -->         the commands are not run
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(
    str(path.relative_to(ROOT))
    for pattern in ("README.md", "docs/*.md", "roles/*/README.md")
    for path in sorted(ROOT.glob(pattern))
)
_FENCE = re.compile(
    r"^(?:[ ]*<!-- (?P<word>file|output|background|not run)(?:: (?P<value>.*?))? -->\n)?"
    r"(?P<indent>[ ]*)```(?P<language>\w+)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_SHELLS = ("console", "sh", "bash", "shell")


@dataclass(frozen=True)
class Block:
    """One fenced block."""

    page: str
    line: int
    language: str
    text: str
    word: str
    value: str

    @property
    def is_shell(self) -> bool:
        """Whether it holds commands."""
        return self.language in _SHELLS

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def text_of(page: str) -> str:
    """A page."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = text_of(page)
    return [
        Block(
            page,
            text.count("\n", 0, found.start("language")) + 1,
            found["language"],
            dedent(found["text"]),
            found["word"] or "",
            (found["value"] or "").removeprefix("until "),
        )
        for found in _FENCE.finditer(text)
    ]


def all_blocks(language: str) -> Iterator[Block]:
    """The blocks of one language on all pages."""
    for page in PAGES:
        yield from (block for block in blocks(page) if block.language == language)
