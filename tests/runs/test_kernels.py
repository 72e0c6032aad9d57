"""A client of a kernel knows that it is ready by what the kernel says, and that it has died."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from queue import Empty

import pytest

from phantich.runs.kernels import LocalKernelClient, LocalKernelManager


def test_nothing_is_left_to_be_read_when_a_kernel_is_ready_and_a_dead_one_is_told() -> None:
    async def tried() -> None:
        manager = LocalKernelManager(kernel_name="python3")
        await manager.start_kernel()
        client = manager.client()
        assert isinstance(client, LocalKernelClient)
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=60)
            with pytest.raises(Empty):
                await client.iopub_channel.get_msg(timeout=0.3)
            reply = await client.execute("6 * 7", reply=True, timeout=30)
            assert reply["content"]["status"] == "ok"
            await manager.shutdown_kernel(now=True)
            with pytest.raises(RuntimeError, match="died"):
                await client.wait_for_ready(timeout=60)
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)

    # Another test of this process may have left a loop that runs.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, tried()).result()
