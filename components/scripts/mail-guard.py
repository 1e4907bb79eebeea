#!/usr/bin/python3
"""The rate guard of the mail relay, and what a person asks it.

epicerie-mail guard              answers Postfix (http://www.postfix.org/SMTPD_POLICY_README.html)
epicerie-mail show BENEFICIARY   prints its limit, whether it is stopped, and its queue, as JSON
epicerie-mail release|discard BENEFICIARY   lets it send again, with its held messages or without them

Debian's own rate limiters (postfwd, policyd-rate-limit) let mail through again once the minutes are over. Here who sends
too much stays stopped until somebody has looked, what it sends meanwhile is held, and that is told once.
"""

import collections
import datetime
import email.message
import json
import os
import pathlib
import socket
import subprocess
import sys
import threading
import time

ACCOUNTS = pathlib.Path(os.environ.get("EPICERIE_MAIL_ACCOUNTS", "/etc/epicerie/mail/accounts"))
STOPPED = pathlib.Path(os.environ.get("EPICERIE_MAIL_STOPPED", "/var/lib/epicerie-mail"))


def account_of(name):
    try:
        return json.loads((ACCOUNTS / f"{name}.json").read_text())
    except FileNotFoundError:
        return None


class Guard:
    """How many recipients each beneficiary wrote to lately."""

    def __init__(self, alert, now=time.monotonic):
        self.alert, self.now = alert, now
        self.sent = collections.defaultdict(collections.deque)
        self.lock = threading.Lock()

    def decide(self, request):
        name = request.get("sasl_username", "").partition("@")[0]
        account = account_of(name) if name else None
        if account is None:
            return "REJECT this login is no longer known"
        with self.lock:
            mark = STOPPED / name
            if mark.exists():
                return "HOLD its beneficiary is stopped"
            recent = self.sent[name]
            while recent and recent[0][0] <= self.now() - account["minutes"] * 60:
                recent.popleft()
            recent.append((self.now(), max(1, int(request.get("recipient_count") or 1))))
            if sum(count for _, count in recent) <= account["limit"]:
                return "DUNNO"
            recent.clear()
            mark.touch()
        self.alert(name, account)
        return "HOLD its beneficiary has sent too much"


def alert(name, account):
    message = email.message.EmailMessage()
    message["From"], message["To"] = account["from"], account["contact"]
    message["Subject"] = f"Envois de courriels arrêtés : {account['displayName']}"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"""Bonjour,

Les applications de {account['displayName']} ont écrit à plus de {account['limit']} destinataires en {account['minutes']} minutes.
Leurs envois sont arrêtés. Rien n'est perdu : les messages suivants attendent sur le serveur, les autres associations
ne sont pas touchées.

Dans le dossier d'Épicerie :
  ce qui attend :             npm run epicerie -- mail {name} --engine pulumi
  si c'est un envoi voulu :   npm run epicerie -- mail {name} --engine pulumi --release
  si c'est du courrier indésirable, trouvez d'abord d'où il part (formulaire, extension, mot de passe volé), puis :
                              npm run epicerie -- mail {name} --engine pulumi --discard
Ou par SSH, sur le serveur {socket.getfqdn()} : sudo epicerie-mail show, release ou discard, puis {name}.

Ce message n'est envoyé qu'une fois par arrêt.
""")
    command = ["/usr/sbin/sendmail", "-f", account["from"], "-t", "-i"]
    try:
        subprocess.run(command, input=message.as_bytes(), check=True, timeout=60)
        print(f"{name} is stopped; {account['contact']} is told", flush=True)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"{name} is stopped; nobody could be told: {error}", file=sys.stderr, flush=True)


def answer(connection, guard):
    with connection, connection.makefile("rw", encoding="utf-8", errors="replace", newline="\n") as stream:
        request = {}
        for line in stream:
            key, separator, value = line.rstrip("\n").partition("=")
            if separator:
                request[key] = value
            elif request:
                stream.write(f"action={guard.decide(request)}\n\n")
                stream.flush()
                request = {}


def serve():
    # The first socket that systemd passes. Source: sd_listen_fds(3)
    listener, guard = socket.socket(fileno=3), Guard(alert)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=answer, args=(connection, guard), daemon=True).start()


def queue_of(name):
    """Its messages: nobody but their beneficiary may use its domain as sender."""
    domain = (account_of(name) or {}).get("domain")
    lines = subprocess.run(["postqueue", "-j"], check=True, capture_output=True, text=True).stdout.splitlines()
    messages = [json.loads(line) for line in lines]
    return [message for message in messages if domain and message["sender"].endswith(f"@{domain}")]


def held(name):
    return [message for message in queue_of(name) if message["queue_name"] == "hold"]


def stopped_since(mark):
    try:
        return datetime.datetime.fromtimestamp(mark.stat().st_mtime, datetime.timezone.utc).isoformat(timespec="seconds")
    except FileNotFoundError:
        return None


def show(name):
    account, mark = account_of(name) or {}, STOPPED / name
    messages = queue_of(name)
    print(json.dumps({
        "limit": account.get("limit"),
        "minutes": account.get("minutes"),
        "stoppedSince": stopped_since(mark),
        "waiting": sum(message["queue_name"] != "hold" for message in messages),
        "held": [{
            "at": message["arrival_time"],
            "from": message["sender"],
            "to": [recipient["address"] for recipient in message["recipients"]],
        } for message in messages if message["queue_name"] == "hold"],
    }))


def change(name, option):
    """Starts it again, then releases (-H) or deletes (-d) what was held until now."""
    messages = held(name)
    (STOPPED / name).unlink(missing_ok=True)
    messages += held(name)
    ids = {message["queue_id"] for message in messages}
    if ids:
        subprocess.run(["postsuper", option, "-"], input="\n".join(ids), text=True, check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["postqueue", "-f"], check=True)
    print(json.dumps({"messages": len(ids)}))


if __name__ == "__main__":
    verb, names = sys.argv[1], sys.argv[2:]
    if names and account_of(names[0]) is None:
        sys.exit(f"{names[0]} has no account on this relay")
    {
        "guard": serve,
        "show": show,
        "release": lambda name: change(name, "-H"),
        "discard": lambda name: change(name, "-d"),
    }[verb](*names)
