"""The events of a run: which hooks ran inside which calls of modules, and what they changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tutor.probes.bounds import class_name
from tutor.probes.hook_records import (
    GIVEN,
    OF_MODULES,
    Call,
    Event,
    Registration,
    label,
    reference,
    replace_inputs,
    returned_by_name,
)
from tutor.probes.seen import seen, unseen_by_the_program, versions
from tutor.records.views.timeline import MOST_EVENTS, Passed

MOST_REGISTERED = 1000


@dataclass(slots=True, eq=False)
class Recorder:
    """What has happened so far."""

    events: list[Event] = field(default_factory=list)
    left_out: int = 0
    registered: list[Registration] = field(default_factory=list)
    handles: dict[int, Registration] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    depths: dict[int, int] = field(default_factory=dict)
    """Id of a module → how deep inside of others it was called last."""
    closed: bool = False

    def stop(self) -> None:
        """Record nothing more: the program is over, and what follows is not its own."""
        self.closed = True

    # Registering

    def register(self, registration: Registration, handle: Any) -> None:
        """Remember a hook and the handle that removes it."""
        if self.closed or len(self.registered) >= MOST_REGISTERED:
            return
        self.registered.append(registration)
        number = getattr(handle, "id", None)
        if isinstance(number, int):
            self.handles[number] = registration

    def removed(self, handle: Any) -> None:
        """Note that the program removed a hook."""
        registration = self.handles.pop(handle.id, None)
        if registration is None or self.closed:
            return
        registration.removed = True
        self._begin_calls()
        each = registration
        self._add(Event("remove", each.owner, each.kind, each.hook, options=(each.phase,)))

    # Calls of modules

    def enter(self, module: Any, args: Any, kwargs: Any) -> Call:
        """Note that a module is called; its forward begins when its pre-hooks have run."""
        self._begin_calls()
        call = Call(module, {"args": args, "kwargs": kwargs})
        self.depths[id(module)] = len(self.calls)
        self.calls.append(call)
        return call

    def leave(self, call: Call, result: Any, error: BaseException | None = None) -> None:
        """Note that a call has returned `result` or raised `error`."""
        self._begin_calls()
        while self.calls and self.calls.pop() is not call:
            pass
        event = call.event
        if event is None:
            return
        if error is not None:
            event.raised = class_name(error)
            event.passed = [each for each in event.passed if each.name != "output"]
        elif all(each.name != "output" for each in event.passed):
            event.passed.append(Passed("output", seen(result)))

    def _begin_calls(self) -> None:
        for depth, call in enumerate(self.calls):
            if call.began or call.in_hook:
                continue
            call.began = True
            if self.is_full:
                self.left_out += 1
                continue
            event = Event("call", reference(call.module), class_name(call.module), depth=depth)
            event.passed = [
                Passed(label(name, given), seen(given))
                for name, given in call.given.items()
                if name == "args" or given
            ]
            call.event = event
            self._add(event)

    # Hooks

    def run(self, of: Registration, hook: Any, args: Any, options: Any) -> Any:
        """Call a hook as PyTorch would, and note what it was given and what it did with it."""
        if self.closed:
            return hook(*args, **options)
        of.ran = True
        call = self._call_of(of, args)
        if of.phase == "forward_pre" and call is not None:
            call.in_hook = True
        else:
            self._begin_calls()
        if call is not None and of.phase == "forward" and call.event is not None:
            self._output(call.event, args[-1])
        given = self._given(of, args)
        before = {name: (seen(thing), versions(thing)) for name, thing in given.items()}
        event = self._hook_event(of, args, before)
        try:
            returned = hook(*args, **options)
        except BaseException as error:
            event.raised = class_name(error)
            raise
        if call is not None:
            call.in_hook = False
        self._changed(event, of, args, before, returned)
        if call is not None and of.phase == "forward_pre" and returned is not None:
            replace_inputs(call, returned, of.with_kwargs)
        return returned

    def _call_of(self, of: Registration, args: Any) -> Call | None:
        """Return the present call that a forward hook belongs to."""
        ours = of.phase in ("forward_pre", "forward") and bool(self.calls)
        return self.calls[-1] if ours and self.calls[-1].module is args[0] else None

    def _given(self, of: Registration, args: Any) -> dict[str, Any]:
        names = GIVEN.get(of.phase, ())
        if of.with_kwargs and of.phase in ("forward_pre", "forward"):
            names = ("args", "kwargs", *names[1:])
        if of.phase == "post_accumulate_grad":
            with unseen_by_the_program():
                return {".grad": args[0].grad}
        return dict(zip(names, args[1 if of.phase in OF_MODULES else 0 :], strict=False))

    def _hook_event(self, of: Registration, args: Any, before: Any) -> Event:
        event = Event(of.phase, of.owner, of.kind, of.hook, options=of.options)
        if self.is_full:
            self.left_out += 1
            return event
        if of.phase in OF_MODULES or of.phase in ("step_pre", "step_post"):
            # A hook of all modules, or of a copied one, is told which one it is called for.
            event.owner, event.kind = reference(args[0]), class_name(args[0])
            event.depth = self.depths.get(id(args[0]))
        event.passed = [
            Passed(label(name, thing), before[name][0])
            for name, thing in self._given(of, args).items()
            if name != "kwargs" or thing
        ]
        self._add(event)
        return event

    def _changed(self, event: Event, of: Registration, args: Any, before: Any, result: Any) -> None:
        """Note what is another thing, or another value, after a hook."""
        after = self._given(of, args)
        returned = returned_by_name(of, result)
        event.passed = []
        for name, now in after.items():
            shown, was = before[name]
            new = returned.get(name, now)
            called = label(name, new)
            if name in returned and (versions(new) != was or seen(new) != shown):
                event.passed.append(Passed(called, shown, seen(new), "returned"))
            elif versions(now) != was:
                kept = [i for i, _ in versions(now)] == [i for i, _ in was]
                how: Any = "in place" if kept else "assigned"
                event.passed.append(Passed(called, shown, seen(now), how))
            elif name != "kwargs" or now:
                event.passed.append(Passed(called, shown))

    def _output(self, event: Event, output: Any) -> None:
        if all(each.name != "output" for each in event.passed):
            event.passed.append(Passed("output", seen(output)))

    # Keeping

    @property
    def is_full(self) -> bool:
        return self.closed or len(self.events) >= MOST_EVENTS

    def _add(self, event: Event) -> None:
        if self.is_full:
            self.left_out += 0 if self.closed else 1
        else:
            self.events.append(event)
