"""Small programs that each raise one of the errors the coach knows, on the installed torch.

A table is text: a line == rule begins a program, what follows  |  on it must stand in what the
coach says: the program's own names, shapes and numbers.
"""

from __future__ import annotations

AUTOGRAD = """
== second_backward
import torch
w = torch.tensor(2.0, requires_grad=True)
loss = w * w
loss.backward()
loss.backward()

== leaf_inplace | w
import torch
w = torch.ones(2, requires_grad=True)
w -= 0.1 * torch.ones(2)

== leaf_inplace | weight
import torch
weight = torch.ones(2, requires_grad=True)
weight.add_(1.0)

== leaf_view_inplace | w
import torch
w = torch.ones(2, requires_grad=True)
w[0] = 5.0

== leaf_moved
import torch
w = torch.ones(2, requires_grad=True)
loss = (w * 3).sum()
w.requires_grad_(False)
w.mul_(torch.ones(2, requires_grad=True))
loss.backward()

== view_made_without_grad | row
import torch
w = torch.ones(2, 2, requires_grad=True)
with torch.no_grad():
    row = w[0]
row.mul_(2.0)

== view_of_many | Split
import torch
w = torch.ones(4, requires_grad=True)
first, second = (w * 2).split(2)
first.mul_(3.0)

== view_of_function | Same
import torch
class Same(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.view(-1)
    @staticmethod
    def backward(ctx, grad):
        return grad
x = torch.ones(2, requires_grad=True) * 1
y = Same.apply(x)
y.add_(1.0)

== loss_without_graph | loss
import torch
x = torch.ones(3)
loss = (x * 2).sum()
loss.backward()

== loss_without_graph
import torch
model = torch.nn.Linear(2, 1)
with torch.no_grad():
    loss = model(torch.ones(1, 2)).sum()
loss.backward()

== not_a_scalar | y | (3,)
import torch
x = torch.ones(3, requires_grad=True)
y = x * 2
y.backward()

== changed_in_place | (2,) | Exp | version 1
import torch
x = torch.ones(2, requires_grad=True)
y = x.exp()
y.add_(1)
y.sum().backward()

== changed_in_place | (2, 1) | version 3
import torch
layer = torch.nn.Linear(2, 1)
out = torch.nn.Linear(1, 1)
optimizer = torch.optim.SGD([*layer.parameters(), *out.parameters()], lr=0.1)
loss = out(layer(torch.ones(3, 2, requires_grad=True))).sum()
loss.backward(retain_graph=True)
with torch.no_grad():
    layer.weight.add_(1)
    layer.weight.add_(1)
loss.backward()

== changed_leaf | (2,) | version 1
import torch
w = torch.ones(2, requires_grad=True)
loss = (w * w).sum()
with torch.no_grad():
    w.add_(1.0)
loss.backward()

== view_under_hook
import torch
layer = torch.nn.ReLU(inplace=True)
layer.register_full_backward_hook(lambda module, before, after: None)
layer(torch.ones(2, requires_grad=True) * 1)

== hook_size | shrink
import torch
def shrink(grad):
    return grad[:1]
x = torch.ones(3, requires_grad=True)
y = x * 2
y.register_hook(shrink)
y.sum().backward()

== hook_returned | int
import torch
y = torch.ones(3, requires_grad=True) * 2
y.register_hook(lambda grad: 3)
y.sum().backward()

== function_shape | ScaleBackward | (5,) | (2,)
import torch
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, grad):
        return torch.ones(5)
Scale.apply(torch.ones(2, requires_grad=True)).sum().backward()

== function_static
import torch
class Scale(torch.autograd.Function):
    def forward(ctx, x):
        return x * 2
    def backward(ctx, grad):
        return grad
Scale()(torch.ones(2, requires_grad=True))

== function_backward
import torch
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
Scale.apply(torch.ones(2, requires_grad=True)).sum().backward()

== grad_of_whole_numbers
import torch
w = torch.tensor([1, 2], requires_grad=True)

== grad_of_whole_numbers | n
import torch
n = torch.tensor([1, 2])
n.requires_grad_(True)

== numpy_needs_detach | y
import torch
y = torch.ones(2, requires_grad=True) * 3
y.numpy()

== hook_without_grad | x
import torch
x = torch.ones(2)
x.register_hook(print)

== hook_not_on_leaf | y
import torch
y = torch.ones(2, requires_grad=True) * 2
y.register_post_accumulate_grad_hook(print)

== inference_saved
import torch
w = torch.ones(2, requires_grad=True)
with torch.inference_mode():
    x = torch.ones(2)
y = (w * x).sum()

== inference_changed | x
import torch
with torch.inference_mode():
    x = torch.ones(2)
x.add_(1.0)

== grad_of_unused | a
import torch
a = torch.tensor(1.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
torch.autograd.grad(2 * b, a)

== flag_of_non_leaf | y
import torch
y = torch.ones(2, requires_grad=True) * 2
y.requires_grad = False

== copy_of_non_leaf
import copy
import torch
y = torch.ones(2, requires_grad=True) * 2
copy.deepcopy(y)

== gradient_shape | (3,) | (2,)
import torch
y = torch.ones(2, requires_grad=True) * 2
y.backward(torch.ones(3))

== grad_of_other_size | w
import torch
w = torch.ones(2, requires_grad=True)
w.grad = torch.ones(3)

== function_gradients | Scale | 2 | 1
import torch
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, k):
        return x * k
    @staticmethod
    def backward(ctx, grad):
        return grad
Scale.apply(torch.ones(2, requires_grad=True), 3).sum().backward()

== grad_is_none | w
import torch
w = torch.ones(2, requires_grad=True)
lr = 0.1
w.data -= lr * w.grad

== grad_is_none | w
import torch
w = torch.ones(2, requires_grad=True)
w.grad.zero_()
"""

