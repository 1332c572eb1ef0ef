"""Calls of the Linux kernel that Python has no function for; each raises OSError where it fails.

Numbers are those of the two kinds of machine torch is built for; elsewhere `known` is False and
nothing here may be called.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
from functools import cache
from typing import Final

PR_SET_PDEATHSIG: Final = 1
PR_CAPBSET_DROP: Final = 24
PR_SET_CHILD_SUBREAPER: Final = 36
PR_SET_NO_NEW_PRIVS: Final = 38
PR_CAP_AMBIENT: Final = 47
_PR_CAP_AMBIENT_CLEAR_ALL: Final = 4
_CAPABILITIES_VERSION: Final = 0x20080522

_MACHINES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""Machine → what seccomp calls it."""

# fmt: off
_X86_64: Final = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "unshare": 272,
    "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "swapon": 167,
    "swapoff": 168, "reboot": 169, "kexec_load": 246, "kexec_file_load": 320, "init_module": 175,
    "finit_module": 313, "delete_module": 176, "bpf": 321, "perf_event_open": 298,
    "userfaultfd": 323, "keyctl": 250, "add_key": 248, "request_key": 249, "memfd_create": 319,
    "syslog": 103, "acct": 163, "quotactl": 179, "open_by_handle_at": 304,
    "name_to_handle_at": 303, "fanotify_init": 300, "settimeofday": 164, "clock_settime": 227,
    "adjtimex": 159, "clock_adjtime": 305, "sethostname": 170, "setdomainname": 171, "iopl": 172,
    "ioperm": 173, "shmget": 29, "shmat": 30, "msgget": 68, "semget": 64, "mq_open": 240,
    "migrate_pages": 256, "move_pages": 279, "lookup_dcookie": 212, "vhangup": 153,
    "modify_ldt": 154, "chmod": 90, "fchmod": 91, "fchmodat": 268, "chown": 92, "fchown": 93,
    "lchown": 94, "fchownat": 260, "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190,
    "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199, "utime": 132, "utimes": 235,
    "futimesat": 261, "utimensat": 280, "socket": 41, "socketpair": 53, "connect": 42,
    "clone": 56, "ioctl": 16, "prlimit64": 302, "seccomp": 317, "capset": 126,
}
_AARCH64: Final = {
    "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272, "unshare": 97,
    "setns": 268, "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "swapon": 224,
    "swapoff": 225, "reboot": 142, "kexec_load": 104, "kexec_file_load": 294, "init_module": 105,
    "finit_module": 273, "delete_module": 106, "bpf": 280, "perf_event_open": 241,
    "userfaultfd": 282, "keyctl": 219, "add_key": 217, "request_key": 218, "memfd_create": 279,
    "syslog": 116, "acct": 89, "quotactl": 60, "open_by_handle_at": 265, "name_to_handle_at": 264,
    "fanotify_init": 262, "settimeofday": 170, "clock_settime": 112, "adjtimex": 171,
    "clock_adjtime": 266, "sethostname": 161, "setdomainname": 162, "shmget": 194, "shmat": 196,
    "msgget": 186, "semget": 190, "mq_open": 180, "migrate_pages": 238, "move_pages": 239,
    "lookup_dcookie": 18, "vhangup": 58, "fchmod": 52, "fchmodat": 53, "fchown": 55,
    "fchownat": 54, "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "removexattr": 14,
    "lremovexattr": 15, "fremovexattr": 16, "utimensat": 88, "socket": 198, "socketpair": 199,
    "connect": 203, "clone": 220, "ioctl": 29, "prlimit64": 261, "seccomp": 277, "capset": 91,
}
_EVERYWHERE: Final = {
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "clone3": 435, "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442,
    "quotactl_fd": 443, "landlock_create_ruleset": 444, "landlock_add_rule": 445,
    "landlock_restrict_self": 446, "memfd_secret": 447, "fchmodat2": 452, "setxattrat": 463,
    "removexattrat": 466, "open_tree_attr": 467, "file_setattr": 469,
}
# fmt: on


def known() -> bool:
    """Tell whether this is a Linux machine whose system calls are listed here."""
    return sys.platform == "linux" and sys.maxsize > 2**32 and platform.machine() in _MACHINES


def machine() -> int:
    """Return what seccomp calls this machine."""
    return _MACHINES[platform.machine()]


@cache
def numbers() -> dict[str, int]:
    """Return the numbers of the system calls this machine has."""
    return _EVERYWHERE | (_X86_64 if platform.machine() == "x86_64" else _AARCH64)


@cache
def libc() -> ctypes.CDLL:
    found = ctypes.CDLL(None, use_errno=True)
    found.syscall.restype = ctypes.c_long
    return found


def call(name: str, *arguments: int | bytes | object | None) -> int:
    """Make the system call `name`; what it raises names it."""
    given = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    try:
        return checked(libc().syscall(ctypes.c_long(numbers()[name]), *given))
    except OSError as error:
        raise OSError(error.errno, f"{name}: {error.strerror}") from None


def checked(result: int) -> int:
    """Return what a call of the C library returned; raises OSError where that was -1."""
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def prctl(option: int, value: int, third: int = 0) -> None:
    """Change something about this process (thread)."""
    if sys.platform == "linux":
        given = (ctypes.c_ulong(each) for each in (value, third, 0, 0))
        checked(libc().prctl(option, *given))


def die_with(parent: int) -> None:
    """Ask the kernel to kill this process when `parent` ends; leave at once if it has ended.

    Belongs to the creating thread, is not inherited by fork, and is cleared with a change of
    rights, so every layer asks anew. From inside a namespace the parent outside has the number 0.
    """
    if sys.platform != "linux":
        return
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() not in (parent, 0):
        os._exit(0)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)


def forbid_new_privileges() -> None:
    """Let no program this process starts gain a right that it lacks itself."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def drop_capabilities() -> None:
    """Give up every capability for good, also the ones a root user has."""
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break  # past the last one, or none to give up
    prctl(PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    nothing = (ctypes.c_uint32 * 6)()
    call("capset", ctypes.byref(header), ctypes.byref(nothing))
