"""Programs that reach for what is not theirs, each an attempt that must end in an OSError."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.runner.harm import done_by_all
from tutor.jobs import Outcome, outcome
from tutor.records.job import Evaluate, Job, Limits, Program
from tutor.records.values import Plain
from tutor.runner.pool import Pool

HEADER = """
import ctypes, fcntl, os, signal, socket, struct
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

def call(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result

def connected(*address, kind=socket.SOCK_STREAM, family=socket.AF_INET):
    with socket.socket(family, kind) as made:
        made.settimeout(2)
        made.connect(*address)
"""

ATTEMPTS = {
    "read a key": "open(secret).read()",
    "read a key of root": "open('/etc/shadow').read()",
    "read through a link": "os.symlink(secret, 'link'); open('link').read()",
    "read through a hard link": "os.link(secret, 'hard'); open('hard').read()",
    "read through /proc": "open('/proc/1/root' + secret).read()",
    "read from above": "open('../' * 30 + secret.lstrip('/')).read()",
    "write outside": "open(secret, 'w')",
    "append outside": "open(secret, 'a')",
    "truncate outside": "os.truncate(secret, 0)",
    "make a file outside": "open(secret + '.new', 'x')",
    "make a file in the temporary folder of all": "open(f'/tmp/tutor-{app}-was-here', 'x')",
    "rename outside": "os.rename(secret, secret + '.moved')",
    "remove outside": "os.remove(secret)",
    "change a foreign mode": "os.chmod(secret, 0o777)",
    "change a foreign time": "os.utime(secret, (0, 0))",
    "change a foreign attribute": "os.setxattr(secret, 'user.left', b'1')",
    "change an installed package": "import torch; open(torch.__file__, 'a')",
    "change Python": "open(os.__file__, 'a')",
    "a TCP connection": "connected(('127.0.0.1', port))",
    "a TCP server": "socket.create_server(('127.0.0.1', 0))",
    "a UDP packet": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "IPv6": "connected(('::1', port), family=socket.AF_INET6)",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)",
    "a socket without a file": "connected(chr(0) + abstract, family=socket.AF_UNIX)",
    "a socket with a file": "connected(named, family=socket.AF_UNIX)",
    "a datagram to a socket with a file": "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'x', named)",
    "a signal to the app": "os.kill(app, 0)",
    "a signal through a descriptor": "signal.pidfd_send_signal(os.pidfd_open(app), 0)",
    "a signal to the parent": "os.kill(os.getppid() or 1, signal.SIGUSR1)",
    "ptrace the app": "call({'x86_64': 101}.get(os.uname().machine, 117), 16, app, 0, 0)",
    "the memory of the app": "open(f'/proc/{app}/mem', 'rb').read(1)",
    "the environment of the app": "open(f'/proc/{app}/environ', 'rb').read(1)",
    "the command of the app": "open(f'/proc/{app}/cmdline', 'rb').read(1)",
    "the limits of the app": "__import__('resource').prlimit(app, 0, (1, 1))",
    "a list of processes": "assert str(app) in os.listdir('/proc') or str(1 / 0)",
    "memory without a file": "os.memfd_create('m')",
    "a namespace of its own": "call({'x86_64': 272}.get(os.uname().machine, 97), 1 << 28)",
    "the namespace of another": "call({'x86_64': 308}.get(os.uname().machine, 268), os.open('/proc/1/ns/mnt', os.O_RDONLY), 0)",
    "a mount": "call({'x86_64': 165}.get(os.uname().machine, 40), 0, 0, 0, 0, 0)",
    "another root": "os.chroot('.')",
    "io_uring": "call(425, 1, 0)",
    "bpf": "call({'x86_64': 321}.get(os.uname().machine, 280), 0, 0, 0)",
    "a keyring": "call({'x86_64': 250}.get(os.uname().machine, 219), 0, -3, 0)",
    "shared memory of System V": "call({'x86_64': 29}.get(os.uname().machine, 194), 0, 4096, 0o1600)",
    "typing into a terminal": "fcntl.ioctl(0, 0x5412, b'x')",
    "the kernel's settings": "open('/proc/sys/kernel/core_pattern', 'w')",
    "another user": "os.setuid(0 if os.getuid() else 65534)",
}


@contextlib.contextmanager
def targets() -> Iterator[dict[str, int | str]]:
    """Yield what the attempts reach for: all of it is there and open to anyone else."""
    with tempfile.TemporaryDirectory(prefix="foreign-") as folder, contextlib.ExitStack() as opened:
        secret = Path(folder, "id_ed25519")
        secret.write_text("secret")
        named = str(Path(folder, "bus"))
        abstract = f"tutor-test-{os.getpid()}"
        for address in (named, f"\0{abstract}"):
            listening = opened.enter_context(socket.socket(socket.AF_UNIX))
            listening.bind(address)
            listening.listen()
        server = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
        yield {
            "app": os.getpid(),
            "secret": str(secret),
            "port": server.getsockname()[1],
            "abstract": abstract,
            "named": named,
        }


async def attempts(pool: Pool) -> dict[str, str]:
    """Make every attempt in one run; return "refused: …" or what became of it instead."""
    with targets() as settings:
        programs = tuple(
            Program(name, _source(line), tuple(settings.items()), (Evaluate("got", "got"),))
            for name, line in ATTEMPTS.items()
        )
        done = await outcome(
            pool.run(Job(Program("main", ""), others=programs, limits=Limits(seconds=60.0)))
        )
        assert Path(str(settings["secret"])).read_text() == "secret"
    return {name: _became(done, name) for name in ATTEMPTS}


def _source(line: str) -> str:
    return (
        f"{HEADER}\ntry:\n    {line}\n    got = 'done'\n"
        "except OSError as error:\n    got = f'refused: {error}'\n"
        "except ZeroDivisionError:\n    got = 'refused: not there'\n"
    )


def _became(done: Outcome, name: str) -> str:
    found = done.evaluated(name, "got")
    if found is None or not isinstance(found.value, Plain):
        return f"{done.ended} {found}"
    return str(found.value.value)


async def _all() -> dict[str, object]:
    pool = Pool()
    await pool.known()
    level = pool.isolation.level if pool.isolation is not None else "unknown"
    try:
        tried = await attempts(pool)
        harm = await done_by_all(pool) if level == "full" else {}
        return {"level": level, "attempts": tried, "harm": harm}
    finally:
        await pool.close()


def main() -> None:
    """Make every attempt and do all harm in this process, and print what became of it as JSON."""
    print(json.dumps(asyncio.run(_all())))