SHAPES = """
== matmul_shapes | (4, 3) | (5, 2) | 3 | 5
import torch
a = torch.ones(4, 3)
b = torch.ones(5, 2)
a @ b

== linear_shapes | (8, 20) | 20 | 10 | layer
import torch
layer = torch.nn.Linear(10, 2)
x = torch.ones(8, 20)
layer(x)

== linear_shapes | (3136, 28) | 784
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)
    def forward(self, x):
        return self.fc(x)
Net()(torch.ones(112, 28, 28))

== vector_shapes | 3 | 4
import torch
torch.ones(2, 3) @ torch.ones(4)

== dot_shapes | 3 | 4
import torch
torch.dot(torch.ones(3), torch.ones(4))

== batch_shapes | (2, 3) | (2, 4)
import torch
torch.bmm(torch.ones(2, 5, 3), torch.ones(2, 4, 3))

== broadcast_shapes | 3 | 4 | dimension 1 | a  float32 (2, 3) | b  float32 (2, 4)
import torch
a = torch.ones(2, 3)
b = torch.ones(2, 4)
a + b

== grows_in_place | (3,) | (2, 3)
import torch
x = torch.zeros(3)
x.add_(torch.zeros(2, 3))

== cat_sizes | 3 | 4 | dimension 0
import torch
parts = [torch.ones(2, 3), torch.ones(2, 4)]
torch.cat(parts)

== cat_dimensions | 2 | 1
import torch
torch.cat([torch.ones(2, 3), torch.ones(3)])

== cat_scalars
import torch
torch.cat([torch.tensor(1.0), torch.tensor(2.0)])

== stack_sizes | (2, 3) | (2, 4) | 0 | 1
import torch
a, b = torch.ones(2, 3), torch.ones(2, 4)
torch.stack([a, b])

== view_not_contiguous | x
import torch
x = torch.ones(2, 3).t()
x.view(6)

== reshape_sizes | (2, 4) | 6
import torch
torch.ones(6).reshape(2, 4)

== dimension_range | 2 | -2 | 1
import torch
torch.ones(2, 3).sum(dim=2)

== index_range | 5 | 3
import torch
x = torch.ones(3)
x[5]

== index_count | 1
import torch
x = torch.ones(3)
x[0, 0]

== expand_sizes | (2, 4) | (2, 3)
import torch
torch.ones(2, 3).expand(2, 4)

== embedding_range
import torch
table = torch.nn.Embedding(10, 3)
table(torch.tensor([3, 10]))

== conv_channels | (1, 1, 28, 28) | 3 | 1
import torch
torch.nn.Conv2d(3, 8, 3)(torch.ones(1, 1, 28, 28))

== conv_dimensions
import torch
torch.nn.Conv2d(3, 8, 3)(torch.ones(28, 28))

== norm_of_one | (1, 4)
import torch
torch.nn.BatchNorm1d(4)(torch.ones(1, 4))

== norm_features | 4 | 3
import torch
torch.nn.BatchNorm1d(4)(torch.ones(2, 3))

== item_of_many | 3
import torch
x = torch.ones(3)
x.item()

== number_of_many | x
import torch
x = torch.ones(2)
float(x)

== mask_shape | (2,) | (3,)
import torch
x = torch.ones(3)
x[torch.ones(2, dtype=torch.bool)]

== index_kind | float
import torch
x = torch.ones(3)
x[3 / 2]

== assign_sizes | (2,)
import torch
x = torch.ones(3)
x[0] = torch.ones(2)

== permute_count | 2 | 3
import torch
x = torch.ones(2, 3)
x.permute(0, 1, 2)

== layer_norm | (3,) | (2, 4)
import torch
torch.nn.LayerNorm(3)(torch.ones(2, 4))

== recurrent_size | 3 | 2
import torch
torch.nn.LSTM(3, 4)(torch.ones(2, 5, 2))

== lengths_unsorted
import torch
from torch.nn.utils.rnn import pack_padded_sequence
pack_padded_sequence(torch.ones(2, 3, 1), [1, 3], batch_first=True)

== collate_storage
import torch
raise RuntimeError("Trying to resize storage that is not resizable")

== truth_of_many | x
import torch
x = torch.ones(3)
if x > 0:
    pass

== transpose_dimensions | 3
import torch
torch.ones(2, 3, 4).t()

== ragged_list | 2 | 1
import torch
torch.tensor([[1, 2], [3]])

== loop_over_scalar | total
import torch
total = torch.tensor(3.0)
for value in total:
    pass
"""

