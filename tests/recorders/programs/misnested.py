"""Scopes that are left in the wrong order: Trio complains, and the recording goes on."""
import trio


async def main():
    outer, inner = trio.CancelScope(), trio.CancelScope()
    outer.__enter__()
    inner.__enter__()
    try:
        outer.__exit__(None, None, None)
    except RuntimeError as exc:
        print(str(exc).split(":")[0])
    inner.__exit__(None, None, None)
    with trio.move_on_after(0.01) as limit:
        await trio.sleep(1)
    print(limit.cancelled_caught)


async def second():
    print("again")
    await trio.sleep(0.001)


try:
    trio.run(main)
except RuntimeError as exc:
    print(exc)
trio.run(second)
