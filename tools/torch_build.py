"""Which build of PyTorch to install: prints the arguments for pip that choose it.

On Linux the package index has the build for NVIDIA's cards, several gigabytes. Where there is no
such card, the build for the CPU does the same in a tenth of the space; it is on an index of its
own, which is tried once, and quickly: without a network, the ordinary index is named as fast.

    python tools/torch_build.py [--index URL] [--seconds N]

Uses nothing beside Python: it runs before anything is installed.
"""

import argparse
import shutil
import sys
import threading
from pathlib import Path
from urllib.request import Request, urlopen

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
PATIENCE_SECONDS = 5.0
DRIVER = Path("/proc/driver/nvidia")


def main() -> None:
    """Print the arguments to standard output, and the reason for people to standard error."""
    parser = argparse.ArgumentParser(description="Print pip's arguments for a build of PyTorch.")
    parser.add_argument("--index", default=CPU_INDEX, help=f"default: {CPU_INDEX}")
    parser.add_argument("--seconds", type=float, default=PATIENCE_SECONDS, help="how long to wait")
    options = parser.parse_args()
    arguments, reason = choose(options.index, seconds=options.seconds)
    print(reason, file=sys.stderr)
    print(*arguments)


def choose(
    index: str, *, seconds: float, platform: str = sys.platform, driver: Path = DRIVER
) -> tuple[list[str], str]:
    """Return pip's arguments, and why it is these."""
    if platform != "linux":
        return [], "PyTorch: the build of the package index, about 100 MB"
    if driver.exists() or shutil.which("nvidia-smi"):
        return [], "PyTorch: the build for the NVIDIA card that is here, several gigabytes"
    if answers(f"{index}/torch/", seconds=seconds):
        return ["--extra-index-url", index], f"PyTorch: the build for the CPU, 200 MB, from {index}"
    return [], (
        f"PyTorch: the build of the package index, as {index} does not answer. It may bring "
        'several gigabytes for NVIDIA cards; PIP_TORCH_ARGS="--extra-index-url URL" names another '
        "index"
    )


def answers(address: str, *, seconds: float) -> bool:
    """Whether a web address can be had within some seconds, names and all."""
    found: list[bool] = []

    def ask() -> None:
        try:
            # The name is that of who comes next: some servers turn Python's own away.
            request = Request(address, method="HEAD", headers={"User-Agent": "pip"})  # noqa: S310
            with urlopen(request, timeout=seconds):  # noqa: S310
                found.append(True)
        except (OSError, ValueError):  # refused, not found, no such host, no address
            pass

    # The limit of `urlopen` is for each step, and looking a name up has none.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    return bool(found)


if __name__ == "__main__":
    main()
