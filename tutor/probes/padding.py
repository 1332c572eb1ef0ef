"""A padded batch: which places are real, as told by lengths, a mask or the fill value."""

from __future__ import annotations

from typing import Any

import torch

from tutor.probes import History, Recorders, look
from tutor.records.job import Show
from tutor.records.views.padding import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_VALUES,
    PaddedRow,
    PaddingRecord,
)


def probe(
    show: Show, namespace: dict[str, Any], recorders: Recorders, history: History
) -> PaddingRecord:
    """Return the rows of the batch `show.of`, a tensor of shape (B, T) or (B, T, …).

    One of the options tells its padding: `lengths` (of the B sequences), `mask` (True for what is
    real) or `value` (of what is filled in at the end; 0 where no option is given). Raises
    TypeError or ValueError for what does not fit together.
    """
    del recorders, history
    batch = look(show.of, namespace)
    if not isinstance(batch, torch.Tensor) or batch.dim() < 2:
        raise TypeError(f"{show.of} is not a batch: it needs a tensor of shape (B, T) or (B, T, D)")
    batch = batch.detach()
    known_by, real = _real(batch, dict(show.options), namespace)
    vectors = batch.unsqueeze(-1).flatten(2)
    values = _values(vectors)
    rows = tuple(
        PaddedRow(
            "".join("01"[bool(place)] for place in real[row, :MOST_COLUMNS].tolist()),
            int(real[row].sum()),
            tuple(map(_plain, values[row].tolist())) if real.numel() <= MOST_VALUES else (),
        )
        for row in range(min(real.shape[0], MOST_ROWS))
    )
    return PaddingRecord(
        name=show.of,
        shape=tuple(batch.shape),
        dtype=str(batch.dtype).removeprefix("torch."),
        rows=rows,
        padded=int((~real).sum()),
        fill=_fill(vectors, real),
        known_by=known_by,
        norms=vectors.shape[2] if vectors.shape[2] > 1 else 0,
        left_out=max(0, real.shape[0] - MOST_ROWS),
    )


def _real(
    batch: torch.Tensor, options: dict[str, str], namespace: dict[str, Any]
) -> tuple[str, torch.Tensor]:
    """Return what told real places from padding, and a (B, T) tensor of bools."""
    places = batch.shape[:2]
    if "mask" in options:
        mask = torch.as_tensor(look(options["mask"], namespace)).detach().bool()
        if mask.shape != places:
            raise ValueError(f"the mask has shape {tuple(mask.shape)}, not {tuple(places)}")
        return "mask", mask
    if "lengths" in options:
        lengths = torch.as_tensor(look(options["lengths"], namespace)).detach().reshape(-1)
        if lengths.shape[0] != places[0]:
            raise ValueError(f"{lengths.shape[0]} lengths for a batch of {places[0]}")
        return "lengths", torch.arange(places[1]) < lengths.unsqueeze(1)
    fill = look(options.get("value", "0"), namespace)
    vectors = batch.unsqueeze(-1).flatten(2)
    filled = (vectors.isnan() if fill != fill else vectors == fill).all(dim=2)
    # Only a run of fill values that reaches the end is padding: the same value may be real before.
    return "value", ~filled.flip(1).cumprod(dim=1).flip(1).bool()


def _values(vectors: torch.Tensor) -> torch.Tensor:
    """Return one number a place: its value, or the norm of its vector."""
    if vectors.shape[2] == 1:
        return vectors[:, :, 0]
    wide = vectors if vectors.is_complex() else vectors.to(torch.float64)
    norms: torch.Tensor = torch.linalg.vector_norm(wide, dim=2)
    return norms


def _fill(vectors: torch.Tensor, real: torch.Tensor) -> bool | int | float | str | None:
    """Return the value that every place of padding holds, where it is one and the same."""
    filled = vectors[~real].reshape(-1)
    if not filled.numel() or not bool(
        torch.isclose(filled, filled[:1], rtol=0, atol=0, equal_nan=True).all()
    ):
        return None
    return _plain(filled[0].item())


def _plain(number: Any) -> bool | int | float | str:
    return number if isinstance(number, bool | int | float) else str(number)
