# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Device Management: reboot, factory default, log, and the addresses where files go in and out."""

from __future__ import annotations

from . import mtom
from .fault import bad_value, sender
from .registry import Access, Call, device
from .xml import el, leaf


@device("SystemReboot", Access.UNRECOVERABLE)
def system_reboot(call: Call) -> str:
    """Reboot; the answer comes before."""
    call.body.end()
    call.after.append(call.camera.restart)
    return leaf("tds:Message", "Rebooting")


@device("SetSystemFactoryDefault", Access.UNRECOVERABLE)
def set_system_factory_default(call: Call) -> str:
    """Soft keeps what leads to the camera, hard keeps nothing; both restart."""
    kind = call.body.one("FactoryDefault").word("Hard", "Soft")
    call.body.end()
    call.camera.counters["initialisations"] += 1
    call.camera.initialise(keep=kind == "Soft")
    call.after.append(call.camera.restart)
    return ""


@device("GetSystemLog", Access.READ_SYSTEM_SECRET, "system_logging")
def get_system_log(call: Call) -> str:
    """The log as text."""
    kind = call.body.one("LogType").word("System", "Access")
    call.body.end()
    if kind == "Access":
        raise sender("ter:InvalidArgs", "ter:AccesslogUnavailable")
    call.camera.counters["log_reads"] += 1
    text = "".join(f"{line}\n" for line in call.camera.log.lines)
    if not call.service.quirks.on("binary_log"):
        return el("tds:SystemLog", leaf("tt:String", text))
    call.attachments["log"] = text.encode()
    return el("tds:SystemLog", mtom.reference("tt:Binary", "log"))


@device("GetSystemUris", Access.READ_SYSTEM_SENSITIVE)
def get_system_uris(call: Call) -> str:
    """Where log and backup can be fetched."""
    call.body.end()
    files, found = call.service.files, ""
    if call.service.has("http_logging"):
        log = el("tt:SystemLog", leaf("tt:Type", "System"), leaf("tt:Uri", call.base + files.offer("log")))
        found += el("tds:SystemLogUris", log)
    if call.service.has("http_backup"):
        found += leaf("tds:SystemBackupUri", call.base + files.offer("backup"))
    return found


@device("StartFirmwareUpgrade", Access.UNRECOVERABLE, "http_firmware")
def start_firmware_upgrade(call: Call) -> str:
    """Where to send a firmware file."""
    call.body.end()
    uri = call.base + call.service.files.offer("firmware")
    return leaf("tds:UploadUri", uri) + leaf("tds:UploadDelay", "PT0S") + leaf("tds:ExpectedDownTime", "PT10S")


@device("StartSystemRestore", Access.UNRECOVERABLE, "http_backup")
def start_system_restore(call: Call) -> str:
    """Where to send a backup file."""
    call.body.end()
    return leaf("tds:UploadUri", call.base + call.service.files.offer("restore")) + leaf(
        "tds:ExpectedDownTime", "PT10S"
    )


# The older way, with the files beside the message


@device("GetSystemBackup", Access.READ_SYSTEM_SECRET, "system_backup")
def get_system_backup(call: Call) -> str:
    """All saved settings as one file."""
    call.body.end()
    call.attachments["backup"] = call.service.files.backup()
    return el("tds:BackupFiles", leaf("tt:Name", "settings.bkp"), mtom.reference("tt:Data", "backup"))


@device("RestoreSystem", Access.UNRECOVERABLE, "system_backup")
def restore_system(call: Call) -> str:
    """Take the settings of a backup file, and restart."""
    files = call.body.many("BackupFiles")
    call.body.end()
    for given in files:
        given.one("Name")
        if not call.service.files.restore(mtom.content(given.one("Data"), call.parts)):
            raise bad_value("ter:InvalidBackupFile", "No backup file of this model")
    if not files:
        raise bad_value("ter:InvalidBackupFile", "No file given")
    call.after.append(call.camera.restart)
    return ""


@device("UpgradeSystemFirmware", Access.UNRECOVERABLE, "system_backup")
def upgrade_system_firmware(call: Call) -> str:
    """Take a firmware file, and restart."""
    data = mtom.content(call.body.one("Firmware"), call.parts)
    call.body.end()
    if not call.service.files.upgrade(data):
        raise sender("ter:InvalidArgs", "ter:InvalidFirmware", reason="No firmware file for this model")
    call.after.append(call.camera.restart)
    return leaf("tds:Message", "Restarting with the new firmware")
