"""Seccomp: system calls a program of a lesson has no use for are refused, with a readable error.

Nothing is killed for a call: it gets EPERM (or EACCES for a socket), and Python raises
PermissionError. What is refused is what reaches other processes, the network, the kernel's own
settings, or memory that no limit counts.
"""

from __future__ import annotations

import ctypes
import errno
import socket
from typing import Final

from tutor.runner import kernel

REFUSED: Final = tuple(
    "ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_getfd unshare setns mount"
    " umount2 pivot_root chroot open_tree open_tree_attr move_mount fsopen fsconfig fsmount fspick"
    " mount_setattr swapon swapoff reboot kexec_load kexec_file_load init_module finit_module"
    " delete_module bpf perf_event_open userfaultfd keyctl add_key request_key io_uring_setup"
    " io_uring_enter io_uring_register memfd_create memfd_secret syslog acct quotactl quotactl_fd"
    " open_by_handle_at name_to_handle_at fanotify_init settimeofday clock_settime adjtimex"
    " clock_adjtime sethostname setdomainname iopl ioperm shmget shmat msgget semget mq_open"
    " migrate_pages move_pages lookup_dcookie vhangup modify_ldt".split()
)
ATTRIBUTES: Final = tuple(
    "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat setxattr lsetxattr fsetxattr"
    " setxattrat removexattr lremovexattr fremovexattr removexattrat utime utimes futimesat"
    " utimensat file_setattr".split()
)
"""Refused where foreign files can be seen: Landlock lets their owner change these."""

_SET_FILTER: Final = 1
_ALL_THREADS: Final = 1 << 0
_ALLOW_SPECULATION: Final = 1 << 2
"""Without it older kernels slow the whole process down."""

_ALLOW: Final = 0x7FFF0000
_ERRNO: Final = 0x00050000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_CALL, _MACHINE, _ARGUMENTS = 0, 4, 16
"""Where the filter finds the number of a call, the machine, and the first argument."""
_OTHER_NUMBERS: Final = 0x40000000
"""On x86-64, calls from here on are those of another ABI."""
_NEW_NAMESPACES: Final = 0x7E020000
_TYPE_BITS: Final = 0xF
_TERMINAL_INPUT: Final = (0x5412, 0x541C)
"""ioctl requests that type into a terminal: TIOCSTI and TIOCLINUX."""

Line = tuple[int, int, int, int]


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("lines", ctypes.POINTER(_Instruction)))


def refuse(*, attributes: bool) -> None:
    """Install the filter for this process and what it starts; raises OSError.

    With `attributes`, changing the mode, owner or times of a file is refused too.
    """
    lines = _beginning()
    names = REFUSED + (ATTRIBUTES if attributes else ())
    for name in names:
        lines += _when(name, [_error(errno.EPERM)])
    # What clone3 is asked for stands behind a pointer; without it the C library uses clone.
    lines += _when("clone3", [_error(errno.ENOSYS)])
    lines += _when("clone", _if_bits(0, _NEW_NAMESPACES, errno.EPERM))
    lines += _when("prlimit64", _unless(0, 0, errno.EPERM))
    for request in _TERMINAL_INPUT:
        lines += _when("ioctl", _if_equal(1, request, errno.EPERM))
    for name in ("socket", "socketpair"):
        lines += _when(name, _unless(0, socket.AF_UNIX, errno.EACCES))
        # A datagram reaches a named socket without connecting to it.
        lines += _when(name, _unless(1, socket.SOCK_STREAM, errno.EACCES, _TYPE_BITS))
    _install([*lines, (_RETURN, 0, 0, _ALLOW)])


def refuse_connections() -> None:
    """Refuse connecting to sockets that have a name; raises OSError."""
    _install([*_beginning(), *_when("connect", [_error(errno.EACCES)]), (_RETURN, 0, 0, _ALLOW)])


def _beginning() -> list[Line]:
    """Return lines that refuse calls of another ABI and leave the number of the call loaded."""
    return [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, kernel.machine()),
        _error(errno.EPERM),
        (_LOAD, 0, 0, _CALL),
        (_AT_LEAST, 0, 1, _OTHER_NUMBERS),
        _error(errno.ENOSYS),
    ]


def _when(name: str, then: list[Line]) -> list[Line]:
    """Return lines that do `then` for one call, and go on with its number loaded again."""
    number = kernel.numbers().get(name)
    if number is None:
        return []
    back = [] if then[-1][0] == _RETURN and len(then) == 1 else [(_LOAD, 0, 0, _CALL)]
    return [(_EQUAL, 0, len(then) + len(back), number), *then, *back]


def _argument(number: int) -> Line:
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * number)


def _unless(number: int, value: int, error: int, bits: int = 0xFFFFFFFF) -> list[Line]:
    return [_argument(number), (_AND, 0, 0, bits), (_EQUAL, 1, 0, value), _error(error)]


def _if_equal(number: int, value: int, error: int) -> list[Line]:
    return [_argument(number), (_EQUAL, 0, 1, value), _error(error)]


def _if_bits(number: int, bits: int, error: int) -> list[Line]:
    return [_argument(number), (_ANY_BIT, 0, 1, bits), _error(error)]


def _error(number: int) -> Line:
    return (_RETURN, 0, 0, _ERRNO | number)


def _install(lines: list[Line]) -> None:
    made = (_Instruction * len(lines))(*(_Instruction(*line) for line in lines))
    program = _Program(len(lines), made)
    kernel.forbid_new_privileges()
    kernel.call("seccomp", _SET_FILTER, _ALL_THREADS | _ALLOW_SPECULATION, ctypes.byref(program))
