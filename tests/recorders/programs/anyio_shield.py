import anyio


async def flush():
    with anyio.CancelScope(shield=True):
        await anyio.sleep(0.05)


async def service():
    try:
        await anyio.sleep(60)
    finally:
        await flush()


async def main():
    with anyio.move_on_after(0.01):
        async with anyio.create_task_group() as group:
            group.start_soon(service)
    print("done")


anyio.run(main)
