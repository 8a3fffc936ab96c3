# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connection plugin: an inventory host that is a camera."""

from __future__ import annotations

DOCUMENTATION = r"""
name: camera
author: netcam.hardening contributors (@netcam-hardening)
short_description: Reach a network camera over HTTP or HTTPS
version_added: 0.1.0
description:
  - Carries address, credentials and TLS trust of a network camera from the inventory to the modules of this collection,
    which talk to the camera in the controller's own process.
  - It runs no shell and copies no files. Modules of other collections cannot run on a camera; such a task ends with an error
    and never runs on the controller by mistake. Facts cannot be gathered, so set C(gather_facts=false).
  - Credentials and ports are tried in a fixed order, each once. First the wanted ones (O(remote_user), O(password), O(port)),
    then the initial ones (O(initial_user), O(initial_password), O(initial_port)), which a camera in factory state still has.
options:
  host:
    description: Address or name of the camera.
    type: str
    vars:
      - name: inventory_hostname
      - name: ansible_host
    env:
      - name: NETCAM_HOST
  port:
    description:
      - The camera's own HTTP or HTTPS port. The default is V(80) for O(scheme=http) and V(443) for O(scheme=https).
      - When the collection is to move the port, write the wanted port here and the present one in O(initial_port).
    type: int
    vars:
      - name: ansible_port
    env:
      - name: NETCAM_PORT
  scheme:
    description: Protocol of the administrator's interface.
    type: str
    choices: [http, https]
    default: http
    vars:
      - name: ansible_netcam_scheme
    env:
      - name: NETCAM_SCHEME
  remote_user:
    description: Name of the administrator.
    type: str
    keyword:
      - name: remote_user
    cli:
      - name: user
        option: --user
    vars:
      - name: ansible_user
    env:
      - name: NETCAM_USER
  password:
    description: Password of the administrator.
    type: str
    vars:
      - name: ansible_password
    env:
      - name: NETCAM_PASSWORD
  initial_user:
    description: Name of the administrator as delivered, or before a change. The default is O(remote_user).
    type: str
    vars:
      - name: ansible_netcam_initial_user
    env:
      - name: NETCAM_INITIAL_USER
  initial_password:
    description: Password of the administrator as delivered, or before a change. Tried once, when O(password) is refused.
    type: str
    vars:
      - name: ansible_netcam_initial_password
    env:
      - name: NETCAM_INITIAL_PASSWORD
  initial_scheme:
    description:
      - Protocol to try when nothing answers at O(port), for a camera that is still as delivered. The default is O(scheme).
      - With O(scheme=https) and V(http) here, a camera is found before and after it was switched over to HTTPS. While it is
        reached by plain HTTP, a warning says so, and no password is sent unless O(allow_clear_text=true).
    type: str
    choices: [http, https]
    vars:
      - name: ansible_netcam_initial_scheme
    env:
      - name: NETCAM_INITIAL_SCHEME
  initial_port:
    description: Port to try when nothing answers at O(port). The default is that of O(initial_scheme), when it is given.
    type: int
    vars:
      - name: ansible_netcam_initial_port
    env:
      - name: NETCAM_INITIAL_PORT
  initial_first:
    description:
      - Try the initial credentials before the wanted ones. For a task that follows one which has seen the initial account in
        force, C(camera.login) being V(initial) in its result, so that the camera sees no needless failed login.
    type: bool
    default: false
    vars:
      - name: ansible_netcam_initial_first
    env:
      - name: NETCAM_INITIAL_FIRST
  validate_certs:
    description: Whether the camera's certificate must verify. Without O(ca_path) it must verify against the public authorities.
    type: bool
    default: true
    vars:
      - name: ansible_netcam_validate_certs
    env:
      - name: NETCAM_VALIDATE_CERTS
  ca_path:
    description: File with the certificates of the authorities that are trusted for this camera, and no others.
    type: path
    vars:
      - name: ansible_netcam_ca_path
    env:
      - name: NETCAM_CA_PATH
  tls_fingerprint:
    description: SHA-256 fingerprint of the camera's certificate. When given, exactly this certificate is trusted.
    type: str
    vars:
      - name: ansible_netcam_tls_fingerprint
    env:
      - name: NETCAM_TLS_FINGERPRINT
  known_certificates:
    description:
      - File with the certificates that are trusted by their fingerprint, one line per camera, like C(known_hosts) of SSH.
      - A camera's line counts until the camera shows a certificate that verifies against O(ca_path); then it is removed.
    type: path
    vars:
      - name: ansible_netcam_known_certificates
    env:
      - name: NETCAM_KNOWN_CERTIFICATES
  trust_on_first_use:
    description:
      - Trust a certificate that does not verify when the camera has no line in O(known_certificates) yet, and remember it there.
      - For the first contact with a camera that has a self-signed certificate, on a closed network. Whoever answers at that
        moment in place of the camera is trusted from then on.
    type: bool
    default: false
    vars:
      - name: ansible_netcam_trust_on_first_use
    env:
      - name: NETCAM_TRUST_ON_FIRST_USE
  timeout:
    description: Seconds to wait for a connection, and for an answer.
    type: float
    default: 10
    vars:
      - name: ansible_netcam_timeout
    env:
      - name: NETCAM_TIMEOUT
  restart_timeout:
    description: Seconds to wait for the camera to come back after a restart.
    type: float
    default: 300
    vars:
      - name: ansible_netcam_restart_timeout
    env:
      - name: NETCAM_RESTART_TIMEOUT
  allow_clear_text:
    description:
      - Consent to send passwords over plain HTTP to this camera. Without it, Basic authentication and new passwords over
        O(scheme=http) are refused.
      - For the first contact with a camera in factory state on a closed network.
    type: bool
    default: false
    vars:
      - name: ansible_netcam_allow_clear_text
    env:
      - name: NETCAM_ALLOW_CLEAR_TEXT
  driver:
    description:
      - Interface to use. V(auto) recognises the camera, and lets ONVIF serve what the maker's own interface does not reach.
        V(canon), V(ipro), V(onvif) and V(web) keep to that one. V(web) is the settings interface of any maker, as a O(profile) of
        version 2 describes it.
    type: str
    choices: [auto, canon, ipro, onvif, web]
    default: auto
    vars:
      - name: ansible_netcam_driver
    env:
      - name: NETCAM_DRIVER
  profile:
    description:
      - Code map of the camera's interface, as a file, a folder of such files (the one that names the camera's model is taken),
        or the data itself.
      - Canon's item codes are not public. Without a profile every setting is reported as manual, with its menu path.
    type: raw
    vars:
      - name: ansible_netcam_profile
    env:
      - name: NETCAM_PROFILE
  allow_unproven:
    description:
      - Consent to write by a profile that was learned from a recording, beyond what was proven on a camera.
      - V(setting) lets settings be written that were never proven. V(model) and V(firmware) let settings be written that were
        proven on another model, or on another firmware, than this camera has.
      - Profiles without C(status) were written by hand, and are not held to this.
    type: list
    elements: str
    choices: [setting, model, firmware]
    default: []
    vars:
      - name: ansible_netcam_allow_unproven
    env:
      - name: NETCAM_ALLOW_UNPROVEN
  port_map:
    description:
      - For cameras behind a port forward, the reachable port for each port of the camera. A mapping; in the environment, as JSON.
    type: raw
    vars:
      - name: ansible_netcam_port_map
    env:
      - name: NETCAM_PORT_MAP
  source_address:
    description: Address of this host to connect from, on a host with several.
    type: str
    vars:
      - name: ansible_netcam_source_address
    env:
      - name: NETCAM_SOURCE_ADDRESS
  journal_dir:
    description:
      - Folder on the controller with the journal of administrator passwords, one file per camera, encrypted with Ansible Vault.
      - A new password is written down there before the camera is told, and marked as the current one after a login with it.
        Without it no journal is kept.
      - It must not lie in a folder that Ansible reads as inventory.
    type: str
    vars:
      - name: ansible_netcam_journal_dir
    env:
      - name: NETCAM_JOURNAL_DIR
  journal_vault_id:
    description:
      - Vault ID whose password encrypts the journal. Without it the one that C(ansible-vault encrypt) would take, which is the
        first password that was given.
    type: str
    vars:
      - name: ansible_netcam_journal_vault_id
    env:
      - name: NETCAM_JOURNAL_VAULT_ID
  journal_vault_password_file:
    description:
      - File with the password of the journal, or a program that prints it, in place of the passwords that were given on the
        command line.
    type: str
    vars:
      - name: ansible_netcam_journal_vault_password_file
    env:
      - name: NETCAM_JOURNAL_VAULT_PASSWORD_FILE
  unreachable_as:
    description:
      - What a task reports when the camera does not answer or refuses the login. Ansible ends the play for an V(unreachable) host,
        and no C(rescue) sees it. V(failed) is for playbooks that go on, as C(playbooks/rollout.yml) does.
    type: str
    choices: [unreachable, failed]
    default: unreachable
    vars:
      - name: ansible_netcam_unreachable_as
    env:
      - name: NETCAM_UNREACHABLE_AS
"""

from ansible.errors import AnsibleError
from ansible.plugins.connection import ConnectionBase


class Connection(ConnectionBase):
    """Holds options; the modules of this collection open the session themselves."""

    transport = "netcam.hardening.camera"
    has_pipelining = False
    always_pipeline_modules = False

    def _connect(self) -> Connection:
        """Nothing to open: a session lives inside one task."""
        return self

    def _refuse(self) -> AnsibleError:
        return AnsibleError(
            "This host is a camera and runs no commands: only modules of netcam.hardening work on it. "
            "Set gather_facts to false, and delegate other tasks to localhost."
        )

    def exec_command(self, cmd, in_data=None, sudoable=True):  # type: ignore[no-untyped-def]  # signature of the base class
        """Refuse: a camera has no shell."""
        raise self._refuse()

    def put_file(self, in_path, out_path):  # type: ignore[no-untyped-def]  # signature of the base class
        """Refuse: a camera takes no files this way."""
        raise self._refuse()

    def fetch_file(self, in_path, out_path):  # type: ignore[no-untyped-def]  # signature of the base class
        """Refuse: a camera gives no files this way."""
        raise self._refuse()

    def close(self) -> None:
        """Nothing to close."""
        self._connected = False
