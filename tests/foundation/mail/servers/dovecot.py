"""A real Dovecot with its own folders, on loopback, with one mailbox that is read over IMAP."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imap_tools import MailBoxUnencrypted

from tests.foundation.mail.servers.postfix import answers
from tests.ports import free_port
from tests.processes import wait_until

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
mail_location = maildir:{folder}/mail
first_valid_uid = 1
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@contextmanager
def dovecot() -> Iterator[str]:
    """Run Dovecot; gives the address of its mailbox as the site wants it."""
    folder, port = Path(tempfile.mkdtemp(prefix="dueregard-dovecot-")), free_port()
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    is_root = os.geteuid() == 0
    me = pwd.getpwnam("mail" if is_root else pwd.getpwuid(os.geteuid()).pw_name)
    if is_root:
        shutil.chown(folder / "mail", me.pw_uid, me.pw_gid)
    own = pwd.getpwuid(os.geteuid()).pw_name
    values = {
        "folder": folder,
        "port": port,
        "uid": me.pw_uid,
        "gid": me.pw_gid,
        "internal": "dovecot" if is_root else own,
        "login": "dovenull" if is_root else own,
        "group": "dovecot" if is_root else own,
    }
    (folder / "dovecot.conf").write_text(CONFIGURATION.format(**values))
    process = subprocess.Popen(["dovecot", "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.PIPE)
    try:
        wait_until(lambda: answers(port) or process.poll() is not None, what="Dovecot")
        assert process.poll() is None, f"Dovecot did not start: {process.communicate()[1].decode()}"
        yield f"imap://northport:secret@127.0.0.1:{port}/INBOX"
    finally:
        process.terminate()
        process.communicate(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def put_into(url: str, mails: list[bytes]) -> None:
    """Put mails into the mailbox, as its own server would."""
    port = int(url.rpartition(":")[2].partition("/")[0])
    with MailBoxUnencrypted("127.0.0.1", port).login("northport", "secret") as box:
        for raw in mails:
            box.append(raw, "INBOX", dt=None, flag_set=[])


def seen_in(url: str) -> list[bool]:
    """Return for each message of the mailbox whether it is marked as seen."""
    port = int(url.rpartition(":")[2].partition("/")[0])
    with MailBoxUnencrypted("127.0.0.1", port).login("northport", "secret") as box:
        return ["\\Seen" in message.flags for message in box.fetch(mark_seen=False)]
