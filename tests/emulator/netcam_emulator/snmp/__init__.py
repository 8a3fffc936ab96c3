# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SNMP agent of a camera: v1, v2c and v3 (USM), read only, the system group (RFC 1157, 3416, 3414)."""
