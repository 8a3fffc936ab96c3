#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Written by tests/tools/generate_settings_module.py out of the area modules. Change those, and run it again.

from __future__ import annotations

DOCUMENTATION = r"""
module: settings
short_description: Harden a network camera in one session
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Brings several areas of a camera to the wanted state at once. It takes the options of the area modules, each area's below
    the name of its module. An area that is not given is not touched.
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapters 1 and 2
    and appendix. Pages, menu paths, factory defaults and recommendations stand with the area modules.
  - All areas share one session, which means one login, one reading of the camera's pages, one save, and at most one restart.
    On a fleet this is many times quicker than a task for each area.
  - All areas are planned and checked together before the first write. A value that is out of its limits, two services on one
    port, a host list that locks somebody out, or a password over plain HTTP ends the task before anything has changed.
  - The order is that of the guide where nothing speaks against it. First comes the administrator's account, then the
    firmware, then the ordinary settings, then host access restrictions, then authentication method and ports, then what needs
    a restart, and last the backup.
  - When the connection breaks in between, the module waits for the camera, looks what is still missing, and does that, once.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
attributes:
  idempotent:
    support: partial
    details:
      - The camera does not tell a password. With C(update_password=always) every run writes the given passwords.
      - With O(backup.force=true) every run takes a new backup.
options:
  fleet:
    description:
      - Name of the variable in which the result of M(netcam.hardening.fleet) was registered. In check mode, what that task has found
        out about this camera is the result of this one, a failure included, and the camera is not asked again.
      - Where that task did not look at this camera, or in another run, this one does. It has no effect out of check mode or on a
        gateway.
    type: str
  undecided:
    description:
      - What must still be decided before the camera may be asked, a sentence for each. While there is one, the module fails with all
        of them and asks nothing.
      - The role P(netcam.hardening.harden#role) names its missing variables by it, without a task of its own on each camera.
    type: list
    elements: str
  select:
    description:
      - Do only these areas, although options for others are given. So one set of options serves a whole run and a part of it.
      - Without it all areas that are given are done. The order of the list does not matter.
    type: list
    elements: str
    choices:
      - administrator
      - firmware
      - date_time
      - log_notification
      - account_policy
      - users
      - user_authority
      - host_access
      - http_server
      - snmp_server
      - ftp_server
      - rtp_server
      - certificate
      - ssl_tls
      - dot1x
      - network
      - backup
  administrator:
    description:
      - Set the administrator account of a network camera, as M(netcam.hardening.administrator) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      name:
        description:
          - Name of the administrator, 5 to 15 characters, letters, digits, hyphen and underscore, on both generations.
          - Without it the name is O(camera_user).
          - The models VB-M40, VB-M600VE, VB-M600D and VB-M700F have the fixed name V(root). Another name is refused there, and
            V(root) is refused on all other models, unless a camera released before 2022 has this name already.
          - The guide recommends a name that is hard to guess. An easy one, such as V(admin), gives a warning.
        type: str
      password:
        description:
          - Password of the administrator. Allowed are 8 to 32 characters on models released in and after 2022, and 8 to 31
            characters on models released before 2022. All printable ASCII characters are allowed.
          - Without it the password is O(camera_password).
          - The models VB-H651VE and VB-R13VE take letters and digits only.
          - There is no factory default on models that ask for the account at the first access. The guide recommends to change
            the account of models that come with one.
        type: str
      password_strength:
        description:
          - What to do with an O(administrator.password) that does not follow the guide's advice. It asks for at least 10
            characters, upper and lower case, letters combined with digits or symbols, and no commonly used words.
          - A password that contains O(administrator.name), or has fewer than five different characters, does not follow it
            either.
          - V(fail) ends the task before the first request. V(warn) gives a warning and goes on. V(ignore) says nothing.
        type: str
        choices: [fail, warn, ignore]
        default: fail
  firmware:
    description:
      - Keep the firmware of a network camera up to date, as M(netcam.hardening.firmware) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      minimum_version:
        description:
          - The oldest version that is good enough, for example V(1.3.1). Quote it, because YAML reads an unquoted V(1.10) as
            the number 1.1.
          - Versions are compared number by number, so that V(1.10.0) is newer than V(1.9.0). Trailing zeros do not count, nor
            does text in front of the numbers, such as in V(Ver. 1.3.1).
          - A camera that does not state its version counts as being behind.
        type: str
        required: true
      src:
        description:
          - Canon's firmware file for this model, on the controller or on the gateway that the task is delegated to.
          - It is read only when the camera is behind O(firmware.minimum_version).
        type: path
      checksum:
        description:
          - Checksum of O(firmware.src), either C(algorithm:digest) or a digest alone, which is then one of SHA-256. Needs
            O(firmware.src).
          - A file with another checksum is refused, and nothing of it is sent to the camera.
        type: str
  date_time:
    description:
      - Set date and time of a network camera, as M(netcam.hardening.date_time) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      method:
        description:
          - Where the camera's time comes from. V(manual) means set by hand, V(ntp) means from O(date_time.ntp_server). Both
            generations have both.
          - The guide asks for a correct clock. This collection recommends V(ntp), because a clock that is set once drifts away.
          - V(ntp) is refused when neither O(date_time.ntp_server) nor the camera names a server.
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
  log_notification:
    description:
      - Set which log entries a network camera reports, as M(netcam.hardening.log_notification) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      level:
        description:
          - What is reported. V(disable) reports nothing, V(errors) is the guide's C([Error]), and V(errors_and_warnings) is its
            C([Errors and warnings]). Both generations have all three.
          - This collection recommends V(errors_and_warnings), because a wrong password is a warning in the log, code H144.
          - The guide prints no factory default.
        type: str
        choices: [disable, errors, errors_and_warnings]
  account_policy:
    description:
      - Set the rules for passwords and failed logins that a network camera keeps itself, as M(netcam.hardening.account_policy)
        does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      complexity:
        description:
          - What a new password must have. An option that is not given is left as it is.
        type: dict
        suboptions:
          min_length:
            description:
              - How many characters it must have at least, 0 to 128. V(0) asks for nothing.
            type: int
          uppercase:
            description:
              - How many upper case letters it must have at least, 0 to 128.
            type: int
          number:
            description:
              - How many digits it must have at least, 0 to 128.
            type: int
          special_chars:
            description:
              - How many special characters it must have at least, 0 to 128. The standard does not say which characters these
                are.
            type: int
          block_username_occurrence:
            description:
              - Whether a password that holds the user's name is refused.
            type: bool
      history:
        description:
          - Whether old passwords are refused. An option that is not given is left as it is.
        type: dict
        suboptions:
          enable:
            description:
              - Whether the camera keeps old passwords and refuses them.
              - With C(update_password=always) in M(netcam.hardening.users) a camera that does so refuses the second run.
            type: bool
          length:
            description:
              - How many old passwords of a user are refused, 0 to 255.
            type: int
      failed_logins:
        description:
          - When the camera sends an event about failed logins, C(tns1:Device/SecurityPolicy/AuthFailed). It does not lock
            anybody out by that. An option that is not given is left as it is.
        type: dict
        suboptions:
          enable:
            description:
              - Whether the camera sends the event.
            type: bool
          monitor_period:
            description:
              - Period in seconds in which failed logins are counted, 1 to 86400.
            type: int
          max_failures:
            description:
              - How many failed logins within the period cause the event, 1 to 1000.
            type: int
  users:
    description:
      - Manage the authorized users of a network camera, as M(netcam.hardening.users) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      accounts:
        description:
          - The accounts, at most 50. Factory default is none. The number is that of the models whose manual is public.
          - An empty list with O(users.exclusive=true) removes all accounts.
        type: list
        elements: dict
        required: true
        suboptions:
          name:
            description:
              - Name of the user, 1 to 15 characters, letters, digits, hyphen and underscore, on both generations. Each name
                once.
            type: str
            required: true
          password:
            description:
              - Password of the user, 8 to 31 printable ASCII characters on both generations.
              - Needed for an account that the camera does not have yet. Without it an account that is there keeps its password.
              - A password that does not follow the guide's advice, pages A-7 and B-7, gives a warning.
            type: str
      state:
        description:
          - Whether the accounts must exist or must not.
        type: str
        choices: [present, absent]
        default: present
      exclusive:
        description:
          - Whether accounts that are on the camera and not in O(users.accounts) are removed. Goes with O(users.state=present)
            only.
          - The guide recommends as few accounts as are needed, which means V(true).
        type: bool
        default: false
      update_password:
        description:
          - When the password of an account is written. V(on_create) writes it together with a new account only. V(always)
            writes every password that is given, and reports a change in every run.
        type: str
        choices: [always, on_create]
        default: on_create
  user_authority:
    description:
      - Restrict what the users of a network camera may do, as M(netcam.hardening.user_authority) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      authorized:
        description:
          - Authority of the authorized users, the same for all of them. An option that is not given is left as it is.
          - The guide recommends the least that is needed.
        type: dict
        suboptions:
          privileged_camera_control:
            description:
              - Whether they may control the camera with priority, much like the administrator. Needs
                O(user_authority.authorized.camera_control). Factory default is V(true).
            type: bool
          camera_control:
            description:
              - Whether they may control the camera, such as pan, tilt and zoom. Needs O(user_authority.authorized.video).
                Factory default is V(true).
            type: bool
          video:
            description:
              - Whether they get video. Factory default is V(true).
            type: bool
          audio:
            description:
              - Whether they get audio. Factory default is V(true).
            type: bool
      guest:
        description:
          - Authority of guests, who need neither name nor password. An option that is not given is left as it is.
          - The guide recommends V(false) for all of them, unless the video is for the general public.
        type: dict
        suboptions:
          camera_control:
            description:
              - Whether guests may control the camera. Needs O(user_authority.guest.video). Factory default is V(true), the
                guide recommends V(false).
            type: bool
          video:
            description:
              - Whether guests get video. Factory default is V(true), the guide recommends V(false).
            type: bool
          audio:
            description:
              - Whether guests get audio. Factory default is V(true), the guide recommends V(false).
            type: bool
      viewer_authentication:
        description:
          - Whether the camera viewer asks for a login, C([Authenticate]). The guide recommends V(true) and prints no factory
            default.
          - It applies to the camera viewer only. All other ways to the video are closed by the options of
            O(user_authority.guest).
        type: bool
  host_access:
    description:
      - Restrict the hosts that may reach a network camera, as M(netcam.hardening.host_access) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      ipv4:
        description:
          - The IPv4 list. An option that is not given is left as it is.
        type: dict
        suboptions:
          apply:
            description:
              - Whether the restrictions are in force. Factory default is V(false).
            type: bool
          default_policy:
            description:
              - What happens to a host that no row matches. The guide recommends V(prohibit).
            type: str
            choices: [authorize, prohibit]
          rows:
            description:
              - The whole list, at most 20 rows. Rows that are on the camera and not here are removed.
              - Rows that authorize only are compared without regard to their order. Where rows with different actions overlap,
                the order counts.
            type: list
            elements: dict
            suboptions:
              address:
                description:
                  - Address of a host or a network. V(192.0.2.0/24) sets O(host_access.ipv4.rows[].prefix_length) too.
                  - A network must not have host bits set.
                type: str
                required: true
              prefix_length:
                description:
                  - Number of leading bits that count, 0 to 32. The default is 32, a single host.
                type: int
              action:
                description:
                  - What happens to hosts that match.
                type: str
                choices: [authorize, prohibit]
                default: authorize
      ipv6:
        description:
          - The IPv6 list. An option that is not given is left as it is.
        type: dict
        suboptions:
          apply:
            description:
              - Whether the restrictions are in force. Factory default is V(false).
            type: bool
          default_policy:
            description:
              - What happens to a host that no row matches. The guide recommends V(prohibit).
            type: str
            choices: [authorize, prohibit]
          rows:
            description:
              - The whole list, at most 20 rows. Rows that are on the camera and not here are removed.
              - Rows that authorize only are compared without regard to their order. Where rows with different actions overlap,
                the order counts.
            type: list
            elements: dict
            suboptions:
              address:
                description:
                  - Address of a host or a network. V(2001:db8::/64) sets O(host_access.ipv6.rows[].prefix_length) too.
                  - A network must not have host bits set.
                type: str
                required: true
              prefix_length:
                description:
                  - Number of leading bits that count, 0 to 128. The default is 128, a single host.
                type: int
              action:
                description:
                  - What happens to hosts that match.
                type: str
                choices: [authorize, prohibit]
                default: authorize
      must_keep_access:
        description:
          - Addresses and networks that must keep access beside this host, for example the recorder, the video management system
            and a second administrator. The task is refused when one of them would lose it.
          - When there is address translation between this host and the camera, list the address that the camera sees.
        type: list
        elements: str
        default: []
  http_server:
    description:
      - Set authentication method and ports of a network camera's web server, as M(netcam.hardening.http_server) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      auth_method:
        description:
          - How users log in to the web server. Both generations have V(basic) and V(digest). The guide recommends V(digest),
            because V(basic) sends the password unencrypted. It prints no factory default.
          - V(basic) over plain HTTP is refused, unless O(allow_clear_text=true) consents.
          - After a change the camera's own challenge is compared with what is wanted.
          - Viewers and recorders must support digest authentication.
        type: str
        choices: [basic, digest]
      http_port:
        description:
          - Port of the HTTP server. Allowed are 80 and 1024 to 65535 on both generations. Factory default is V(80).
          - The guide recommends another port where there is concern that the well-known one is used for intrusion.
        type: int
      https_port:
        description:
          - Port of the HTTPS server. Allowed are 443 and 1024 to 65535 on both generations. Factory default is V(443).
          - The guide recommends another port where there is concern that the well-known one is used for intrusion.
        type: int
      check_time_on_authentication:
        description:
          - Whether the camera compares the time when somebody logs in, C([Check Time on Authentication]) below C([Server] >
            [Server]).
          - Only models released before 2022 have it. On models released in and after 2022 it is an error, or with
            O(on_unsupported=report) an entry in RV(not_applicable).
          - The guide's screen on page B-21 shows C([Check]). It prints neither an explanation nor a factory default.
        type: bool
  snmp_server:
    description:
      - Set the SNMP server of a network camera, as M(netcam.hardening.snmp_server) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      v1_v2c:
        description:
          - Whether the camera answers by SNMP v1 and v2c, which send everything in clear text.
          - Factory default is V(false), the guide recommends V(false). V(true) gives a warning.
        type: bool
      v3:
        description:
          - Whether the camera answers by SNMP v3. Factory default is V(false).
        type: bool
      contact:
        description:
          - Administrator contact information, up to 63 printable ASCII characters.
        type: str
      function_name:
        description:
          - Administration function name, up to 31 printable ASCII characters.
        type: str
      location:
        description:
          - Installation location, up to 31 printable ASCII characters.
        type: str
      user_name:
        description:
          - Name of the SNMP v3 user, up to 32 printable ASCII characters.
        type: str
      security_level:
        description:
          - What SNMP v3 protects. V(none) protects nothing, V(authentication) needs O(snmp_server.auth_password), and
            V(authentication_and_encryption) needs O(snmp_server.auth_password) and O(snmp_server.encryption_password).
          - The guide recommends V(authentication_and_encryption).
        type: str
        choices: [none, authentication, authentication_and_encryption]
      auth_algorithm:
        description:
          - Authentication algorithm of SNMP v3. This collection recommends V(sha1), the stronger one.
        type: str
        choices: [md5, sha1]
      auth_password:
        description:
          - Authentication password of SNMP v3, 8 to 32 printable ASCII characters.
        type: str
      encryption_algorithm:
        description:
          - Encryption algorithm of SNMP v3. This collection recommends V(aes), the stronger one.
        type: str
        choices: [des, aes]
      encryption_password:
        description:
          - Encryption password of SNMP v3, 8 to 32 printable ASCII characters.
        type: str
      update_password:
        description:
          - When the passwords are written. V(on_create) writes a password that the camera does not have yet. On cameras that do
            not even tell this, it is written together with any other change of the SNMP server. V(always) writes every password
            that is given, and reports a change in every run.
        type: str
        choices: [always, on_create]
        default: on_create
  ftp_server:
    description:
      - Switch the FTP server of a network camera on or off, as M(netcam.hardening.ftp_server) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      ftp:
        description:
          - Whether the camera runs its FTP server. Factory default is V(false), the guide recommends V(false).
          - Only models released before 2022 have it. On models released in and after 2022 it is an error, or with
            O(on_unsupported=report) an entry in RV(not_applicable).
        type: bool
  rtp_server:
    description:
      - Set the RTP server of a network camera, as M(netcam.hardening.rtp_server) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      rtp:
        description:
          - Whether the camera delivers by RTP. Factory default is V(true).
          - The guide recommends V(false) where neither the recording system nor a viewer needs RTP.
          - The guide names it for both generations, but the screen that it prints for models released in and after 2022 does
            not show it. Where a model has no such setting it is unsupported, see O(on_unsupported).
        type: bool
      rtsp_auth_method:
        description:
          - How viewers log in by RTSP. Both generations have V(basic) and V(digest). The guide recommends V(digest), because
            V(basic) sends the password unencrypted. It prints no factory default.
          - Viewers and recorders must support digest authentication.
        type: str
        choices: [basic, digest]
      rtsp_port:
        description:
          - Port of the RTSP server. Allowed are 554 and 1024 to 65535 on both generations. Factory default is V(554).
          - The guide recommends another port where there is concern that the well-known one is used for intrusion.
        type: int
      audio:
        description:
          - Multicast of audio. Groups that are not listed are left as they are.
        type: list
        elements: dict
        suboptions:
          index:
            description:
              - Number of the group, from 1. There are 2 on models released in and after 2022, and 1 on models released before
                2022.
              - Each number can be given once.
            type: int
            required: true
          multicast_address:
            description:
              - Multicast address, V(224.0.0.0) to V(239.255.255.255). Factory default is V(0.0.0.0), which means off.
            type: str
          multicast_port:
            description:
              - Multicast port, 1024 to 65535. Factory default is V(0), which means off.
            type: int
          multicast_ttl:
            description:
              - How many routers a packet may pass, 0 to 255. Factory default is V(1).
            type: int
      stream:
        description:
          - Multicast of the RTP streams. Streams that are not listed are left as they are.
        type: list
        elements: dict
        suboptions:
          index:
            description:
              - Number of the stream, 1 to 5 on both generations. Each number can be given once.
            type: int
            required: true
          multicast_address:
            description:
              - Multicast address, V(224.0.0.0) to V(239.255.255.255). Factory default is V(0.0.0.0), which means off.
            type: str
          multicast_port:
            description:
              - Multicast port, 1024 to 65535. Factory default is V(0), which means off.
            type: int
          multicast_ttl:
            description:
              - How many routers a packet may pass, 0 to 255. Factory default is V(1).
            type: int
  certificate:
    description:
      - Install, renew and remove the server certificate of a network camera, as M(netcam.hardening.certificate) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      state:
        description:
          - Whether the camera has a server certificate.
          - V(absent) removes every server certificate that the camera holds, with O(certificate.common_name) only those for
            this name, and with O(certificate.source=self_signed) only self-signed ones. O(certificate.source) is not needed
            then, and the options about a new certificate count for nothing.
          - V(absent) is refused while HTTPS is served with the certificate and no other takes over, and without a backup file
            of a certificate that an authority has issued, see O(certificate.backup_dir). A self-signed one needs none, because
            the camera makes another one at any time.
          - With O(certificate.ca_dir) and O(certificate.ca_passphrase), V(absent) revokes the certificate in the register of
            the authority.
        type: str
        choices: [present, absent]
        default: present
      source:
        description:
          - Where the certificate comes from. Required for O(certificate.state=present).
          - V(site_ca) has the camera's request signed by the authority in O(certificate.ca_dir).
          - V(command) has it signed by the program O(certificate.command).
          - V(files) installs the certificate of O(certificate.src) or O(certificate.content). Without a key beside it, the
            certificate must be for the request that the camera holds.
          - V(request) only makes a signing request, or returns the pending one, in RV(csr), for another task or person to sign.
            The signed certificate is then installed with V(files). ONVIF keeps no requests, so there each run makes another one
            for the same key, and reports a change.
          - V(self_signed) lets the camera make a certificate for itself. It encrypts, but nobody can tell it from an
            impostor's, so the guide advises it for tests only. It is trusted by its fingerprint in O(known_certificates).
        type: str
        choices: [site_ca, self_signed, command, files, request]
      ca_dir:
        description:
          - Folder of the authority that M(netcam.hardening.site_ca) has made. Its register tells what was issued to whom.
        type: path
      ca_passphrase:
        description:
          - Passphrase of the authority's key.
        type: str
      command:
        description:
          - Program and arguments. It gets the signing request (PEM) on its standard input, and prints the certificate, followed
            by its intermediates (PEM). No shell is involved.
        type: list
        elements: str
      src:
        description:
          - File with the certificate and its intermediates in any order, PEM, DER, or PKCS#12, perhaps with the key.
        type: path
      content:
        description:
          - The certificate and its intermediates as PEM text, such as another task has returned it.
        type: str
      private_key:
        description:
          - File with the key for O(certificate.src) or O(certificate.content), when it was made outside the camera. It is sent
            to the camera encrypted.
        type: path
      passphrase:
        description:
          - Passphrase of O(certificate.private_key), or of the PKCS#12 file O(certificate.src).
        type: str
      common_name:
        description:
          - Common name of the subject, at most 64 characters. The default is the first of O(certificate.names).
        type: str
      names:
        description:
          - DNS names and IP addresses by which clients reach the camera, for subjectAltName.
          - The default is the camera's address in the inventory, and its inventory name where that can be a DNS name.
        type: list
        elements: str
      country:
        description:
          - Country (C), two letters.
        type: str
      state_or_province:
        description:
          - State or province (ST), at most 128 characters.
        type: str
      locality:
        description:
          - Locality (L), at most 128 characters.
        type: str
      organization:
        description:
          - Organization (O), at most 64 characters.
        type: str
      organizational_unit:
        description:
          - Organizational unit (OU), at most 64 characters.
        type: str
      days:
        description:
          - Validity in days, for V(site_ca) and V(self_signed).
        type: int
        default: 397
      renew_before:
        description:
          - Days before its end from which a certificate is replaced.
        type: int
        default: 30
      key_type:
        description:
          - Kind of the key. Cameras that make one kind only ignore it.
        type: str
        choices: [rsa, ec]
        default: rsa
      key_size:
        description:
          - Size of the key in bits, V(2048), V(3072), or V(4096) for O(certificate.key_type=rsa), V(256) or V(384) for
            O(certificate.key_type=ec). The default is V(3072) or V(256), as the ONVIF Security Baseline asks. Cameras that make
            one size only ignore it.
        type: int
      key_on_controller:
        description:
          - As a last resort, for cameras that cannot make a key, makes it on the controller, sends it to the camera encrypted,
            and forgets it.
        type: bool
        default: false
      remove_replaced:
        description:
          - Removes the certificate that was replaced from the camera, where the camera can hold several, and revokes it in the
            register of O(certificate.ca_dir).
        type: bool
        default: true
      backup_dir:
        description:
          - Folder on the controller for backup files of certificates. It is made where it is missing.
          - Every certificate that is installed is kept there first as C(<inventory name>.pem), with its intermediates. The one
            in use is kept as well. A file with another certificate stays beside it, with the beginning of its SHA-256
            fingerprint in its name.
          - With O(certificate.state=absent) the certificate must be there, or is put there where the camera hands it out. Where
            the camera tells only its name and its dates, these are compared.
          - The files hold no private key. A camera that removes the key together with the certificate cannot use them again.
        type: path
      force:
        description:
          - Replaces the certificate although it is not due. Every run then reports a change.
          - With O(certificate.state=absent), removes the certificate although there is no backup file of it.
        type: bool
        default: false
  ssl_tls:
    description:
      - Switch a network camera over to HTTPS, as M(netcam.hardening.ssl_tls) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      https_policy:
        description:
          - What the camera serves. V(http) is the guide's C([HTTP]), V(http_and_https) is C([HTTP and HTTPS]), V(https) is
            C([HTTPS]).
          - The guide prints no factory default.
          - On cameras where the page has a reboot button, each step of a switch-over takes effect only after a restart. Then
            the camera restarts twice, once to serve both protocols, and once more to close plain HTTP.
          - Video that is delivered by RTP or RTSP, and data that the camera uploads, are not encrypted by this setting.
        type: str
        choices: [http, http_and_https, https]
      minimum_tls_version:
        description:
          - The oldest TLS version that the camera's HTTPS server speaks. All versions that the camera has from there on are
            enabled, older ones are not.
          - The ONVIF Security Baseline asks for V(1.2). A version that would leave the camera without any is refused before it
            is written.
          - The guide has no such setting. Only cameras whose ONVIF Security service advertises it have it
            (C(SetEnabledTLSVersions)).
        type: str
        choices: ['1.0', '1.1', '1.2', '1.3']
  dot1x:
    description:
      - Let a network camera authenticate to its network by IEEE 802.1X, as M(netcam.hardening.dot1x) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      enable:
        description:
          - Whether the camera authenticates, the guide's C([802.1X Authentication]).
          - The guide prints no factory default.
        type: bool
      method:
        description:
          - The guide's C([Authentication Method]), in the words of the camera's code map. The guide prints V(EAP-TLS); the
            others differ by model. Over ONVIF the camera states its methods, such as V(EAP-TLS) and V(EAP-PEAP/MSCHAPv2).
          - Up to 32 characters.
        type: str
      user_name:
        description:
          - The guide's C([User Name]), the identity that the camera states. Up to 63 characters.
        type: str
      password:
        description:
          - Password of O(dot1x.user_name), for methods that have one instead of a certificate, such as V(EAP-PEAP/MSCHAPv2). Up
            to 128 characters; a camera may take fewer.
          - The guide has no such setting. Only cameras whose ONVIF Security service has 802.1X take it (C(UploadPassphrase)).
        type: str
      update_password:
        description:
          - When O(dot1x.password) is written. V(on_create) writes it to a camera that has none. V(always) writes it on every
            run, and always reports a change. Use it for one run to change the password.
        type: str
        choices: [always, on_create]
        default: on_create
      ca_certificate:
        description:
          - Certificates of the authorities that vouch for the authentication server. The path of a file, or PEM itself.
          - O(dot1x.ca_certificate) and O(dot1x.client_certificate) come together.
        type: str
      client_certificate:
        description:
          - Certificate of the camera, followed by its intermediates. The path of a file (PEM, DER or PKCS#12), or PEM itself.
          - A file that holds the private key as well makes O(dot1x.private_key) needless.
        type: str
      private_key:
        description:
          - Private key of O(dot1x.client_certificate), RSA or elliptic curve. The path of a file, or PEM itself.
          - A key in PEM that O(dot1x.private_key_passphrase) opens is sent as it is, with that passphrase. Any other key is
            encrypted under a random passphrase before it is sent.
        type: str
      private_key_passphrase:
        description:
          - Opens O(dot1x.private_key), or O(dot1x.client_certificate) where that is PKCS#12. The guide's C([Client Private Key
            Password]) has 1 to 234 characters.
        type: str
      update_material:
        description:
          - V(on_create) installs the files when the camera has none of a kind, and when it shows another certificate than
            O(dot1x.client_certificate). Canon cameras of 2022 and later show name and dates. Earlier ones show only that
            something is installed, so a new certificate for the same camera is not noticed there.
          - V(always) installs them on every run, and always reports a change. Use it for one run to renew the certificate of a
            camera that does not show it.
        type: str
        choices: [always, on_create]
        default: on_create
      confirm_network_ready:
        description:
          - Confirms that authentication server and switch port are prepared for this camera, and that the port lets the camera
            through for the moment in which its files are replaced.
          - Without it enabling, disabling and every change to an enabled 802.1X are refused, and nothing is written.
        type: bool
        default: false
  network:
    description:
      - Disable unused network functions of a network camera, as M(netcam.hardening.network) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      max_packet_size:
        description:
          - Largest packet in bytes, 576 to 1500 on both generations. Factory default is V(1500).
        type: int
      auto_ip:
        description:
          - Whether the camera takes an address out of C(169.254.0.0/16) even without DHCP.
          - Factory default is V(true). The guide recommends V(false) after the initial setting.
        type: bool
      ipv6:
        description:
          - IPv6. An option that is not given is left as it is.
        type: dict
        suboptions:
          enable:
            description:
              - Whether the camera uses IPv6.
              - The guide recommends to disable what is not used.
            type: bool
          auto_ra:
            description:
              - Whether the camera takes addresses that routers announce, C([Auto (RA\)]).
            type: bool
          auto_dhcpv6:
            description:
              - Whether the camera takes an address by DHCPv6, C([Auto (DHCPv6\)]).
            type: bool
          address:
            description:
              - IPv6 address that is set by hand. An empty text removes it.
            type: str
          prefix_length:
            description:
              - Number of leading bits of O(network.ipv6.address) that are the network, 16 to 128 on both generations. Factory
                default is V(64).
            type: int
          default_gateway:
            description:
              - IPv6 address of the default gateway. An empty text removes it.
            type: str
      dns:
        description:
          - Name service. An option that is not given is left as it is.
        type: dict
        suboptions:
          name_server_1:
            description:
              - IPv4 or IPv6 address of the first name server. An empty text removes it.
            type: str
          name_server_2:
            description:
              - IPv4 or IPv6 address of the second name server. An empty text removes it.
            type: str
          use_dhcp:
            description:
              - Whether the camera takes name servers by DHCP or DHCPv6.
            type: bool
          host_name:
            description:
              - Host name of the camera, up to 63 characters, letters, digits, dot, hyphen and underscore.
            type: str
          host_name_registration:
            description:
              - Whether the camera registers its host name by dynamic DNS.
            type: bool
          search_domains:
            description:
              - The whole list of search domains, in order, at most 6. Domains that are on the camera and not here are removed.
              - The guide does not print the number of rows.
            type: list
            elements: dict
            suboptions:
              name:
                description:
                  - Search domain, 1 to 63 characters, letters, digits, dot, hyphen and underscore. Each domain once.
                type: str
                required: true
      upnp_port_forwarding:
        description:
          - Whether the camera opens ports in the router by UPnP, C([Auto port forwarding]). Only i-PRO cameras have it.
          - While it is on, the camera lets nobody change its connection and ports. The collection recommends V(false).
        type: bool
      mdns:
        description:
          - Whether the camera announces its address and its host name by multicast DNS.
          - Factory default is V(true). The guide recommends V(false) after the initial setting.
          - Models released in and after 2022 take it at once, models released before 2022 after a restart.
        type: bool
      ws_discovery:
        description:
          - Whether the camera answers WS-Discovery, by which it tells its address, model and name to everybody on the network
            who asks. Recorders may look for their cameras that way.
          - The guide does not have it. It is ONVIF's discovery mode (C(SetDiscoveryMode)), and reaches every camera that has an
            ONVIF service, whatever its maker.
          - A directed or multicast probe of UDP port 3702 shows the effect.
        type: bool
  backup:
    description:
      - Back up and restore the settings of a network camera, as M(netcam.hardening.backup) does.
      - What is guarded and refused there is guarded and refused here.
    type: dict
    suboptions:
      dest:
        description:
          - File to save the settings to, on the controller or on the gateway that the task is delegated to. Its folder must
            exist.
          - A file that exists is left as it is, unless O(backup.force=true).
        type: path
        required: true
      encryption_password:
        description:
          - Password that encrypts the backup, C([Encryption Password]), 1 to 32 characters. The guide prints no limits.
          - A password that does not follow the guide's advice, pages A-7 and B-7, gives a warning.
        type: str
        required: true
      force:
        description:
          - With O(backup.dest), takes a new backup and overwrites the file.
        type: bool
        default: false
      part:
        description:
          - What is backed up or restored, V(settings) or V(certificates). The guide does not say whether a backup of the
            settings holds the certificates as well.
          - A backup of the V(certificates) holds the private key. It is not taken where the camera's code map has no place for
            the encryption password. It exists on cameras released before 2022.
        type: str
        choices: [settings, certificates]
        default: settings
seealso:
  - module: netcam.hardening.administrator
  - module: netcam.hardening.firmware
  - module: netcam.hardening.date_time
  - module: netcam.hardening.log_notification
  - module: netcam.hardening.account_policy
  - module: netcam.hardening.users
  - module: netcam.hardening.user_authority
  - module: netcam.hardening.host_access
  - module: netcam.hardening.http_server
  - module: netcam.hardening.snmp_server
  - module: netcam.hardening.ftp_server
  - module: netcam.hardening.rtp_server
  - module: netcam.hardening.certificate
  - module: netcam.hardening.ssl_tls
  - module: netcam.hardening.dot1x
  - module: netcam.hardening.network
  - module: netcam.hardening.backup
  - module: netcam.hardening.device_info
"""

