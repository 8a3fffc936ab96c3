# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""How another maker's cameras have a row of the guide: family, label, menu, page of the manual, limits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .model import Column, Limit, Setting


@dataclass(frozen=True)
class Overlay:
    """One setting on one more family. C(page) is the section of the maker's manual."""

    family: str
    label: str
    menu: str
    limit: Limit = field(default_factory=Limit)
    page: str = ""
    columns: tuple[Column, ...] = ()
    note: str = ""

    def on(self, row: Setting) -> Setting:
        """The guide's row with this family beside its own."""
        notes = {**row.family_notes, self.family: self.note} if self.note else row.family_notes
        columns = {**row.family_columns, self.family: self.columns} if self.columns else row.family_columns
        return replace(
            row,
            menu={**row.menu, self.family: self.menu},
            page={**row.page, self.family: self.page},
            limits={**row.limits, self.family: self.limit},
            labels={**row.labels, self.family: self.label},
            family_columns=columns,
            family_notes=notes,
        )
