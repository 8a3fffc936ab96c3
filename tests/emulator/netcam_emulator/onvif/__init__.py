# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ONVIF on the virtual cameras: Device Management, Security, Media, and WS-Discovery, as the public WSDL has them."""
