"""Machines that help comparing, and what is wrong when they cannot, in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from consult.errors import Invalid
from reports.comparing.parcels import Helpers
from reports.scattering import Trouble, Unavailable, workers_of


@contextmanager
def helpers_at(address: str | None) -> Iterator[Helpers | None]:
    """The workers of the Dask scheduler at `address`; None without an address.

    Raises Invalid when they cannot be used, also in the middle of the work.
    """
    if not address:
        yield None
        return
    try:
        with workers_of(address) as found:
            yield found
    except Unavailable as error:
        raise _said(error) from None


def _said(error: Unavailable) -> Invalid:
    address = error.address
    match error.trouble:
        case Trouble.MISSING:
            return Invalid(
                "这里没有装 Dask，不能用 --scheduler。请运行 pip install 'sandu-consult[dask]'。",
            )
        case Trouble.UNREACHABLE:
            return Invalid(
                "连不上调度程序 {address}。请检查地址（形如 tcp://主机:8786）、网络，"
                "以及 dask scheduler 是否在运行。",
                address=address,
            )
        case Trouble.IDLE:
            return Invalid(
                "调度程序 {address} 下面没有工作进程。请在各台机器上运行 dask worker {address}。",
                address=address,
            )
        case Trouble.UNLIKE:
            return Invalid(
                "调度程序 {address} 下面有工作进程没有装本程序，或者版本不同。"
                "请在每台机器上装同一版本后重启 dask worker。",
                address=address,
            )
        case Trouble.LOST:
            return Invalid(
                "调度程序 {address} 下面的工作进程一再中断，意见没有重新归类。"
                "请看 dask worker 的日志（多半是内存不够），再试一次。",
                address=address,
            )
