# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Emulated network cameras with real sockets, to rehearse hardening without hardware.

The package shares no code with the collection's plugins: a misunderstanding between the two then shows as a failing
test instead of cancelling out. It imports nothing here, so that `netcam_emulator.testing`
needs only the standard library.
"""
