#!/usr/bin/python3
"""The rate guard of the mail relay, and what a person asks it.

epicerie-mail guard              answers Postfix (http://www.postfix.org/SMTPD_POLICY_README.html), and tells of who is stopped
epicerie-mail show BENEFICIARY   prints its limit, whether it is stopped, and its queue, as JSON
epicerie-mail release|discard BENEFICIARY   lets it send again, with its held messages or without them
epicerie-mail remove BENEFICIARY   takes its login away, and the rest once nothing of it waits
epicerie-mail sweep              forgets who was removed and has nothing left here

Debian's own rate limiters (postfwd, policyd-rate-limit) let mail through again once the minutes are over. Here who sends
too much stays stopped until somebody has looked, what it sends meanwhile is held, and that is told once.
"""

import collections
import contextlib
import datetime
import email.message
import fcntl
import json
import os
import pathlib
import socket
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(os.environ.get("EPICERIE_ROOT", "/"))
MAIL = ROOT / "etc/epicerie/mail"
# A file for each who is stopped. Its date says since when; it is empty until somebody has been told.
STOPPED = ROOT / "var/lib/epicerie-mail"
LOCK = ROOT / "run/lock/epicerie-mail"
HOST = os.environ.get("EPICERIE_MAIL_HOST", socket.gethostname())

# What is held of one beneficiary, at most: the disk is everybody's.
MOST_MESSAGES, MOST_BYTES = 1000, 500_000_000
RECOUNT_SECONDS = 10
TELL_AGAIN_SECONDS = 300


def account_of(name):
    try:
        return json.loads((MAIL / "accounts" / f"{name}.json").read_text())
    except FileNotFoundError:
        return None


def has_left(name):
    """Whether it may send no more from here: what it had waiting keeps its account."""
    return not (MAIL / "senders.d" / name).exists()


class Guard:
    """How many recipients each beneficiary wrote to lately, and how much of it is held."""

    def __init__(self, news, now=time.monotonic):
        self.news, self.now = news, now
        self.sent = collections.defaultdict(collections.deque)
        self.held = {}
        self.lock = threading.Lock()

    def decide(self, request):
        name = request.get("sasl_username", "").partition("@")[0]
        account = account_of(name) if name else None
        if account is None:
            return "REJECT this login is no longer known"
        mark = STOPPED / name
        with self.lock:
            if not mark.exists():
                recent = self.sent[name]
                while recent and recent[0][0] <= self.now() - account["minutes"] * 60:
                    recent.popleft()
                recent.append((self.now(), max(1, int(request.get("recipient_count") or 1))))
                if sum(count for _, count in recent) <= account["limit"]:
                    return "DUNNO"
                recent.clear()
                self.held.pop(name, None)
                mark.touch()
                self.news.set()
        return self.hold(name, int(request.get("size") or 0))

    def hold(self, name, size):
        """The queue is read now and then only: that takes a while, and a flood comes fast."""
        counted = self.held.get(name)
        if counted is None or counted["until"] <= self.now():
            sizes = [message["message_size"] for message in queue_of(name) if message["queue_name"] == "hold"]
            counted = {"until": self.now() + RECOUNT_SECONDS, "messages": len(sizes), "bytes": sum(sizes)}
            self.held[name] = counted
        if counted["messages"] >= MOST_MESSAGES or counted["bytes"] + size > MOST_BYTES:
            return "DEFER_IF_PERMIT 4.7.1 its beneficiary is stopped, and too much of its mail waits already"
        counted["messages"] += 1
        counted["bytes"] += size
        return "HOLD its beneficiary is stopped"


def keep_telling(news):
    """Tells of each stop, at once and after a restart; again while that fails."""
    while True:
        news.clear()
        for mark in sorted(STOPPED.iterdir()):
            try:
                tell(mark)
            # Whatever it is, there are others to be told of.
            except Exception as error:
                print(f"{mark.name} is stopped; nobody could be told: {error!r}", file=sys.stderr, flush=True)
        news.wait(TELL_AGAIN_SECONDS)


def tell(mark):
    # Open all along: what is written is never on the mark of a later stop.
    with mark.open("r+") as file:
        since, account = os.fstat(file.fileno()).st_mtime_ns, account_of(mark.name)
        if account is None or file.read():
            return
        send(*(left_text if has_left(mark.name) else stopped_text)(mark.name, account), account["contact"])
        file.write("told\n")
        file.flush()
        os.utime(file.fileno(), ns=(since, since))
    print(f"{mark.name} is stopped; {account['contact']} is told", flush=True)


def send(subject, text, to):
    """As a bounce leaves: from nobody, in this server's name. The mailbox of who is stopped is perhaps stopped, too."""
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = f"epicerie@{HOST}", to, subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    subprocess.run(["sendmail", "-f", "<>", "-t", "-i"], input=message.as_bytes(), check=True, timeout=60)


def stopped_text(name, account):
    return f"Envois de courriels arrêtés : {account['displayName']}", f"""Bonjour,

Les applications de {account['displayName']} ont écrit à plus de {account['limit']} destinataires en {account['minutes']} minutes.
Leurs envois sont arrêtés. Rien n'est perdu : les messages suivants attendent sur le serveur ({MOST_MESSAGES} au plus, ou
{MOST_BYTES // 1_000_000} Mo ; ensuite, il demande aux applications de réessayer plus tard), les autres associations ne sont pas touchées.

Dans le dossier d'Épicerie :
  ce qui attend :             npm run epicerie -- mail {name} --engine pulumi
  si c'est un envoi voulu :   npm run epicerie -- mail {name} --engine pulumi --release
  si c'est du courrier indésirable, trouvez d'abord d'où il part (formulaire, extension, mot de passe volé), puis :
                              npm run epicerie -- mail {name} --engine pulumi --discard
Ou par SSH, sur le serveur {HOST} : sudo epicerie-mail show, release ou discard, puis {name}.

Ce message n'est envoyé qu'une fois par arrêt.
"""