DTYPES = """
== matmul_dtypes | float64 | float32
import torch
a = torch.ones(2, 2, dtype=torch.float64)
b = torch.ones(2, 2)
a @ b

== matmul_dtypes
import torch
layer = torch.nn.Linear(2, 1)
x = torch.ones(3, 2, dtype=torch.float64)
layer(x)

== target_dtype | int64 | float32
import torch
scores = torch.ones(3, 4)
target = torch.zeros(3, dtype=torch.int32)
torch.nn.functional.nll_loss(scores, target.float())

== mean_of_ints | int64 | mean
import torch
torch.arange(3).mean()

== result_dtype | float32 | int64
import torch
n = torch.tensor([1, 2])
n += 0.5

== index_dtype
import torch
x = torch.ones(3)
x[torch.tensor([0.0, 1.0])]

== argument_dtype | int64, int32 | float32
import torch
torch.nn.Embedding(3, 2)(torch.tensor([0.0, 1.0]))

== not_implemented_for | int64
import torch
torch.softmax(torch.tensor([1, 2]), dim=0)

== gradient_dtype | float64 | float32
import torch
model = torch.nn.Linear(1, 1)
loss = torch.nn.functional.huber_loss(model(torch.ones(2, 1)), torch.ones(2, 1, dtype=torch.float64))
loss.backward()

== conv_dtypes | float64 | float32
import torch
torch.nn.Conv1d(1, 1, 1)(torch.ones(1, 1, 4, dtype=torch.float64))

== of_text
import torch
torch.tensor(["cat", "dog"])

== argument_type | stack | tensors | Tensor
import torch
x = torch.ones(3)
torch.stack(x)

== target_size | (4,) | (4, 1)
import torch
torch.nn.BCELoss()(torch.rand(4, 1), torch.ones(4))

== target_size | (4,) | (4, 1)
import torch
torch.nn.BCEWithLogitsLoss()(torch.rand(4, 1), torch.ones(4))

== class_range | 5
import torch
scores = torch.ones(2, 3)
torch.nn.functional.cross_entropy(scores, torch.tensor([0, 5]))

== batch_sizes | 4 | 3
import torch
torch.nn.functional.cross_entropy(torch.ones(4, 2), torch.zeros(3, dtype=torch.long))

== one_hot_target
import torch
torch.nn.functional.cross_entropy(torch.ones(4, 2), torch.zeros(4, 2, dtype=torch.long))

== probabilities_wanted
import torch
torch.nn.BCELoss()(torch.tensor([1.5]), torch.tensor([1.0]))

== multi_target
import torch
torch.nn.functional.cross_entropy(torch.ones(4, 2), torch.zeros(4, 1, dtype=torch.long))

== expected_dtype | float32 | float64
import torch
torch.bmm(torch.ones(1, 2, 2), torch.ones(1, 2, 2, dtype=torch.float64))

== gather_dtype | gather
import torch
torch.gather(torch.ones(2, 2), 0, torch.ones(2, 2))

== matmul_dtypes | int64 | float32
import torch
torch.arange(2) @ torch.ones(2)

== one_device | meta | cpu
import torch
layer = torch.nn.Linear(2, 2, device="meta")
layer(torch.ones(1, 2))

== no_cuda
import torch
torch.ones(2, device="cuda")

== memory | 40000000000000
import torch
torch.ones(10**13)
"""

