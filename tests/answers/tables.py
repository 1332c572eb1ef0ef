"""The tables of `test_tables.py`: a key, and what is typed for it."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.answers import Asked
from tutor.records.values import NamedValue, Plain, SequenceValue, TensorValue, Value


@dataclass(frozen=True)
class Case:
    name: str
    key: Value
    asked: Asked
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def size(*sizes: int) -> Value:
    return SequenceValue("Size", tuple(Plain(each) for each in sizes), len(sizes))


def listed(*items: Value) -> Value:
    return SequenceValue("list", items, len(items))


NINE = TensorValue((), "float32", (9.0,))
CHOICES = (("A", "None"), ("B", "a tensor of zeros"), ("C", "an error"), ("D", "x + 1"))

TABLES = (
    Case(
        "nine",
        NINE,
        Asked("number", subject="w.grad"),
        (
            "9", "9.0", "+9", "9.", ".9e1", "9e0", "9.000", "9.00", "tensor(9.)",
            "tensor(9., grad_fn=<MulBackward0>)", "w.grad = 9", "w.grad=9", "w.grad == 9", "= 9",
            "w.grad: 9", "w.grad is 9", "grad = 9", "9 배", "9배", "nine", "Nine", "아홉", "구", "９", "９．０",
            "`9`", "'9'", "**9**", "answer: 9", "Answer = 9", "the answer is 9", "I think it is 9",
            "it's 9", "It is 9.", "정답은 9입니다", "답: 9", "9예요", "9이에요", "9개", "9번", "기울기는 9",
            "9.0 (because 3 passes)", "9 because it adds up", "9 times", "27/3", "3*3", "3 × 3", "3^2",
            "3**2", "4 + 5", "10-1", "√81", "[9.]", "(9)", "torch.tensor(9.)", "9!", " 9 ", "9\n",
            "The gradient is 9", "w.grad -> 9", "9,", "9 .", "equals 9",
            "27 / 3 = 9",
            "2*3 + 3 = 9",
            "about 9",
            "약 9",
            "9배 커요",
            "9 times larger",
            "x9",
            "×9",
            "9 pairs",
            "90×10⁻¹",
        ),
        (
            "3", "-9", "8", "10", "0", "9 or 10", "9 or 3", "either 9 or 10", "not 9", "it is not 9",
            "8-10", "8 ~ 10", "between 8 and 10", "9 10", "9, 10", "9 and 10", "True", "9,5", "90%", "9%",
            "nan", "inf", "", "   ", "x", "abc", "b.grad = 9", "9x9x9", "9i", "0x9f", "9 9", "??",
            "9는 아니다", "9 아니면 10", "9 또는 10", "I don't know", "9+", "((9)", "tensor([9., 9.])", "9.1",
            "2*4 = 9",
            "9 = 3",
            "27/3 = 8",
            "2n = 9",
            "= =",
            "9 =",
            "about",
            "9 times nine",
        ),
    ),
    Case(
        "a third",
        Plain(1 / 3),
        Asked("number"),
        ("1/3", "1 / 3", "0.33", "0.333", ".3333", "0.33333333", "one third", "⅓", "2/6", "33e-2", "3.3e-1"),
        ("0.3", "0.34", "0.32", "3", "1/4", "-1/3", "0.3 or 0.4", "33", "33%"),
    ),
    Case(
        "a thousand",
        Plain(1000),
        Asked("number", unit=("samples",)),
        ("1000", "1,000", "1_000", "1000 samples", "1e3", "10^3", "천", "one thousand", "1 000"),
        ("100", "10,00", "1000.5", "999", "1.000,5", "1000 or so maybe 900"),
    ),
    Case(
        "which one",
        Plain(3),
        Asked("number"),
        ("3", "epoch 3", "batch 3", "worker 3", "at position 3", "index 3", "에폭 3", "워커 3이에요"),
        ("epoch 4", "epoch 3 or 4", "epochs 3 to 4", "not epoch 3", "loss 3"),
    ),
    Case(
        "half",
        Plain(0.5),
        Asked("number", unit=("%",)),
        ("0.5", ".5", "1/2", "50%", "50 %", "½", "one half", "5e-1", "0.50"),
        ("50", "5%", "0.05", "0,5", "0.6", "-0.5"),
    ),
    Case(
        "matrix shape",
        size(2, 3),
        Asked("shape", subject="x.shape"),
        (
            "(2, 3)", "(2,3)", "[2, 3]", "[2,3]", "2, 3", "2,3", "2 3", "2x3", "2 x 3", "2X3", "2×3",
            "2 × 3", "2*3", "2 by 3", "2 By 3", "torch.Size([2, 3])", "torch.Size((2, 3))", "Size([2, 3])",
            "size(2, 3)", "２x３", "（2, 3）", "shape: (2, 3)", "shape = (2, 3)", "x.shape = (2, 3)",
            "the shape is (2, 3)", "it is 2x3", "`(2, 3)`", "(2, 3).", "(2, 3,)", "[2, 3,]",
            "tensor of shape (2, 3)", "모양은 (2, 3)", "(2, 3)입니다", "(2, 3)이에요", "two by three",
            "answer: (2, 3)", "tuple((2, 3))", "I think (2, 3)", "{2, 3}", "2 3 because of dim", "2-by-3", "2행 3열",
            "2 rows, 3 columns",
        ),
        (
            "6", "(3, 2)", "3x2", "(2, 3, 1)", "(1, 2, 3)", "(2,)", "(3,)", "()", "scalar", "5", "2.5x3",
            "(2, 3) or (3, 2)", "either (2,3) or (3,2)", "not (2, 3)", "(2 3", "2-3", "(-2, 3)", "(2, )3",
            "two", "abc", "", "(2, a)", "(2, 3), (2, 3)", "(2; 3; 4)", "2x3x", "torch.Size([3, 2])",
            "(2, 3) 아니면 (3, 2)", "(2, 3)이 아니다", "23", "(2,,3)", "[2][3]", "True",
        ),
    ),
    Case(
        "vector shape",
        size(6),
        Asked("shape"),
        ("6", "(6,)", "(6)", "[6]", "torch.Size([6])", "６", "(6, )", "shape (6,)"),
        ("(1, 6)", "(6, 1)", "()", "7", "(6, 6)"),
    ),
    Case(
        "scalar shape",
        size(),
        Asked("shape"),
        ("()", "[]", "scalar", "a scalar", "0-d", "0d", "0-dim", "torch.Size([])", "스칼라", "0차원", "( )"),
        ("(1,)", "1", "0", "(0,)", "[1]", "none of these"),
    ),
    Case(
        "two by two",
        TensorValue((2, 2), "float32", (1.0, 2.0, 3.0, 4.0)),
        Asked("tensor", subject="x"),
        (
            "[[1, 2], [3, 4]]", "[[1,2],[3,4]]", "[[1., 2.], [3., 4.]]", "((1, 2), (3, 4))",
            "tensor([[1., 2.],\n        [3., 4.]])", "tensor([[1, 2], [3, 4]])",
            "tensor([[1., 2.], [3., 4.]], grad_fn=<AddBackward0>)", "torch.tensor([[1, 2], [3, 4]])",
            "tensor([[1., 2.], [3., 4.]], requires_grad=True)", "np.array([[1, 2], [3, 4]])",
            "[[1, 2], [3, 4],]", "[[1, 2,], [3, 4,],]", "1 2\n3 4", "1, 2\n3, 4", "1 2; 3 4", "1, 2; 3, 4",
            "x = [[1, 2], [3, 4]]", "it is [[1, 2], [3, 4]]", "`[[1, 2], [3, 4]]`", "[[1.0, 2.0], [3.0, 4.0]]",
            "[[+1, 2], [3, 4]]", "[[1e0, 2], [3, 4]]", "[[2/2, 2], [3, 4]]", "정답은 [[1, 2], [3, 4]]",
            "[[1, 2], [3, 4]]입니다", "[ [1, 2], [3, 4] ]", "[[１, ２], [３, ４]]", "[[1, 2]; [3, 4]]",
            "array([[1., 2.], [3., 4.]])", "answer: [[1,2],[3,4]]", "tensor([[1., 2.], [3., 4.]], dtype=torch.float32)",
            "[[1 2] [3 4]]",
        ),
        (
            "[[1, 3], [2, 4]]", "[1, 2, 3, 4]", "[[1, 2, 3, 4]]", "[[1], [2], [3], [4]]", "[[2, 4], [6, 8]]",
            "[[-1, -2], [-3, -4]]", "[[1, 2], [3, 5]]", "[[1, 2], [3]]", "[[1, 2], [3, 4]", "[[1, 2], 3, 4]",
            "[[4, 3], [2, 1]]", "[[1, 2], [3, 4], [5, 6]]", "[]", "[[]]", "1", "", "abc", "[[a, b], [c, d]]",
            "[[1, 2], [3, ...]]", "tensor([[1, 2], [3, 4]], dtype=torch.int64)", "[[1, 2], [3, 4]] or zeros",
            "not [[1, 2], [3, 4]]", "[[1, 2], [3, 4]] [[1, 2], [3, 4]]", "[[nan, 2], [3, 4]]", "[[True, 2], [3, 4]]",
            "[[1, 2], [3, None]]", "[[[1, 2], [3, 4]]]", "[[0.1, 0.2], [0.3, 0.4]]", "[[1, 2][3, 4]", "1 2 3 4",
            "[[10, 20], [30, 40]]", "tensor()",
        ),
    ),
    Case(
        "float32",
        NamedValue("dtype", "torch.float32"),
        Asked("dtype"),
        (
            "torch.float32", "float32", "Float32", "FLOAT32", "torch.float", "float", "torch.FloatTensor",
            "FloatTensor", "float 32", "float-32", "fp32", "f32", "32-bit float", "32 bit float",
            "single", "np.float32", "numpy.float32", "`torch.float32`", "dtype=torch.float32",
            "dtype: float32", "it is torch.float32", "the dtype is float32", "float32입니다", "float32예요",
            "자료형은 float32", "'float32'", "(torch.float32)", "float32.", "I think float32", "answer: float32",
            "dtype torch.float32", "float32 (float)", "32비트 실수", "실수형 float32",
        ),
        (
            "float64", "torch.float64", "double", "float16", "half", "bfloat16", "int", "int32", "int64", "long",
            "bool", "complex64", "uint8", "float32 or float64", "not float32", "string", "", "flot32", "float33",
            "float32, float64", "either float32 or double", "torch.int", "tensor", "str", "None", "64", "fp16",
            "float8", "f64", "i32", "float32이 아니다", "float32 (double)", "32비트 정수",
        ),
    ),
    Case(
        "cpu",
        NamedValue("device", "cpu"),
        Asked("device"),
        (
            "cpu", "CPU", "Cpu", "torch.device('cpu')", 'torch.device("cpu")', "device('cpu')",
            "device(type='cpu')", "torch.device(type='cpu')", "'cpu'", '"cpu"', "`cpu`", "the cpu", "the CPU",
            "on the cpu", "it is on the cpu", "cpu:0", "cpu.", "device: cpu", "device = cpu", "device=cpu",
            "answer: cpu", "I think cpu", "it is cpu", "the device is cpu", "cpu입니다", "장치는 cpu", "cpu예요",
            " cpu ", "it stays on the cpu", "정답은 cpu", "ｃｐｕ",
        ),
        (
            "cuda", "cuda:0", "gpu", "mps", "meta", "xpu", "cuda:1", "torch.device('cuda')", "cpu or cuda",
            "not cpu", "not the cpu", "", "c", "cp", "cpus", "processor", "cpu, cuda", "either", "1", "0", "None",
            "device", "torch.device('cuda:0')", "tpu", "hpu", "either cpu or gpu", "cpu and cuda", "gpu:0",
            "cpu가 아니다", "x86", "vulkan", "cpu/cuda",
        ),
    ),
    Case(
        "False",
        Plain(False),
        Asked("boolean"),
        (
            "False", "false", "FALSE", "f", "no", "No", "NO", "no.", "n", "nope", "never", "wrong", "not true",
            "it does not", "it doesn't", "it is not", "it isn't", "they are not", "아니오", "아니요", "아니", "거짓",
            "아닙니다", "아니에요", "False, because there is no graph", "no, it is recorded", "`False`", "tensor(False)",
            "the answer is False", "I think no", "False입니다", "answer: False", "그렇지 않다", "없어요",
        ),
        (
            "True", "true", "yes", "y", "Yes, it does", "None", "none", "네", "예", "참", "맞아요", "maybe", "",
            "True or False", "yes or no", "false or true", "not false", "0", "1", "it does", "없음", "null", "nil",
            "both", "depends", "abc", "t", "네, 그렇다", "correct", "sure", "nothing",
        ),
    ),
    Case(
        "None",
        Plain(None),
        Asked("boolean", subject="w.grad"),
        ("None", "none", "NONE", "null", "nothing", "없음", "w.grad is None", "None.", "it is None", "없어요"),
        ("False", "True", "0", "no", "yes", "empty tensor"),
    ),
    Case(
        "RuntimeError",
        NamedValue("class", "RuntimeError"),
        Asked("exception"),
        (
            "RuntimeError", "runtimeerror", "RUNTIMEERROR", "Runtime Error", "runtime error", "runtime-error",
            "Runtime", "a RuntimeError", "the RuntimeError", "RuntimeError()", "RuntimeError: shapes differ",
            'RuntimeError("x")', "builtins.RuntimeError", "raises RuntimeError", "it raises a RuntimeError",
            "it throws RuntimeError", "It raises RuntimeError.", "`RuntimeError`", "'RuntimeError'",
            "class RuntimeError", "RuntimeError exception",
            "error: RuntimeError", "answer: RuntimeError", "I think RuntimeError", "RuntimeError입니다", "RuntimeError가 발생합니다",
            "RuntimeError예요", "런타임 에러", "런타임에러", "런타임 오류", "an error: RuntimeError", "RuntimeError.",
        ),
        (
            "ValueError", "TypeError", "IndexError", "Exception", "Error", "error", "KeyError", "None", "no error",
            "nothing", "RuntimeError or ValueError", "not RuntimeError", "RuntimeWarning", "", "abc", "AttributeError", "NotImplementedError", "MemoryError", "값 오류", "타입 에러",
            "인덱스 에러", "RuntimeError, ValueError", "either RuntimeError or TypeError", "no RuntimeError", "42", "yes",
            "StopIteration", "AssertionError", "OSError", "RuntimeErro", "warning", "RuntimeError 아니면 ValueError"),
    ),
    Case(
        "MulBackward0",
        NamedValue("node", "MulBackward0"),
        Asked("grad_fn"),
        (
            "MulBackward0", "mulbackward0", "MulBackward", "mulbackward", "Mul", "mul", "MUL", "<MulBackward0>",
            "<MulBackward0 object at 0x7f1c>", "grad_fn=<MulBackward0>", "grad_fn=<MulBackward0 object at 0x7f>",
            "MulBackward0()", "Mul Backward", "mul backward",
            "Mul_Backward", "`MulBackward0`", "'MulBackward0'", "multiplication", "multiply", "the multiplication",
            "it is MulBackward0", "the node is MulBackward0", "node MulBackward0", "I think MulBackward0",
            "answer: MulBackward0", "MulBackward0.", "MulBackward0입니다", "곱셈", "곱하기", "MulBackward0예요",
            "grad_fn: MulBackward0", "the grad_fn is MulBackward0", "MulBackward1",
        ),
        (
            "AddBackward0", "Add", "add", "Sum", "SumBackward0", "None", "none", "AccumulateGrad", "Mul or Add",
            "not Mul", "MulBackward0, AddBackward0", "MulBackward0 and AddBackward0", "", "backward", "grad_fn",
            "PowBackward0", "DivBackward0", "MmBackward0", "mm", "matmul", "덧셈", "0", "Mull", "ReluBackward0",
            "either Mul or Add", "SubBackward0", "Mul 아니면 Add", "no node", "ExpBackward0", "multi", "ml", "x",
        ),
    ),
    Case(
        "retain_graph",
        Plain("retain_graph"),
        Asked("words", also=("retain_graph=True",), terms=("create_graph",)),
        (
            "retain_graph", "Retain_Graph", "RETAIN_GRAPH", "retain graph", "retain-graph", "retaingraph",
            "`retain_graph`", "'retain_graph'", '"retain_graph"', "retain_graph.", "the retain_graph",
            "retain_graph=True", "retain_graph = True", "it is retain_graph", "I think retain_graph",
            "answer: retain_graph", "the answer is retain_graph", "retain_graph입니다", "retain_graph예요",
            "정답은 retain_graph", "retain_graph!", " retain_graph ", "**retain_graph**", "retain_graph?",
            "retain  graph", "Retain Graph", "it's retain_graph", "retain_graph()", "we use retain_graph",
            "답: retain_graph", "ｒｅｔａｉｎ＿ｇｒａｐｈ",
        ),
        (
            "retain_grad", "retain_grph", "create_graph", "retain", "graph", "not retain_graph",
            "retain_graph or create_graph", "either retain_graph or retain_grad", "", "x", "retain_graphs_all",
            "retain_graph=False", "keep_graph", "retain_grads", "requires_grad", "True", "None", "backward",
            "graph_retain", "detain_graph", "retain_graph 아니면 create_graph", "retian_graph", "relu", "gelu",
            "retain_graph가 아니다", "no_grad", "zero_grad", "retain the gradient", "?", "...", "1", "retain_graph_graph",
        ),
    ),
    Case(
        "register_full_backward_hook",
        Plain("register_full_backward_hook"),
        Asked("words"),
        (
            "register_full_backward_hook", "nn.Module.register_full_backward_hook",
            "torch.nn.Module.register_full_backward_hook", "module.register_full_backward_hook()",
            "Module.register_full_backward_hook",
        ),
        ("register_backward_hook", "register_hook", "module", "nn.Module", "module.register_forward_hook"),
    ),
    Case(
        "blocks.2.fc1.weight",
        Plain("blocks.2.fc1.weight"),
        Asked("words"),
        (
            "blocks.2.fc1.weight", "`blocks.2.fc1.weight`", '"blocks.2.fc1.weight"', "[blocks.2.fc1.weight]",
            "it is blocks.2.fc1.weight", "blocks.2.fc1.weight예요",
        ),
        ("blocks[2].fc1.weight", "blocks.3.fc1.weight", "blocks.2.fc1", "fc1.weight", "blocks[2]",
         "blocks2fc1weight", "blocks.2fc1.weight"),
    ),
    Case(
        "save_for_backward",
        Plain("save_for_backward"),
        Asked("words"),
        ("save_for_backward", "ctx.save_for_backward", "`ctx.save_for_backward()`", "self.save_for_backward"),
        ("ctx.saved_tensors", "ctx", "saveforward", "save_for_backward or saved_tensors"),
    ),
    Case(
        "B",
        Plain("a tensor of zeros"),
        Asked("choice", choices=CHOICES),
        (
            "B", "b", "B)", "b)", "(B)", "(b)", "[B]", "B.", "b.", "B:", "Ｂ", "`B`", "'B'", "2", "2)", "(2)", "2번",
            "option B", "Option b", "choice B", "answer B", "answer: B", "the answer is B", "I think B", "it is B",
            "답은 B", "정답은 B입니다", "B번", "a tensor of zeros", "A tensor of zeros", "A Tensor Of Zeros.",
            "B) a tensor of zeros", "B. a tensor of zeros", "B: a tensor of zeros", "`a tensor of zeros`",
        ),
        (
            "A", "a", "C", "D", "E", "1", "3", "4", "5", "A or B", "a, b", "A, B", "A and B", "AB", "not B", "B or C",
            "either A or B", "None", "an error", "x + 1", "A) a tensor of zeros", "B) an error", "", "zeros",
            "a tensor", "BB", "0", "-2", "B 아니면 C", "B가 아니다", "all", "both", "x + 2",
        ),
    ),
    Case(
        "A and C",
        Plain("None\nan error"),
        Asked("choices", choices=CHOICES),
        (
            "A, C", "a, c", "A,C", "AC", "ac", "A C", "a c", "C, A", "C A", "CA", "A and C", "a and c", "C and A",
            "A & C", "A + C", "A; C", "A/C", "A\nC", "(A) and (C)", "A) and C)", "1, 3", "1 3", "1 and 3", "3, 1",
            "None, an error", "None and an error", "answer: A, C", "the answer is A and C", "A와 C", "A, C입니다",
            "A 그리고 C", "정답은 A, C",
        ),
        (
            "A", "C", "B", "D", "A, B", "A, B, C", "ABC", "A, C, D", "all", "none", "A or C", "either A or C", "1",
            "3", "1, 2, 3", "B, D", "", "E", "A, E", "not A", "x", "A, A", "an error", "None", "1, 4", "B and C",
            "BD", "A 또는 C", "모두", "없음", "D, C", "A, not C",
        ),
    ),
    Case(
        "hooks in order",
        listed(Plain("pre"), Plain("forward"), Plain("hook")),
        Asked("order"),
        (
            "pre, forward, hook", "pre,forward,hook", "pre -> forward -> hook", "pre->forward->hook",
            "pre → forward → hook", "pre > forward > hook", "pre=>forward=>hook", "pre; forward; hook",
            "pre\nforward\nhook", "1. pre\n2. forward\n3. hook", "1) pre\n2) forward\n3) hook", "- pre\n- forward\n- hook",
            "pre forward hook", "Pre, Forward, Hook", "PRE, FORWARD, HOOK", "[pre, forward, hook]",
            "['pre', 'forward', 'hook']", '["pre", "forward", "hook"]', "(pre, forward, hook)", "`pre, forward, hook`",
            "pre then forward then hook", "first pre, then forward, then hook", "pre, then forward, finally hook",
            "pre, forward, and hook", "pre , forward , hook",
            "answer: pre, forward, hook", "the order is pre, forward, hook", "pre, forward, hook.", "pre,forward,hook,",
            "순서는 pre, forward, hook", "pre 다음 forward 다음 hook", "pre before forward before hook",
            "pre --> forward --> hook",
            "pre >> forward >> hook",
            "pre - forward - hook",
            "pre | forward | hook",
            "pre/forward/hook",
            "pre, forward, hook예요",
            "pre -> forward -> hook입니다",
            "먼저 pre, 그다음 forward, 마지막으로 hook",
            "pre first, then forward, then hook",
            "pre - forward - hook이에요",
        ),
        (
            "hook, forward, pre", "forward, pre, hook", "pre, hook, forward", "pre, hook", "pre, forward", "pre",
            "pre, forward, hook, hook", "pre, pre, forward, hook", "pre, forward, hook, end", "a, b, c", "",
            "hook -> forward -> pre", "pre, forward, hock", "forward", "pre or forward, hook", "hook\nforward\npre",
            "pre; hook; forward", "1, 2, 3", "x", "none", "pre, forward or hook", "forward -> hook -> pre",
            "pre forward", "hook pre forward", "pre > hook > forward", "pre, , hook", "pre, forward, hook, pre",
            "[pre, hook]", "3. hook\n2. forward\n1. pre", "either", "forward, hook", "all of them",
            "먼저 hook, 그다음 forward, 마지막으로 pre",
            "hook - forward - pre",
            "pre 또는 forward, hook",
            "forward/pre/hook",
        ),
    ),
    Case(
        "either may come first",
        listed(Plain("loss"), listed(Plain("w"), Plain("b"))),
        Asked("order"),
        ("loss, w, b", "loss, b, w", "loss -> w -> b"),
        ("w, loss, b", "w, b, loss", "loss, w"),
    ),
)  # fmt: skip
