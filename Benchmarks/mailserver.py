"""What the measurements of a mail server at work have in common."""
import os
import re
import socket
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DOMAIN = "school.example"
SENDER = "x@out.example"


class Client:
    """An SMTP or IMAP connection, line by line."""

    def __init__(self, port, patience=60):
        connection = socket.create_connection(("127.0.0.1", port), patience)
        self.file = connection.makefile("rw", newline="\r\n")
        self.greeting = self.file.readline()

    def ask(self, line, tag=""):
        self.file.write(line + "\n")
        self.file.flush()
        while True:
            answer = self.file.readline()
            if not answer:
                raise EOFError
            if answer.startswith(tag) and not (tag == "" and answer[3:4] == "-"):
                return answer


def send(client, name, subject, pause=0):
    """Sends a message, a moment after its receiver was accepted; the answer is the last one."""
    for line in (f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{name}@{DOMAIN}>", "DATA"):
        answer = client.ask(line)
        if line[:1] == "R" and answer[:1] == "2":
            time.sleep(pause)
        if answer[:1] not in "23":
            client.ask("RSET")
            return answer.strip()
    text = f"From: {SENDER}\nSubject: {subject}\nMessage-ID: <{subject}@out.example>\n\nx"
    return client.ask(f"{text}\n.").strip()


def rollbook(*arguments):
    return subprocess.run(
        [os.environ["ROLLBOOK"], *arguments], capture_output=True, text=True, check=False)


def queue():
    answer = subprocess.run(
        ["/usr/sbin/postqueue", "-c", os.environ["ROLLBOOK_POSTFIX"], "-j"], capture_output=True,
        text=True, check=False)
    return answer.stdout.splitlines()


def settle(seconds=300):
    """Waits until the queue has been empty for a second; the number of messages that are left in it."""
    quiet = 0
    end = time.monotonic() + seconds
    while quiet < 3 and time.monotonic() < end:
        quiet = 0 if queue() else quiet + 1
        time.sleep(0.3)
    return len(queue())


def subjects(folder):
    """Every subject of the stream in the files below a folder, with the file's path."""
    found = []
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            try:
                with open(path, encoding="utf-8", errors="replace") as file:
                    text = file.read()
            except OSError:
                continue
            for subject in set(re.findall(r"^Subject: (stream-\S+)", text, re.MULTILINE)):
                found.append((subject, path))
    return found


def wait_until_answered(name, seconds=180):
    """Daemons that were just started may take a while for their first look into the store."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            client = Client(int(os.environ["SMTP_PORT"]), patience=5)
            client.ask("EHLO client.example")
            client.ask(f"MAIL FROM:<{SENDER}>")
            if client.ask(f"RCPT TO:<{name}@{DOMAIN}>").startswith("250"):
                client.ask("RSET")
                client.ask("QUIT")
                return
        except (OSError, EOFError):
            pass
        time.sleep(0.5)
    sys.exit("the mail server does not answer")
