"""How much memory this process has and had, by the kernel's own marks, in megabytes of a million bytes."""

from __future__ import annotations

import contextlib
import resource
from pathlib import Path


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def most_resident_mb() -> float:
    """Of this program alone; on Linux that of getrusage begins with the process that started it."""
    with contextlib.suppress(OSError):
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