MODULES = """
== init_not_called | super().__init__()
import torch
class Net(torch.nn.Module):
    def __init__(self):
        self.layer = torch.nn.Linear(1, 1)
Net()

== init_not_called
import torch
class Net(torch.nn.Module):
    def __init__(self):
        self.w = torch.nn.Parameter(torch.ones(1))
Net()

== not_a_parameter | weight
import torch
layer = torch.nn.Linear(1, 1)
layer.weight = torch.ones(1, 1)

== load_keys | fc.bias | head.bias
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(1, 1)
Net().load_state_dict({"fc.weight": torch.ones(1, 1), "head.bias": torch.ones(1)})

== load_missing | 0.bias
import torch
net = torch.nn.Sequential(torch.nn.Linear(1, 1))
net.load_state_dict({"0.weight": torch.ones(1, 1)})

== load_unexpected | extra
import torch
net = torch.nn.Linear(1, 1)
net.load_state_dict(net.state_dict() | {"extra": torch.ones(1)})

== load_size | 0.weight | (3, 2) | (4, 2)
import torch
net = torch.nn.Sequential(torch.nn.Linear(2, 4))
other = torch.nn.Sequential(torch.nn.Linear(2, 3))
net.load_state_dict(other.state_dict())

== no_parameters | net
import torch
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)]
net = Net()
torch.optim.SGD(net.parameters(), lr=0.1)

== optimizer_wants_list | w
import torch
w = torch.ones(2, requires_grad=True)
torch.optim.SGD(w, lr=0.1)

== optimizer_wants_leaf
import torch
w = torch.ones(2, requires_grad=True) * 2
torch.optim.SGD([w], lr=0.1)

== optimizer_wants_tensors | str
import torch
net = torch.nn.Linear(1, 1)
torch.optim.SGD(net.state_dict(), lr=0.1)

== optimizer_wants_call
import torch
net = torch.nn.Linear(1, 1)
torch.optim.SGD(net.parameters, lr=0.1)

== optimizer_wants_parameters | net | Linear
import torch
net = torch.nn.Linear(1, 1)
torch.optim.SGD(net, lr=0.1)

== init_not_called
import torch
class Net(torch.nn.Module):
    def __init__(self):
        self.size = 3
Net().parameters().__next__()

== in_two_groups
import torch
net = torch.nn.Linear(1, 1)
torch.optim.SGD([{"params": net.parameters()}, {"params": [net.bias]}], lr=0.1)

== no_forward | Net
import torch
class Net(torch.nn.Module):
    def foward(self, x):
        return x
Net()(torch.ones(1))

== list_of_modules | ModuleList
import torch
layers = torch.nn.ModuleList([torch.nn.Linear(1, 1)])
layers(torch.ones(1))

== not_a_module | list
import torch
torch.nn.Sequential([torch.nn.Linear(1, 1)])

== attribute_close | Net | fc2 | fc1
import torch
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = torch.nn.Linear(1, 1)
    def forward(self, x):
        return self.fc2(x)
Net()(torch.ones(1))

== arguments_missing | forward | y
import torch
class Net(torch.nn.Module):
    def forward(self, x, y):
        return x
Net()(torch.ones(1))
"""

