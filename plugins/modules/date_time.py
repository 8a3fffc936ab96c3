#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: date_time
short_description: Set date and time of a network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets how a camera gets its time, its time zone and its NTP server, C([System] > [Date and Time] > [Settings]) on models
    released in and after 2022, C([Basic] > [Date and Time] > [Settings]) on models released before 2022.
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 1, pages
    A-8 and B-8. It asks for the correct date and time, because only then the log tells when an unauthorized access happened.
  - Compares the camera's clock with the one of this host. A clock that is set by hand and is off by more than O(max_drift)
    seconds is set to the time of this host, in the time zone of the camera. Where NTP sets the clock, a warning tells how
    far it is off.
  - The guide prints no factory defaults for this page.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  method:
    description:
      - Where the camera's time comes from. V(manual) means set by hand, V(ntp) means from O(ntp_server). Both generations have
        both.
      - The guide asks for a correct clock. This collection recommends V(ntp), because a clock that is set once drifts away.
      - V(ntp) is refused when neither O(ntp_server) nor the camera names a server.
    type: str
    choices: [manual, ntp]
  time_zone:
    description:
      - Name of the time zone in the IANA database, for example V(Europe/Berlin) or V(UTC), 1 to 63 characters.
      - Which zones a camera knows, and how it writes them, stands in its profile.
    type: str
  ntp_server:
    description:
      - Host name or IP address of the NTP server, up to 253 characters.
    type: str
  max_drift:
    description:
      - How many seconds the camera's clock may be off, earlier or later. Must be more than 0.
      - The camera's clock is set in whole seconds, so that a value below 2 may set it again in every run.
    type: float
    default: 5.0
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.log_info
"""

EXAMPLES = r"""
- name: Get the time from the site's own NTP server
  netcam.hardening.date_time:
    method: ntp
    ntp_server: 192.0.2.123
    time_zone: Europe/Berlin

- name: Set the clock by hand where no server can be reached
  netcam.hardening.date_time:
    method: manual
    time_zone: UTC
    max_drift: 10

- name: Look how far the clock is off, without setting anything else
  netcam.hardening.date_time:
    max_drift: 5
  check_mode: true
"""

RETURN = r"""
changes:
  description: What was changed, or would be in check mode, in the order in which it is done.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting in the catalog.
      type: str
      sample: date_time.method
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: "Date and Time: setting method"
    area:
      description: Area of the setting.
      type: str
      sample: date_time
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "1"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: manual
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: ntp
    driver:
      description: Interface that carried it.
      type: str
      sample: canon
manual:
  description: Settings that no interface of this camera reaches, to be set by a person.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting in the catalog.
      type: str
      sample: date_time.time_zone
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: "Date and Time: time zone"
    area:
      description: Area of the setting.
      type: str
      sample: date_time
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "1"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[System] > [Date and Time] > [Settings]"
    reason:
      description: Why it is manual.
      type: str
      sample: the profile of this camera has no code for it
not_applicable:
  description: Ids of wanted settings that this camera's generation does not have, with O(on_unsupported=report).
  returned: always
  type: list
  elements: str
  sample: []
settings:
  description: State of the managed settings after the run, by id. Passwords are masked.
  returned: always
  type: dict
  sample:
    date_time.method: ntp
    date_time.ntp_server: 192.0.2.123
evidence:
  description: What was seen from outside that proves an effect.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting or the area.
      type: str
      sample: date_time.clock
    seen:
      description: What was seen.
      type: str
      sample: the camera's clock is +0.2 s off
restart:
  description: Whether a restart was needed, and whether it was done.
  returned: always
  type: dict
  sample:
    done: false
    needed: false
camera:
  description: What the camera is.
  returned: always
  type: dict
  sample:
    account: present
    clock_drift: 0.3
    driver: canon
    family: canon_vb_2022
    firmware: 1.1.0
    login: wanted
    model: VB-H47
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    camera: lobby
    code: invalid_value
    setting: date_time.ntp_server
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("date_time")


if __name__ == "__main__":
    main()
