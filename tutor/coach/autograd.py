"""Rules about graphs, gradients, leaves and hooks."""

from __future__ import annotations

from tutor.coach.rule import Rule

_RUNTIME = ("RuntimeError",)
_LEAF = "leaf-and-retain-grad"
_INPLACE = "inplace-and-double-backward"
_DETACH = "detach-and-no-grad"
_SCRATCH = "backward-from-scratch"
_HOOKS = "hook-kinds-and-order"
_SHAPE1 = r"(?P<shape1>\[[\d, ]*\])"
_SHAPE2 = r"(?P<shape2>\[[\d, ]*\])"

RULES = (
    Rule("second_backward", _RUNTIME, "backward through the graph a second time", _INPLACE),
    Rule("leaf_view_inplace", _RUNTIME, "a view of a leaf Variable that requires grad is being used in an in-place", _INPLACE, "leaf"),
    Rule("leaf_inplace", _RUNTIME, "a leaf Variable that requires grad is being used in an in-place", _INPLACE, "leaf"),
    Rule("leaf_moved", _RUNTIME, "leaf variable has been moved into the graph interior", _INPLACE),
    Rule("view_made_without_grad", _RUNTIME, "A view was created in (?:no_grad|inference) mode and is being modified inplace", _DETACH, "tensor"),
    Rule("view_under_hook", _RUNTIME, "of BackwardHookFunction(?:Backward)? is a view and is being modified inplace", _HOOKS),
    Rule("view_of_many", _RUNTIME, r"of (?P<node>\w+) is a view and is being modified inplace\. This view is the output of a function that returns multiple views", _INPLACE, "tensor"),
    Rule("view_of_function", _RUNTIME, r"of (?P<node>\w+) is a view and is being modified inplace\. This view was created inside a custom Function", _SCRATCH),
    Rule("loss_without_graph", _RUNTIME, r"element \d+ of tensors does not require grad", _DETACH, "tensor"),
    Rule("not_a_scalar", _RUNTIME, "grad can be implicitly created only for scalar outputs", "backward-and-grad", "tensor"),
    Rule("changed_in_place", _RUNTIME, rf"modified by an inplace operation: \[torch\.[\w.]+ {_SHAPE1}\], which is output \d+ of (?P<node>\w+), is at version (?P<version>\d+); expected version (?P<expected>\d+)", _INPLACE),
    Rule("changed_leaf", _RUNTIME, rf"modified by an inplace operation: \[torch\.[\w.]+ {_SHAPE1}\] is at version (?P<version>\d+); expected version (?P<expected>\d+)", _INPLACE),
    Rule("grad_of_whole_numbers", _RUNTIME, "[Oo]nly Tensors of floating point.{0,20} dtype can require gradients", _LEAF),
    Rule("numpy_needs_detach", _RUNTIME, r"Can't call numpy\(\) on Tensor that requires grad", _DETACH, "tensor"),
    Rule("hook_without_grad", _RUNTIME, "cannot register a hook on a tensor that doesn't require gradient", _HOOKS, "tensor"),
    Rule("hook_not_on_leaf", _RUNTIME, "post accumulate grad hooks cannot be registered on non-leaf", _HOOKS, "tensor"),
    Rule("hook_size", _RUNTIME, "hook '(?P<hook>[^']{1,80})' has changed the size of value", "modify-gradients"),
    Rule("hook_returned", ("TypeError",), r"expected Variable, but hook returned '(?P<kind>\w+)'", "modify-gradients"),
    Rule("inference_saved", _RUNTIME, "Inference tensors cannot be saved for backward", _DETACH),
    Rule("inference_changed", _RUNTIME, "Inplace update to inference tensor outside InferenceMode", _DETACH, "tensor"),
    Rule("grad_of_unused", _RUNTIME, "appears to not have been used in the graph", "graph-construction"),
    Rule("flag_of_non_leaf", _RUNTIME, "you can only change requires_grad flags of leaf variables", _LEAF, "tensor"),
    Rule("copy_of_non_leaf", _RUNTIME, r"graph leaves\) support the deepcopy protocol", _DETACH),
    Rule("gradient_shape", _RUNTIME, rf"grad_output\[\d+\] has a shape of torch\.Size\({_SHAPE1}\) and output\[\d+\] has a shape of torch\.Size\({_SHAPE2}\)", "backward-and-grad"),
    Rule("grad_of_other_size", _RUNTIME, rf"assign a gradient of size '{_SHAPE1}' to a tensor of size '{_SHAPE2}'", "backward-and-grad", "leaf"),
    Rule("function_gradients", _RUNTIME, r"function (?P<function>\w+) returned an incorrect number of gradients \(expected (?P<wanted>\d+), got (?P<got>\d+)\)", _SCRATCH),
    Rule("function_shape", _RUNTIME, rf"Function (?P<function>\w+) returned an invalid gradient at index (?P<index>\d+) - got {_SHAPE1} but expected shape compatible with {_SHAPE2}", _SCRATCH),
    Rule("function_static", _RUNTIME, "Legacy autograd function with non-static forward method", _SCRATCH),
    Rule("function_backward", ("NotImplementedError",), "You must implement either the backward or vjp method", _SCRATCH),
    Rule("grad_is_none", ("TypeError", "AttributeError"), "'NoneType'", "backward-and-grad", "leaf", line=r"\.grad\b"),
    Rule("grad_of_non_leaf", ("UserWarning",), r"\.grad attribute of a Tensor that is not a leaf", _LEAF),
    Rule("hook_without_input", ("UserWarning",), "Full backward hook is firing when gradients are computed with respect to module outputs", "grad-input-vs-grad-output"),
)  # fmt: skip
