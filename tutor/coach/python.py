"""Rules about Python itself, where its own message leaves a beginner alone.

They come last: what they match may also be the text of something narrower.
"""

from __future__ import annotations

from tutor.coach.rule import Rule

_CALL = r"(?P<function>[\w.<>]+)\(\)"

RULES = (
    Rule("name_imported", ("NameError",), r"^name '(?P<missing>nn)' is not defined", line=r"\bnn\b"),
    Rule("name_functional", ("NameError",), r"^name 'F' is not defined"),
    Rule("name_numpy", ("NameError",), r"^name 'np' is not defined"),
    Rule("name_of_data", ("NameError",), r"^name '(?P<missing>DataLoader|Dataset|IterableDataset|TensorDataset|Subset|random_split|BatchSampler|RandomSampler|SequentialSampler|WeightedRandomSampler|get_worker_info)' is not defined"),
    Rule("name_module", ("NameError",), r"^name '(?P<missing>torch|math|random|time|os|sys|copy|functools|itertools|numpy)' is not defined"),
    Rule("name_too_early", ("UnboundLocalError",), "local variable '(?P<missing>[^']{1,80})'"),
    Rule("name_close", ("NameError",), "^name '(?P<missing>[^']{1,80})' is not defined", near=True),
    Rule("name_unknown", ("NameError",), "^name '(?P<missing>[^']{1,80})' is not defined"),
    Rule("tabs_and_spaces", ("TabError",)),
    Rule("block_missing", ("IndentationError",), "expected an indented block after (?P<what>.{1,60}) on line (?P<number>\\d+)"),
    Rule("indent_unmatched", ("IndentationError",), "unindent does not match"),
    Rule("indent_unexpected", ("IndentationError",), "unexpected indent"),
    Rule("colon_missing", ("SyntaxError",), "expected ':'"),
    Rule("equals_in_test", ("SyntaxError",), "Maybe you meant '==' or ':=' instead of '='"),
    Rule("not_a_target", ("SyntaxError",), "cannot assign to (?P<what>.{1,40}?)(?: here)?(?:\\. Maybe|$)"),
    Rule("never_closed", ("SyntaxError",), r"'(?P<bracket>[(\[{])' was never closed"),
    Rule("closed_wrong", ("SyntaxError",), r"closing parenthesis '(?P<bracket>[)\]}])' does not match opening parenthesis '(?P<opened>[(\[{])'"),
    Rule("closed_too_often", ("SyntaxError",), r"unmatched '(?P<bracket>[)\]}])'"),
    Rule("text_not_closed", ("SyntaxError",), r"unterminated (?:triple-quoted )?(?:f-)?string literal"),
    Rule("comma_missing", ("SyntaxError",), "Perhaps you forgot a comma"),
    Rule("print_without_call", ("SyntaxError",), "Missing parentheses in call to '(?P<function>\\w+)'"),
    Rule("outside_function", ("SyntaxError",), "'(?P<what>return|yield|await)' outside function"),
    Rule("syntax", ("SyntaxError",), "^invalid syntax"),
    Rule("parentheses_missing", ("TypeError", "AttributeError"), "'(?:builtin_function_or_method|method|function|method_descriptor)'"),
    Rule("none_has_no", ("AttributeError",), "^'NoneType' object has no attribute '(?P<attribute>[^']{1,80})'"),
    Rule("none_used", ("TypeError",), r"'NoneType' object is not (?P<use>\w+)"),
    Rule("none_in_sum", ("TypeError",), r"unsupported operand type\(s\) for .{1,10}: .{0,60}'NoneType'"),
    Rule("list_is_no_tensor", ("AttributeError",), "^'(?P<kind>list|tuple|int|float)' object has no attribute '(?P<attribute>shape|dtype|size|mean|sum|view|reshape|to|item|backward|detach|numpy|float|long|unsqueeze|dim|T|grad|max|min|std|argmax)'", "tensor-shapes", "any"),
    Rule("attribute_close", ("AttributeError",), "^(?:module|type object)? ?'(?P<owner>[^']{1,80})'(?: object)? has no attribute '(?P<attribute>[^']{1,80})'", near=True),
    Rule("attribute_unknown", ("AttributeError",), "^(?:module|type object)? ?'(?P<owner>[^']{1,80})'(?: object)? has no attribute '(?P<attribute>[^']{1,80})'"),
    Rule("not_callable", ("TypeError",), "^'(?P<kind>[^']{1,80})' object is not callable", "", "any"),
    Rule("argument_type", ("TypeError",), rf"{_CALL}: argument '(?P<argument>\w+)' (?:\(position \d+\) )?must be (?P<wanted>.{{1,60}}), not (?P<got>[\w.]+)", "tensor-shapes"),
    Rule("arguments_missing", ("TypeError",), rf"{_CALL} missing \d+ required (?:positional|keyword-only) arguments?: (?P<missing>.{{1,120}})"),
    Rule("arguments_many", ("TypeError",), rf"{_CALL} takes (?:from \d+ to )?(?P<wanted>\d+) positional arguments? but (?P<got>\d+) (?:was|were) given"),
    Rule("argument_unknown", ("TypeError",), rf"{_CALL} got an unexpected keyword argument '(?P<argument>[^']{{1,80}})'"),
    Rule("unpack_many", ("ValueError",), r"too many values to unpack \(expected (?P<wanted>\d+)\)"),
    Rule("unpack_few", ("ValueError",), r"not enough values to unpack \(expected (?P<wanted>\d+), got (?P<got>\d+)\)"),
    Rule("text_and_number", ("TypeError",), r"can only concatenate str \(not \"(?P<kind>[^\"]{1,60})\"\) to str"),
    Rule("import_close", ("ImportError",), r"cannot import name '(?P<missing>[^']{1,80})' from '(?P<module>[^']{1,80})'", near=True),
    Rule("import_unknown", ("ImportError",), r"cannot import name '(?P<missing>[^']{1,80})' from '(?P<module>[^']{1,80})'"),
    Rule("module_missing", ("ModuleNotFoundError",), "No module named '(?P<missing>[^']{1,80})'"),
    Rule("key_missing", ("KeyError",), "^(?P<key>.{1,80})", "", "items"),
    Rule("list_range", ("IndexError",), "^(?:list|tuple|string) (?:assignment )?index out of range", "", "items"),
    Rule("divided_by_zero", ("ZeroDivisionError",)),
    Rule("no_file", ("FileNotFoundError",), "No such file or directory: '(?P<file>[^']{1,200})'"),
    Rule("not_a_number", ("ValueError",), r"(?:could not convert string to float|invalid literal for int\(\) with base 10): (?P<text>.{1,60})"),
    Rule("recursion", ("RecursionError",)),
    Rule("out_of_memory", ("MemoryError",)),
)  # fmt: skip
