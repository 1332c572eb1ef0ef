"""Rules about datasets, loaders, collating and worker processes."""

from __future__ import annotations

from tutor.coach.rule import Rule

_COLLATE = "collate-and-padding"
_SAMPLERS = "samplers-and-shuffle"
_DATASET = "map-dataset"
_WORKERS = "workers-and-prefetch"
_STREAM = "iterable-dataset"

RULES = (
    Rule("collate_sizes", ("RuntimeError",), r"stack expects each tensor to be equal size, but got (?P<shape1>\[[\d, ]*\]) at entry (?P<entry1>\d+) and (?P<shape2>\[[\d, ]*\]) at entry (?P<entry2>\d+)", _COLLATE, line="^(?!.{0,300}stack)"),
    Rule("collate_storage", ("RuntimeError",), "Trying to resize storage that is not resizable", _COLLATE),
    Rule("collate_lists", ("RuntimeError",), "each element in list of batch should be of equal size", _COLLATE),
    Rule("collate_type", ("TypeError",), r"default_collate: batch must contain .{0,80}found <class '(?P<kind>[\w.]+)'>", _COLLATE),
    Rule("sampler_and_shuffle", ("ValueError",), "sampler option is mutually exclusive with shuffle", _SAMPLERS),
    Rule("batch_sampler_alone", ("ValueError",), "batch_sampler option is mutually exclusive with batch_size", _SAMPLERS),
    Rule("stream_shuffle", ("ValueError",), "DataLoader with IterableDataset: expected unspecified shuffle option, but got shuffle=(?P<given>[^\n]{1,60})", _STREAM),
    Rule("stream_sampler", ("ValueError",), r"DataLoader with IterableDataset: expected unspecified (?P<option>\w+) option", _STREAM),
    Rule("no_length", ("TypeError",), r"object of type '(?P<kind>\w+)' has no len\(\)", _DATASET, line="(?i)loader|sampler|dataset"),
    Rule("next_of_loader", ("TypeError",), "'DataLoader' object is not an iterator", "iter-and-next"),
    Rule("loader_index", ("TypeError",), "'DataLoader' object is not subscriptable", "iter-and-next"),
    Rule("iterator_used_up", ("StopIteration",), "", "iter-and-next"),
    Rule("no_getitem", ("NotImplementedError",), "Subclasses of Dataset should implement __getitem__", _DATASET),
    Rule("no_samples", ("ValueError",), r"num_samples should be a positive integer value, but got num_samples=(?P<count>-?\d+)", _DATASET),
    Rule("tensor_lengths", ("AssertionError",), "Size mismatch between tensors", _DATASET),
    Rule("split_lengths", ("ValueError",), "Sum of input lengths does not equal the length of the input dataset", _DATASET),
    Rule("not_picklable", ("AttributeError", "PicklingError"), r"Can't (?:pickle|get) local object '(?P<thing>[^']{1,120})'", _WORKERS),
    Rule("not_picklable", ("PicklingError",), r"Can't pickle (?P<thing>[^:]{1,120}): attribute lookup", _WORKERS),
    Rule("worker_died", ("RuntimeError",), r"DataLoader worker \(pid\(s\) [\d, ]{1,40}\) exited unexpectedly", _WORKERS),
    Rule("worker_late", ("RuntimeError",), r"DataLoader timed out after (?P<seconds>[\d.]+) seconds", _WORKERS),
    Rule("needs_workers", ("ValueError",), "(?P<option>prefetch_factor|persistent_workers) option (?:could only be specified in multiprocessing|needs num_workers > 0)", _WORKERS),
)  # fmt: skip
