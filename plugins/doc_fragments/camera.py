# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation shared by all modules."""

from __future__ import annotations


class ModuleDocFragment:
    """Options and attributes that every module of this collection has."""

    DOCUMENTATION = r"""
options:
  camera_host:
    description:
      - Address or name of the camera. Not needed when the host's connection is P(netcam.hardening.camera#connection).
      - Can be set by the environment variable E(NETCAM_HOST).
    type: str
  camera_port:
    description:
      - The camera's own HTTP or HTTPS port. The default is V(80) for O(camera_scheme=http) and V(443) for O(camera_scheme=https).
      - Can be set by the environment variable E(NETCAM_PORT).
    type: int
  camera_scheme:
    description:
      - Protocol of the administrator's interface.
      - Can be set by the environment variable E(NETCAM_SCHEME).
    type: str
    choices: [http, https]
    default: http
  camera_user:
    description:
      - Name of the administrator.
      - Can be set by the environment variable E(NETCAM_USER).
    type: str
  camera_password:
    description:
      - Password of the administrator. It is tried once.
      - Can be set by the environment variable E(NETCAM_PASSWORD).
    type: str
  initial_user:
    description:
      - Name of the administrator as delivered, or before a change. The default is O(camera_user).
      - Can be set by the environment variable E(NETCAM_INITIAL_USER).
    type: str
  initial_password:
    description:
      - Password of the administrator as delivered, or before a change. It is tried once, when O(camera_password) is refused.
      - Can be set by the environment variable E(NETCAM_INITIAL_PASSWORD).
    type: str
  initial_scheme:
    description:
      - Protocol to try when nothing answers at O(camera_port), for a camera that is still as delivered. The default is O(camera_scheme).
      - With O(camera_scheme=https) and V(http) here, a camera is found before and after it was switched over to HTTPS. While it
        is reached by plain HTTP, a warning says so, and no password is sent unless O(allow_clear_text=true).
      - Can be set by the environment variable E(NETCAM_INITIAL_SCHEME).
    type: str
    choices: [http, https]
  initial_port:
    description:
      - Port to try when nothing answers at O(camera_port). The default is that of O(initial_scheme), when it is given.
      - Can be set by the environment variable E(NETCAM_INITIAL_PORT).
    type: int
  initial_first:
    description:
      - Try the initial credentials before the wanted ones. For a task that follows one which has seen the initial account in
        force, RV(ignore:camera.login) V(initial), so that the camera sees no needless failed login.
      - Can be set by the environment variable E(NETCAM_INITIAL_FIRST).
    type: bool
    default: false
  validate_certs:
    description:
      - Whether the camera's certificate must verify. Without O(ca_path) it must verify against the public authorities.
      - Can be set by the environment variable E(NETCAM_VALIDATE_CERTS).
    type: bool
    default: true
  ca_path:
    description:
      - File with the certificates of the authorities that are trusted for this camera, and no others.
      - Can be set by the environment variable E(NETCAM_CA_PATH).
    type: path
  tls_fingerprint:
    description:
      - SHA-256 fingerprint of the camera's certificate. When given, exactly this certificate is trusted.
      - Can be set by the environment variable E(NETCAM_TLS_FINGERPRINT).
    type: str
  known_certificates:
    description:
      - File with the certificates that are trusted by their fingerprint, one line per camera, like C(known_hosts) of SSH.
      - A camera's line counts until the camera shows a certificate that verifies against O(ca_path); then it is removed.
      - Can be set by the environment variable E(NETCAM_KNOWN_CERTIFICATES).
    type: path
  trust_on_first_use:
    description:
      - Trust a certificate that does not verify when the camera has no line in O(known_certificates) yet, and remember it there.
      - For the first contact with a camera that has a self-signed certificate, on a closed network. Whoever answers at that
        moment in place of the camera is trusted from then on.
      - Can be set by the environment variable E(NETCAM_TRUST_ON_FIRST_USE).
    type: bool
    default: false
  timeout:
    description:
      - Seconds to wait for a connection, and for an answer.
      - Can be set by the environment variable E(NETCAM_TIMEOUT).
    type: float
    default: 10.0
  restart_timeout:
    description:
      - Seconds to wait for the camera to come back after a restart.
      - Can be set by the environment variable E(NETCAM_RESTART_TIMEOUT).
    type: float
    default: 300.0
  allow_clear_text:
    description:
      - Consent to send passwords over plain HTTP to this camera. Without it, Basic authentication and new passwords over
        O(camera_scheme=http) are refused.
      - For the first contact with a camera in factory state on a closed network.
      - Can be set by the environment variable E(NETCAM_ALLOW_CLEAR_TEXT).
    type: bool
    default: false
  driver:
    description:
      - Interface to use. V(auto) recognises the camera, and lets ONVIF serve what the maker's own interface does not reach. V(canon),
        V(ipro), V(onvif) and V(web) keep to that one. V(web) is the settings interface of any maker, as a O(profile) of version 2
        describes it.
      - Can be set by the environment variable E(NETCAM_DRIVER).
    type: str
    choices: [auto, canon, ipro, onvif, web]
    default: auto
  profile:
    description:
      - Code map of the camera's interface, as a file or folder on the controller, or as data.
      - Canon's item codes are not public. Without a profile every setting is reported as manual, with its menu path.
      - For i-PRO cameras a profile holds the commands that are not public; the others are part of the collection.
      - Can be set by the environment variable E(NETCAM_PROFILE).
    type: raw
  allow_unproven:
    description:
      - Consent to write by a profile that was learned from a recording, beyond what was proven on a camera.
      - V(setting) lets settings be written that were never proven. V(model) and V(firmware) let settings be written that were
        proven on another model, or on another firmware, than this camera has.
      - Profiles without C(status) were written by hand, and are not held to this.
      - Can be set by the environment variable E(NETCAM_ALLOW_UNPROVEN).
    type: list
    elements: str
    choices: [setting, model, firmware]
    default: []
  port_map:
    description:
      - For cameras behind a port forward, the reachable port for each port of the camera.
      - Can be set by the environment variable E(NETCAM_PORT_MAP).
    type: dict
  source_address:
    description:
      - Address of this host to connect from, on a host with several.
      - Can be set by the environment variable E(NETCAM_SOURCE_ADDRESS).
    type: str
  journal_dir:
    description:
      - Folder on the controller with the journal of administrator passwords, one file per camera, encrypted with Ansible Vault.
      - A new password is written down there before the camera is told, and marked as the current one after a login with it.
        Without it no journal is kept. The journal stays on the controller when the task is delegated.
      - It must not lie in a folder that Ansible reads as inventory.
      - Can be set by the environment variable E(NETCAM_JOURNAL_DIR).
    type: str
  journal_vault_id:
    description:
      - Vault ID whose password encrypts the journal. Without it the one that C(ansible-vault encrypt) would take, which is the
        first password that was given.
      - Can be set by the environment variable E(NETCAM_JOURNAL_VAULT_ID).
    type: str
  journal_vault_password_file:
    description:
      - File with the password of the journal, or a program that prints it, in place of the passwords that were given on the
        command line.
      - Can be set by the environment variable E(NETCAM_JOURNAL_VAULT_PASSWORD_FILE).
    type: str
  unreachable_as:
    description:
      - What the task reports when the camera does not answer or refuses the login. Ansible ends the play for an V(unreachable)
        host, and no C(rescue) sees it. V(failed) is for playbooks that go on.
      - Can be set by the environment variable E(NETCAM_UNREACHABLE_AS).
    type: str
    choices: [unreachable, failed]
    default: unreachable
requirements:
  - requests
notes:
  - Each credential is tried once in a task, so that a wrong password never locks an account.
  - Supported cameras and the limits of each generation are listed in the collection's C(docs/settings.md) and C(docs/models.md).
"""

    # Options of every module that changes settings
    WRITING = r"""
options:
  on_unsupported:
    description:
      - What to do with an option that this camera, or its profile, cannot take.
      - V(fail) ends the task before the first write. V(report) lists it in RV(ignore:manual) with its menu path and goes on;
        settings that this generation does not have at all are listed in RV(ignore:not_applicable).
    type: str
    choices: [fail, report]
    default: fail
  restart:
    description:
      - Some settings take effect only after a restart. V(auto) restarts the camera once, after everything else was written and
        saved, and waits for it. V(never) leaves the restart to you and reports it in RV(ignore:restart).
    type: str
    choices: [auto, never]
    default: auto
"""

    # Attributes of modules that change settings
    ATTRIBUTES = r"""
attributes:
  check_mode:
    support: full
    description: Can run in C(check_mode) and return what would change, without a single write to the camera.
  diff_mode:
    support: full
    description: Returns what has changed, or would change in C(check_mode), when in diff mode. Passwords are masked.
  idempotent:
    support: full
    description: When run twice with the same options, the second run changes nothing.
  action_group:
    version_added: 0.1.0
    support: full
    membership: [netcam.hardening.camera]
    description: Use C(group/netcam.hardening.camera) in C(module_defaults) to set defaults for all modules of this collection.
"""

    # Attributes of modules that only look
    ATTRIBUTES_INFO = r"""
attributes:
  check_mode:
    support: full
    description: This module never writes, so it runs the same in C(check_mode).
  diff_mode:
    support: N/A
    description: This module never writes.
  idempotent:
    support: full
    description: This module never writes.
  action_group:
    version_added: 0.1.0
    support: full
    membership: [netcam.hardening.camera]
    description: Use C(group/netcam.hardening.camera) in C(module_defaults) to set defaults for all modules of this collection.
"""
