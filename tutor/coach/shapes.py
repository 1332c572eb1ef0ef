"""Rules about sizes that do not fit, dimensions and indices."""

from __future__ import annotations

from tutor.coach.rule import Rule

_RUNTIME = ("RuntimeError",)
_INDEX = ("IndexError",)
_SHAPES = "tensor-shapes"
_JOIN = "stack-vs-cat"
_VIEWS = "views-and-memory"
_SHAPE1 = r"(?P<shape1>\[[\d, ]*\])"
_SHAPE2 = r"(?P<shape2>\[[\d, ]*\])"
_MATRICES = r"mat1 and mat2 shapes cannot be multiplied \((?P<shape1>\d+x(?P<inner1>\d+)) and (?P<shape2>(?P<inner2>\d+)x\d+)\)"

RULES = (
    Rule("linear_shapes", _RUNTIME, _MATRICES, _SHAPES, "module", needs="module"),
    Rule("matmul_shapes", _RUNTIME, _MATRICES, _SHAPES),
    Rule("vector_shapes", _RUNTIME, r"size mismatch, got input \(\d+\), mat \((?P<shape1>\d+x(?P<inner1>\d+))\), vec \((?P<inner2>\d+)\)", _SHAPES),
    Rule("dot_shapes", _RUNTIME, r"inconsistent tensor size, expected tensor \[(?P<one>\d+)\] and src \[(?P<other>\d+)\]", _SHAPES),
    Rule("batch_shapes", _RUNTIME, rf"batch2 tensor to be: {_SHAPE1} but got: {_SHAPE2}", _SHAPES),
    Rule("mask_shape", _INDEX, rf"shape of the mask {_SHAPE1} at index (?P<dim>\d+) does not match the shape of the indexed tensor {_SHAPE2}", _SHAPES),
    Rule("broadcast_shapes", _RUNTIME, r"size of tensor a \((?P<one>\d+)\) must match the size of tensor b \((?P<other>\d+)\) at non-singleton dimension (?P<dim>\d+)", "broadcasting"),
    Rule("grows_in_place", _RUNTIME, rf"output with shape {_SHAPE1} doesn't match the broadcast shape {_SHAPE2}", "broadcasting"),
    Rule("expand_sizes", _RUNTIME, r"expanded size of the tensor \((?P<wanted>\d+)\) must match the existing size \((?P<size>\d+)\) at non-singleton dimension (?P<dim>\d+)\.\s+Target sizes: (?P<shape1>\[[\d, ]*\])\.\s+Tensor sizes: (?P<shape2>\[[\d, ]*\])", "broadcasting"),
    Rule("assign_sizes", _RUNTIME, rf"expand\(torch\.[\w.]+\{{{_SHAPE1}\}}, size={_SHAPE2}\)", "broadcasting"),
    Rule("cat_sizes", _RUNTIME, r"Sizes of tensors must match except in dimension (?P<dim>\d+)\. Expected size (?P<one>\d+) but got size (?P<other>\d+) for tensor number (?P<number>\d+)", _JOIN),
    Rule("cat_dimensions", _RUNTIME, r"Tensors must have same number of dimensions: got (?P<one>\d+) and (?P<other>\d+)", _JOIN),
    Rule("cat_scalars", _RUNTIME, "zero-dimensional tensor .{0,30}cannot be concatenated", _JOIN),
    Rule("stack_sizes", _RUNTIME, rf"stack expects each tensor to be equal size, but got {_SHAPE1} at entry (?P<entry1>\d+) and {_SHAPE2} at entry (?P<entry2>\d+)", _JOIN),
    Rule("view_not_contiguous", _RUNTIME, "view size is not compatible with input tensor's size and stride", _VIEWS, "tensor"),
    Rule("reshape_sizes", _RUNTIME, r"shape '(?P<shape>\[[\d, -]*\])' is invalid for input of size (?P<count>\d+)", _VIEWS, "tensor"),
    Rule("permute_count", _RUNTIME, r"input\.dim\(\) = (?P<count>\d+) is not equal to len\(dims\) = (?P<given>\d+)", _VIEWS, "tensor"),
    Rule("transpose_dimensions", _RUNTIME, r"t\(\) expects a tensor with <= 2 dimensions, but self is (?P<count>\d+)D", _VIEWS, "tensor"),
    Rule("dimension_range", _INDEX, r"expected to be in range of \[(?P<least>-?\d+), (?P<most>-?\d+)\], but got (?P<dim>-?\d+)", _SHAPES, "tensor"),
    Rule("index_range", _INDEX, r"index (?P<index>-?\d+) is out of bounds for dimension (?P<dim>\d+) with size (?P<size>\d+)", _SHAPES, "tensor"),
    Rule("index_count", _INDEX, r"too many indices for tensor of dimension (?P<count>\d+)", _SHAPES, "tensor"),
    Rule("index_kind", _INDEX, r"only integers, slices .{0,80}are valid indices \(got (?P<kind>\w+)\)", _SHAPES),
    Rule("embedding_range", _INDEX, "^index out of range in self", _SHAPES, "module"),
    Rule("conv_channels", _RUNTIME, rf"weight of size {_SHAPE1}, expected input{_SHAPE2} to have (?P<wanted>\d+) channels, but got (?P<got>\d+) channels", _SHAPES, "module"),
    Rule("conv_dimensions", _RUNTIME, r"Expected (?P<least>\d)D \(unbatched\) or (?P<most>\d)D \(batched\) input to (?P<function>\w+), but got input of size: (?P<shape>\[[\d, ]*\])", _SHAPES),
    Rule("norm_of_one", ("ValueError",), r"Expected more than 1 value per channel when training, got input size torch\.Size\((?P<shape>\[[\d, ]*\])\)", "train-vs-eval"),
    Rule("norm_features", _RUNTIME, r"running_mean should contain (?P<got>\d+) elements not (?P<wanted>\d+)", "train-vs-eval", "module"),
    Rule("layer_norm", _RUNTIME, rf"Given normalized_shape={_SHAPE1}, expected input with shape .{{0,60}}but got input of size{_SHAPE2}", _SHAPES),
    Rule("recurrent_size", _RUNTIME, r"input\.size\(-1\) must be equal to input_size\. Expected (?P<wanted>\d+), got (?P<got>\d+)", "capstone-variable-length"),
    Rule("lengths_unsorted", _RUNTIME, "lengths` array must be sorted in decreasing order", "capstone-variable-length"),
    Rule("item_of_many", ("RuntimeError", "ValueError", "TypeError"), r"a Tensor with (?P<count>\d+) elements? cannot be converted to Scalar", _SHAPES, "tensor"),
    Rule("number_of_many", ("ValueError", "TypeError"), "only one element tensors can be converted to Python scalars", _SHAPES, "tensor"),
    Rule("truth_of_many", _RUNTIME, "Boolean value of Tensor with more than one value is ambiguous", _SHAPES, "tensor"),
    Rule("ragged_list", ("ValueError",), r"expected sequence of length (?P<wanted>\d+) at dim (?P<dim>\d+) \(got (?P<got>\d+)\)", "collate-and-padding"),
    Rule("loop_over_scalar", ("TypeError",), "iteration over a 0-d tensor", _SHAPES, "tensor"),
)  # fmt: skip