def left_text(name, account):
    return f"Courriels restés sur un serveur : {account['displayName']}", f"""Bonjour,

Les applications de {account['displayName']} ne sont plus sur le serveur {HOST}, où leurs envois étaient arrêtés ou des courriels
attendaient encore. Ils y restent, sans partir ni se perdre, tant que le serveur existe et que personne n'a décidé.
Si elles sont maintenant sur un autre serveur, leurs envois n'y sont pas arrêtés : cherchez d'abord pourquoi ils l'étaient.

Dans le dossier d'Épicerie, tant que le fichier de l'association y est :
  ce qui est resté :   npm run epicerie -- mail {name} --server {HOST.partition('.')[0]} --engine pulumi
  pour qu'il parte :   la même commande avec --release ; pour l'effacer, avec --discard
Ou par SSH, sur le serveur {socket.gethostname()} : sudo epicerie-mail show, release ou discard, puis {name}.
"""


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
    listener, news = socket.socket(fileno=3), threading.Event()
    guard = Guard(news)
    threading.Thread(target=keep_telling, args=(news,), daemon=True).start()
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=answer, args=(connection, guard), daemon=True).start()


def queue_of(name):
    """Its messages, one by one: nobody but their beneficiary may use its domain as sender, in whatever case."""
    account = account_of(name)
    if account is None:
        return
    domain = f"@{account['domain']}".lower()
    with subprocess.Popen(["postqueue", "-j"], stdout=subprocess.PIPE, encoding="utf-8", errors="replace") as queue:
        for message in map(json.loads, queue.stdout):
            if message["sender"].lower().endswith(domain):
                yield message
    if queue.returncode != 0:
        raise subprocess.CalledProcessError(queue.returncode, queue.args)


def held(name):
    return [message for message in queue_of(name) if message["queue_name"] == "hold"]


def postsuper(option, messages):
    ids = {message["queue_id"] for message in messages}
    if ids:
        subprocess.run(["postsuper", option, "-"], input="\n".join(ids), text=True, check=True, stderr=subprocess.DEVNULL)
    return len(ids)


def show(name):
    account, messages, mark = account_of(name) or {}, list(queue_of(name)), STOPPED / name
    since = datetime.datetime.fromtimestamp(mark.stat().st_mtime, datetime.timezone.utc) if mark.exists() else None
    print(json.dumps({
        "limit": account.get("limit"),
        "minutes": account.get("minutes"),
        "left": has_left(name),
        "stoppedSince": since and since.isoformat(timespec="seconds"),
        "waiting": sum(message["queue_name"] != "hold" for message in messages),
        "held": [{
            "at": message["arrival_time"],
            "from": message["sender"],
            "to": [recipient["address"] for recipient in message["recipients"]],
        } for message in messages if message["queue_name"] == "hold"],
    }))


def change(name, option):
    """Starts it again, then releases (-H) or deletes (-d) what was held until now."""
    if account_of(name) is None:
        sys.exit(f"{name} has no account on this relay")
    messages = held(name)
    (STOPPED / name).unlink(missing_ok=True)
    count = postsuper(option, messages + held(name))
    if count:
        subprocess.run(["postqueue", "-f"], check=True)
    print(json.dumps({"messages": count}))
    sweep()


@contextlib.contextmanager
def tables():
    """Alone with the logins and the ways out, as add-mail-account.sh is."""
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def merge(table):
    """Never less than whole: whoever is missing from a table has its mail refused for good."""
    files = sorted((MAIL / f"{table}.d").iterdir())
    (MAIL / ".new").write_text("".join(file.read_text() for file in files))
    (MAIL / ".new").rename(MAIL / table)
    # It may be stopped: then it reads them as it starts.
    subprocess.run(["postfix", "reload"], stderr=subprocess.DEVNULL)


def remove(name):
    with tables():
        command = ["saslpasswd2", "-d", "-f", str(MAIL / "sasldb2"), "-u", "epicerie", name]
        subprocess.run(command, stderr=subprocess.DEVNULL)
        (MAIL / "senders.d" / name).unlink(missing_ok=True)
        merge("senders")
        mark = STOPPED / name
        if postsuper("-h", queue_of(name)) or mark.exists():
            since, owner = mark.stat().st_mtime_ns if mark.exists() else time.time_ns(), STOPPED.stat()
            mark.write_text("")
            # The guard's own, which writes on it.
            os.chown(mark, owner.st_uid, owner.st_gid)
            os.utime(mark, ns=(since, since))
    sweep()


def sweep():
    for name in sorted(file.stem for file in (MAIL / "accounts").glob("*.json")):
        mark = STOPPED / name
        with tables():
            if has_left(name) and (not mark.exists() or mark.read_text()) and next(queue_of(name), None) is None:
                forget(name)


def forget(name):
    for file in (f"accounts/{name}.json", f"routes.d/{name}", f"passwords/{name}"):
        (MAIL / file).unlink(missing_ok=True)
    (STOPPED / name).unlink(missing_ok=True)
    subprocess.run(["postconf", "-MX", f"out-{name}/unix"], stderr=subprocess.DEVNULL)
    merge("routes")


if __name__ == "__main__":
    {
        "guard": serve,
        "show": show,
        "release": lambda name: change(name, "-H"),
        "discard": lambda name: change(name, "-d"),
        "remove": remove,
        "sweep": sweep,
    }[sys.argv[1]](*sys.argv[2:])
