"""What the run's end of the wire sends, each thing once."""

from __future__ import annotations

import sys

import pytest

from tutor.runner import emit, wire


class InterruptedChannel:
    """Keeps what is sent; SIGINT comes while the first of it is sent."""

    def __init__(self) -> None:
        self.emitter = emit.Emitter(self, budget=1000)
        self.sent = b""

    def sendall(self, data: bytes, /) -> None:
        if not self.sent:
            self.emitter.interrupt()
        self.sent += data


def test_a_line_is_sent_once_where_an_interrupt_comes_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    channel = InterruptedChannel()
    for name in ("stdout", "stderr", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, name, getattr(sys, name))  # to be put back
    emit.take_over_streams(channel.emitter)

    with pytest.raises(KeyboardInterrupt):
        print("on")
    emit.flush_streams()

    assert channel.sent == wire.frame(wire.STDOUT, b"on\n")
