"""Rules about modules, what they register and save, and optimizers."""

from __future__ import annotations

from tutor.coach.rule import Rule

_MODULE = "module-and-parameter"
_STATE = "state-dict-and-buffers"
_STEPS = "training-four-steps"

RULES = (
    Rule("init_not_called", ("AttributeError",), r"cannot assign \w+ before Module\.__init__\(\) call", _MODULE),
    Rule("init_not_called", ("AttributeError",), r"'\w+' object has no attribute '_(?:parameters|modules|buffers|forward_hooks|backward_hooks)'", _MODULE),
    Rule("not_a_parameter", ("TypeError",), r"cannot assign '(?P<kind>[\w.]+)' as (?:parameter|child module|buffer) '(?P<attribute>\w+)'", _MODULE),
    Rule("load_size", ("RuntimeError",), r"size mismatch for (?P<key>[\w.]+): copying a param with shape torch\.Size\((?P<shape1>\[[\d, ]*\])\) from checkpoint, the shape in current model is torch\.Size\((?P<shape2>\[[\d, ]*\])\)", _STATE),
    Rule("load_keys", ("RuntimeError",), r"Missing key\(s\) in state_dict: (?P<missing>[^\n]{1,300})\. \s{0,9}Unexpected key\(s\) in state_dict: (?P<unexpected>[^\n]{1,300})\.", _STATE),
    Rule("load_missing", ("RuntimeError",), r"Missing key\(s\) in state_dict: (?P<missing>[^\n]{1,300})\.", _STATE),
    Rule("load_unexpected", ("RuntimeError",), r"Unexpected key\(s\) in state_dict: (?P<unexpected>[^\n]{1,300})\.", _STATE),
    Rule("no_parameters", ("ValueError",), "optimizer got an empty parameter list", _MODULE, "module"),
    Rule("optimizer_wants_list", ("TypeError",), "params argument given to the optimizer should be an iterable of Tensors or dicts", _STEPS, "tensor"),
    Rule("optimizer_wants_call", ("TypeError",), "'(?:method|function)' object is not iterable", _STEPS, line=r"\.parameters\b"),
    Rule("optimizer_wants_parameters", ("TypeError",), r"'(?P<kind>\w+)' object is not iterable", _STEPS, "module", needs="module", line="optim|SGD|Adam|RMSprop"),
    Rule("optimizer_wants_leaf", ("ValueError",), "can't optimize a non-leaf Tensor", "leaf-and-retain-grad", "tensor"),
    Rule("optimizer_wants_tensors", ("TypeError",), r"optimizer can only optimize Tensors, but one of the params is (?P<kind>[\w.]+)", _STEPS),
    Rule("in_two_groups", ("ValueError",), "some parameters appear in more than one parameter group", "custom-optimizer"),
    Rule("schedule_first", ("UserWarning",), r"`lr_scheduler\.step\(\)` before `optimizer\.step\(\)`", "sgd-and-momentum"),
    Rule("list_of_modules", ("NotImplementedError",), r"Module \[(?P<kind>ModuleList|ModuleDict)\] is missing the required \"forward\" function", "nested-blocks"),
    Rule("no_forward", ("NotImplementedError",), r"Module \[(?P<kind>\w+)\] is missing the required \"forward\" function", _MODULE),
    Rule("not_a_module", ("TypeError",), r"(?P<kind>[\w.]+) is not a Module subclass", "nested-blocks"),
)  # fmt: skip