DATA = """
== collate_sizes | (3,) | (5,)
import torch
from torch.utils.data import DataLoader
samples = [torch.zeros(3), torch.zeros(5)]
for batch in DataLoader(samples, batch_size=2):
    pass

== collate_sizes | (3,) | (5,) | worker 0
import torch
from torch.utils.data import DataLoader
samples = [torch.zeros(3), torch.zeros(5)]
for batch in DataLoader(samples, batch_size=2, num_workers=1):
    pass

== collate_lists
from torch.utils.data import DataLoader
next(iter(DataLoader([[1, 2], [3]], batch_size=2)))

== collate_type | NoneType
from torch.utils.data import DataLoader
next(iter(DataLoader([None, None], batch_size=2)))

== sampler_and_shuffle
from torch.utils.data import DataLoader, SequentialSampler
data = [1, 2, 3]
DataLoader(data, sampler=SequentialSampler(data), shuffle=True)

== batch_sampler_alone
from torch.utils.data import BatchSampler, DataLoader, SequentialSampler
data = [1, 2, 3]
batches = BatchSampler(SequentialSampler(data), 2, False)
DataLoader(data, batch_sampler=batches, batch_size=2)

== stream_shuffle | shuffle=True
from torch.utils.data import DataLoader, IterableDataset
class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(3))
DataLoader(Stream(), shuffle=True)

== no_length | Stream
from torch.utils.data import DataLoader, IterableDataset
class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(3))
len(DataLoader(Stream()))

== no_length | Squares
from torch.utils.data import DataLoader, Dataset
class Squares(Dataset):
    def __getitem__(self, i):
        return i * i
DataLoader(Squares(), shuffle=True)

== next_of_loader
from torch.utils.data import DataLoader
loader = DataLoader([1, 2, 3])
next(loader)

== stream_sampler | sampler
from torch.utils.data import DataLoader, IterableDataset, SequentialSampler
class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(3))
DataLoader(Stream(), sampler=SequentialSampler([1]))

== loader_index
from torch.utils.data import DataLoader
loader = DataLoader([1, 2, 3])
loader[0]

== worker_late | 0.2
import time
from torch.utils.data import DataLoader, Dataset
class Slow(Dataset):
    def __len__(self):
        return 1
    def __getitem__(self, index):
        time.sleep(1)
next(iter(DataLoader(Slow(), num_workers=1, timeout=0.2)))

== divided_by_zero | worker 0 | line 6
from torch.utils.data import DataLoader, Dataset
class Means(Dataset):
    def __len__(self):
        return 4
    def __getitem__(self, index):
        return 1 / index
list(DataLoader(Means(), num_workers=1))

== iterator_used_up
from torch.utils.data import DataLoader
batches = iter(DataLoader([1]))
next(batches)
next(batches)

== no_getitem
from torch.utils.data import DataLoader, Dataset
class Empty(Dataset):
    def __len__(self):
        return 3
next(iter(DataLoader(Empty())))

== no_samples
from torch.utils.data import DataLoader
DataLoader([], shuffle=True)

== tensor_lengths
import torch
from torch.utils.data import TensorDataset
x, y = torch.ones(3), torch.ones(4)
TensorDataset(x, y)

== split_lengths
import torch
from torch.utils.data import random_split
random_split(range(10), [7, 2])

== not_picklable | Local
import pickle
def make():
    class Local:
        pass
    return Local()
pickle.dumps(make())

== not_picklable | lambda
import pickle
pickle.dumps(lambda x: x)

== worker_died
import os
from torch.utils.data import DataLoader, Dataset
class Dies(Dataset):
    def __len__(self):
        return 4
    def __getitem__(self, i):
        os._exit(3)
next(iter(DataLoader(Dies(), num_workers=1)))

== needs_workers | prefetch_factor
from torch.utils.data import DataLoader
DataLoader([1], prefetch_factor=2)

== needs_workers | persistent_workers
from torch.utils.data import DataLoader
DataLoader([1], persistent_workers=True)
"""

SHUT_IN = """
== no_network
import urllib.request
urllib.request.urlopen("http://example.com/data.csv")

== no_network
import urllib.request
urllib.request.urlopen("http://127.0.0.1:9/data.csv")

== no_network
import torch
torch.hub.load_state_dict_from_url("https://example.com/model.pth")

== no_network
import socket
socket.create_connection(("127.0.0.1", 9))

== no_network
import torch.distributed
torch.distributed.init_process_group("gloo", init_method="tcp://127.0.0.1:29500", rank=0, world_size=1)

== foreign_file | /usr/model.pt
open("/usr/model.pt", "w")

== foreign_file | /tmp/model.pt
import pathlib
pathlib.Path("/tmp/model.pt").write_text("x")

== foreign_process
import os
os.kill(1, 9)

== hidden_file | /home/someone/model.pt
import torch
torch.load("/home/someone/model.pt")

== file_too_large
open("large", "wb").write(bytes(80 * 2**20))

== folder_full
import errno, os
raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
"""

