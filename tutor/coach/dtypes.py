"""Rules about dtypes and devices, and about what losses want their targets to be."""

from __future__ import annotations

from tutor.coach.rule import Rule

_RUNTIME = ("RuntimeError",)
_SHAPES = "tensor-shapes"
_STEPS = "training-four-steps"
_SIZES = r"arget size \(torch\.Size\((?P<shape1>\[[\d, ]*\])\)\).{1,40}input size \(torch\.Size\((?P<shape2>\[[\d, ]*\])\)\)"

RULES = (
    Rule("matmul_dtypes", _RUNTIME, r"same dtype, but (?:got|found):? (?P<dtype1>\w+) (?:!=|and) (?P<dtype2>\w+)", _SHAPES),
    Rule("target_dtype", _RUNTIME, r"expected target dtype to be (?P<dtype1>[\w ]{1,40}), but got (?P<dtype2>\w+)", _STEPS),
    Rule("expected_dtype", _RUNTIME, r"[Ee]xpected scalar type (?P<dtype1>\w+) but found (?P<dtype2>\w+)", _SHAPES),
    Rule("gradient_dtype", _RUNTIME, r"Found dtype (?P<dtype2>\w+) but expected (?P<dtype1>\w+)", _SHAPES),
    Rule("conv_dtypes", _RUNTIME, r"Input type \((?P<dtype1>[\w.]+)\) and (?:weight|bias) type \((?P<dtype2>[\w.]+)\) should be the same", _SHAPES),
    Rule("mean_of_ints", _RUNTIME, r"(?P<function>\w+)\(\): could not infer output dtype\. .{0,90}Got: (?P<dtype>\w+)", _SHAPES),
    Rule("result_dtype", _RUNTIME, r"result type (?P<dtype1>\w+) can't be cast to the desired output type (?P<dtype2>\w+)", _SHAPES, "tensor"),
    Rule("index_dtype", ("IndexError",), "tensors used as indices must be long", _SHAPES),
    Rule("argument_dtype", _RUNTIME, r"argument #(?P<number>\d+) '(?P<argument>\w+)' to have one of the following scalar types: (?P<dtype1>[\w, ]{1,60}); but got (?P<dtype2>torch\.[\w.]+)", _SHAPES, "module"),
    Rule("gather_dtype", _RUNTIME, r"(?P<function>\w+)\(\): Expected dtype int32/int64 for index", _SHAPES),
    Rule("not_implemented_for", ("NotImplementedError", "RuntimeError"), r"\"(?P<function>\w+)\" not implemented for '(?P<dtype>\w+)'", _SHAPES),
    Rule("of_text", ("ValueError", "TypeError"), r"too many dimensions 'str'|invalid data type 'str'", "transforms-and-lazy-tensors"),
    Rule("target_broadcast", ("UserWarning",), _SIZES, "broadcasting"),
    Rule("target_size", ("ValueError",), _SIZES, "broadcasting"),
    Rule("class_range", ("IndexError",), r"Target (?P<target>-?\d+) is out of bounds", _STEPS),
    Rule("batch_sizes", ("ValueError",), r"Expected input batch_size \((?P<one>\d+)\) to match target batch_size \((?P<other>\d+)\)", _STEPS),
    Rule("one_hot_target", _RUNTIME, r"Expected floating point type for target with class probabilities, got (?P<dtype>\w+)", _STEPS),
    Rule("multi_target", _RUNTIME, "0D or 1D target tensor expected, multi-target not supported", _STEPS),
    Rule("probabilities_wanted", _RUNTIME, "all elements of input should be between 0 and 1", _STEPS),
    Rule("one_device", _RUNTIME, r"Tensor on device (?P<device1>[\w:]+) is not on the expected device (?P<device2>[\w:]+)", "tensor-shapes"),
    Rule("one_device", _RUNTIME, r"Expected all tensors to be on the same device, .{1,90}(?P<device1>(?:cuda|cpu|mps|xpu)[:\d]*)\D{1,60}(?P<device2>(?:cuda|cpu|mps|xpu)[:\d]*)", "tensor-shapes"),
    Rule("no_cuda", ("AssertionError", "RuntimeError"), "Torch not compiled with CUDA enabled|Found no NVIDIA driver|No CUDA GPUs are available", ""),
    Rule("copy_of_tensor", ("UserWarning",), "To copy construct from a tensor, it is recommended", "views-and-memory"),
    Rule("memory", _RUNTIME, r"allocate memory: you tried to allocate (?P<bytes>\d+) bytes", _SHAPES),
)  # fmt: skip
