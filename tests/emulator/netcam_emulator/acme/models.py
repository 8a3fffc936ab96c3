# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Family and models of a maker that does not exist."""

from __future__ import annotations

FAMILY_ACME = "acme"
MAKER = "Acme Imaginary Cameras"
MODELS_ACME = ("Acme Imaginary Dome 20", "Acme Imaginary Box 7")
