"""An upload fails; its cleanup waits where it is cancelled, and nobody hears of the failure."""
import trio
import trio.testing


class UploadError(Exception):
    pass


async def upload(has_failed):
    try:
        raise UploadError("the server closed the connection")
    finally:
        has_failed.set()
        await trio.sleep(10)  # closes the connection


async def main():
    has_failed = trio.Event()
    with trio.CancelScope() as budget:
        async with trio.open_nursery() as uploads:
            uploads.start_soon(upload, has_failed)
            await has_failed.wait()
            await trio.testing.wait_all_tasks_blocked()
            budget.cancel()
    print("used up" if budget.cancelled_caught else "uploaded")


trio.run(main)
