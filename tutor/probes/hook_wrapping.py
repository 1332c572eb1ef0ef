"""Puts a recorder between PyTorch and the hooks a program registers, for the rest of the process.

The methods that register hooks are replaced by ones that register a `Noted` in place of the
program's function; results, order, handles and options stay as they are. What PyTorch registers
for itself is left alone.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

import torch
from torch.autograd import graph
from torch.nn.modules import module as modules
from torch.optim import optimizer as optimizers
from torch.utils.hooks import RemovableHandle

from tutor.probes.bounds import class_name, named
from tutor.probes.hook_events import Recorder
from tutor.probes.hook_nodes import replace_on_nodes
from tutor.probes.hook_records import Registration, reference

_METHODS: tuple[tuple[type, str, str], ...] = (
    (torch.nn.Module, "register_forward_pre_hook", "forward_pre"),
    (torch.nn.Module, "register_forward_hook", "forward"),
    (torch.nn.Module, "register_full_backward_pre_hook", "full_backward_pre"),
    (torch.nn.Module, "register_full_backward_hook", "full_backward"),
    (torch.nn.Module, "register_backward_hook", "backward"),
    (torch.Tensor, "register_hook", "tensor"),
    (torch.Tensor, "register_post_accumulate_grad_hook", "post_accumulate_grad"),
    (torch.optim.Optimizer, "register_step_pre_hook", "step_pre"),
    (torch.optim.Optimizer, "register_step_post_hook", "step_post"),
)
_GLOBAL: tuple[tuple[Any, str, str], ...] = (
    (modules, "register_module_forward_pre_hook", "forward_pre"),
    (modules, "register_module_forward_hook", "forward"),
    (modules, "register_module_full_backward_pre_hook", "full_backward_pre"),
    (modules, "register_module_full_backward_hook", "full_backward"),
    (modules, "register_module_backward_hook", "backward"),
    (optimizers, "register_optimizer_step_pre_hook", "step_pre"),
    (optimizers, "register_optimizer_step_post_hook", "step_post"),
)
_OPTIONS = ("prepend", "with_kwargs", "always_call")


class Noted:
    """A hook of the program's that is recorded whenever it is called; equal to the hook itself."""

    def __init__(self, hook: Any, registration: Registration, to: Recorder) -> None:
        functools.update_wrapper(self, hook)
        self._hook = hook
        self._registration = registration
        self._recorder = to

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._recorder.run(self._registration, self._hook, args, options)

    def __eq__(self, other: object) -> bool:
        return bool(self._hook == (other._hook if isinstance(other, Noted) else other))

    def __hash__(self) -> int:
        return hash(self._hook)

    def __repr__(self) -> str:
        return repr(self._hook)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_hook"], name)

    def __reduce__(self) -> Any:
        return _itself, (self._hook,)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        from copy import deepcopy

        copied = deepcopy(self._hook, memo)
        return Noted(copied, self._registration, self._recorder)


def _itself(hook: Any) -> Any:
    return hook


def install(recorder: Recorder) -> None:
    """Record every hook that is registered and every module that is called from now on."""
    for cls, name, phase in _METHODS:
        if hasattr(cls, name):
            setattr(cls, name, _method(getattr(cls, name), phase, recorder))
    for place, name, phase in _GLOBAL:
        if hasattr(place, name):
            setattr(place, name, _function(getattr(place, name), phase, recorder))
    graph.register_multi_grad_hook = _multi_grad(graph.register_multi_grad_hook, recorder)
    replace_on_nodes(lambda register, phase: _method(register, phase, recorder))
    _install_on_calls(recorder)
    _install_on_handles(recorder)


def _install_on_handles(recorder: Recorder) -> None:
    remove: Any = RemovableHandle.remove

    @functools.wraps(remove)
    def removing(handle: Any) -> None:
        remove(handle)
        recorder.removed(handle)

    setattr(RemovableHandle, "remove", removing)  # noqa: B010 (mypy forbids the assignment)


def _install_on_calls(recorder: Recorder) -> None:
    original: Any = torch.nn.Module._call_impl  # noqa: SLF001 (what every call goes through)

    @functools.wraps(original)
    def calling(module: Any, *args: Any, **kwargs: Any) -> Any:
        if recorder.closed:
            return original(module, *args, **kwargs)
        call = recorder.enter(module, args, kwargs)
        try:
            result = original(module, *args, **kwargs)
        except BaseException as error:
            recorder.leave(call, None, error)
            raise
        recorder.leave(call, result)
        return result

    setattr(torch.nn.Module, "_call_impl", calling)  # noqa: B010 (as above)


def _method(register: Callable[..., Any], phase: str, recorder: Recorder) -> Callable[..., Any]:
    """Return the method `register` that notes the hooks the program registers with it."""

    def registering(owner: Any, hook: Any, *args: Any, **options: Any) -> Any:
        if recorder.closed or not callable(hook) or _called_by_torch():
            return register(owner, hook, *args, **options)
        registration = _registration(phase, hook, owner, options)
        handle = register(owner, Noted(hook, registration, recorder), *args, **options)
        recorder.register(registration, handle)
        return handle

    return functools.wraps(register)(registering)


def _function(register: Callable[..., Any], phase: str, recorder: Recorder) -> Callable[..., Any]:
    """Return the function `register`, whose hooks are for every module or optimizer."""

    @functools.wraps(register)
    def registering(hook: Any, *args: Any, **options: Any) -> Any:
        if recorder.closed or not callable(hook):
            return register(hook, *args, **options)
        registration = _registration(phase, hook, None, options | {"global": True})
        handle = register(Noted(hook, registration, recorder), *args, **options)
        recorder.register(registration, handle)
        return handle

    return registering


def _multi_grad(register: Callable[..., Any], recorder: Recorder) -> Callable[..., Any]:
    @functools.wraps(register)
    def registering(tensors: Any, fn: Any, **options: Any) -> Any:
        if recorder.closed or not callable(fn):
            return register(tensors, fn, **options)
        registration = _registration("multi_grad", fn, None, {})
        registration.kind = f"Tensor ×{len(tensors)}"
        handle = register(tensors, Noted(fn, registration, recorder), **options)
        recorder.register(registration, handle)
        return handle

    return registering


def _registration(phase: str, hook: Any, owner: Any, options: dict[str, Any]) -> Registration:
    name = getattr(hook, "__name__", None)
    known = name if isinstance(name, str) else class_name(hook)
    chosen = tuple(each for each in (*_OPTIONS, "global") if options.get(each) is True)
    if phase == "backward":
        chosen = (*chosen, "deprecated")
    kind = "" if owner is None else class_name(owner)
    shown = "" if known == "<lambda>" else named(known)
    return Registration(phase, shown, reference(owner), kind, chosen)


def _called_by_torch() -> bool:
    caller = sys._getframe(2).f_globals.get("__name__", "")  # noqa: SLF001 (who asks decides)
    return str(caller).partition(".")[0] == "torch"