EXAMPLES = r"""
- name: Harden a camera in one session
  netcam.hardening.settings:
    date_time:
      method: ntp
      ntp_server: 192.0.2.123
      time_zone: Europe/Berlin
    log_notification:
      level: errors_and_warnings
    user_authority:
      guest:
        camera_control: false
        video: false
        audio: false
      viewer_authentication: true
    host_access:
      ipv4:
        apply: true
        default_policy: prohibit
        rows:
          - address: 192.0.2.0/24
          - address: 198.51.100.20
      must_keep_access:
        - 198.51.100.20
    http_server:
      auth_method: digest
    snmp_server:
      v1_v2c: false
      v3: false
    network:
      auto_ip: false
      mdns: false

- name: Set up a camera, keep a backup, and list what a person must set
  netcam.hardening.settings:
    administrator:
      name: lobby-keeper
      password: "{{ vaulted_password }}"
    ftp_server:
      ftp: false
    rtp_server:
      rtsp_auth_method: digest
    backup:
      dest: "{{ playbook_dir }}/{{ inventory_hostname }}.backup"
      encryption_password: "{{ vaulted_backup_password }}"
    camera_user: lobby-keeper
    camera_password: "{{ vaulted_password }}"
    initial_user: root
    initial_password: "{{ vaulted_initial_password }}"
    on_unsupported: report
  register: hardening

- name: Do a part of what the inventory wants
  netcam.hardening.settings:
    select:
      - http_server
      - rtp_server
    http_server:
      auth_method: digest
    rtp_server:
      rtsp_auth_method: digest
    network:
      mdns: false

- name: See what would change, without a single write
  netcam.hardening.settings:
    network:
      auto_ip: false
      mdns: false
  check_mode: true
  diff: true
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
      sample: http_server.auth_method
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Authentication Method
    area:
      description: Area of the setting.
      type: str
      sample: http_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: basic
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: digest
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
      sample: ftp_server.ftp
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Use FTP Server
    area:
      description: Area of the setting.
      type: str
      sample: ftp_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Server] > [Server] > [FTP Server]"
    reason:
      description: Why it is manual.
      type: str
      sample: the profile of this camera has no code for it
not_applicable:
  description: Ids of wanted settings that this camera's generation does not have, with O(on_unsupported=report).
  returned: always
  type: list
  elements: str
  sample:
    - ftp_server.ftp
settings:
  description: State of the managed settings after the run, by id. Passwords are masked.
  returned: always
  type: dict
  sample:
    http_server.auth_method: digest
    network.ipv4.auto_ip: false
    network.mdns: false
evidence:
  description: What was seen from outside that proves an effect.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting or the area.
      type: str
      sample: http_server.auth_method
    seen:
      description: What was seen.
      type: str
      sample: the camera asks for digest authentication
restart:
  description:
    - Whether settings needed a restart, and whether it was done. The restart that belongs to a firmware update is not counted.
  returned: always
  type: dict
  sample:
    done: true
    needed: true
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
    code: refused
    setting: "[Security] > [Host Access Restrictions]"
dest:
  description: The file with the backup.
  returned: when a backup was taken, or would be in check mode
  type: str
  sample: /srv/backups/lobby.backup
certificate:
  description: The certificate in use after the run, as M(netcam.hardening.certificate) returns it.
  returned: when O(certificate) was given and selected
  type: dict
  sample:
    common_name: 192.0.2.10
    due: null
    served: true
csr:
  description: The signing request in PEM, for O(certificate.source=request). V(null) in check mode when there is none yet.
  returned: when O(certificate.source=request)
  type: str
  sample: "-----BEGIN CERTIFICATE REQUEST-----..."
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("settings")


if __name__ == "__main__":
    main()
