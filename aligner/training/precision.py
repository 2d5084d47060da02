"""How a device computes best: number formats, and memory that stays with the process."""

import ctypes
import sys

import torch

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""Numbers of two parameters of glibc's ``mallopt`` (malloc.h)."""


def product_type(wanted: str, device: torch.device) -> torch.dtype:
    """Return the number format of matrix products for ``auto``, ``float32`` or ``bfloat16``.

    ``auto`` takes bfloat16 where the device multiplies it faster than float32: a GPU, and a CPU
    with AVX-512 BF16 or AMX. Weights, their sums and the optimizer stay float32 in any case.
    """
    if wanted == "float32":
        return torch.float32
    if wanted == "bfloat16" or device.type == "cuda":
        return torch.bfloat16
    # Older versions of PyTorch that we take cannot say; float32 is right everywhere.
    able = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32


def keep_memory() -> None:
    """Have glibc reuse freed tensors: fresh pages cost a sixth of a training step on a CPU."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_MMAP_THRESHOLD, 1 << 30)
        libc.mallopt(M_TRIM_THRESHOLD, (1 << 31) - 1)