PYTHON = """
== name_close | los | loss
loss = 3
print(los)

== name_imported | nn | from torch import nn
import torch
layer = nn.Linear(1, 1)

== name_unknown | weights
print(weights)

== name_too_early | total
def add(x):
    total = total + x
    return total
add(1)

== block_missing | for
for i in range(3):
print(i)

== indent_unexpected
x = 1
  y = 2

== indent_unmatched
def f():
        x = 1
    return x

== colon_missing
for i in range(3)
    print(i)

== equals_in_test
x = 3
if x = 3:
    pass

== never_closed | (
x = (1 + 2
y = 3

== closed_too_often | )
x = 1 + 2)

== text_not_closed
x = "cat

== comma_missing
x = [1 2]

== not_a_target
1 + 2 = x

== syntax
x = = 3

== attribute_close | mean
import torch
torch.ones(3).maen()

== attribute_close | DataLoader
import torch
torch.utils.data.Dataloader

== attribute_unknown | colour | Tensor
import torch
torch.ones(3).colour

== list_is_no_tensor | x | shape
x = [1, 2, 3]
x.shape

== not_callable | Tensor | x
import torch
x = torch.ones(3)
x(0)

== not_callable | list
layers = [1, 2]
layers(3)

== parentheses_missing
import torch
x = torch.ones(3)
x.size[0]

== parentheses_missing
import torch
total = torch.tensor(1.0).item + 1

== arguments_missing | area | height
def area(width, height):
    return width * height
area(2)

== arguments_many | area | 2 | 3
def area(width, height):
    return width * height
area(1, 2, 3)

== argument_unknown | colour
def area(width):
    return width
area(1, colour="red")

== none_has_no | shape
x = [3, 1].sort()
x.shape

== none_used | subscriptable
x = None
x[0]

== unpack_many | 2
from torch.utils.data import DataLoader
for x, y in [(1, 2, 3)]:
    pass

== unpack_few | 3 | 2
a, b, c = (1, 2)

== text_and_number
print("loss: " + 3.0)

== module_missing | tensorflow_datasets_x
import tensorflow_datasets_x

== import_close | Dataloader | DataLoader
from torch.utils.data import Dataloader

== key_missing | 'labels'
batch = {"label": 1}
batch["labels"]

== list_range | xs
xs = [1, 2, 3]
xs[3]

== recursion
def f(x):
    return f(x)
f(1)

== divided_by_zero
losses = []
sum(losses) / len(losses)

== no_file | train.csv
open("train.csv")

== not_a_number | cat
float("cat")

== closed_wrong | ) | [
x = [1, 2)

== print_without_call | print
print "loss"

== outside_function | return
return 3

== tabs_and_spaces
if True:
        x = 1
\ty = 2

== name_functional
F.relu(3)

== name_numpy
np.zeros(3)

== name_of_data | DataLoader
DataLoader([1])

== name_module | torch
torch.ones(2)

== none_in_sum
def loss():
    pass
loss() + 1

== import_unknown | Dataset | torch.nn
from torch.nn import Dataset

== out_of_memory
raise MemoryError
"""

WARNINGS = """
== grad_of_non_leaf
import torch
w = torch.ones(2, requires_grad=True)
y = w * 2
y.sum().backward()
print(y.grad)

== target_broadcast | (4,) | (4, 1)
import torch
torch.nn.functional.mse_loss(torch.ones(4, 1), torch.ones(4))

== schedule_first
import torch
w = torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1)
schedule.step()

== copy_of_tensor
import torch
torch.tensor(torch.ones(2))

== hook_without_input
import torch
layer = torch.nn.Linear(1, 1)
layer.register_full_backward_hook(lambda m, gi, go: None)
layer(torch.ones(1, 1)).sum().backward()
"""


def programs(table: str) -> list[tuple[str, tuple[str, ...], str]]:
    """Return each program of a table: its rule, what must be said, and its source."""
    found = []
    for block in table.split("\n== ")[1:]:
        head, _, source = block.partition("\n")
        rule, *said = head.split(" | ")
        found.append((rule, tuple(said), source))
    return found
