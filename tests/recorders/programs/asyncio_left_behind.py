import asyncio


async def heartbeat():
    while True:
        await asyncio.sleep(60)


async def main():
    task = asyncio.create_task(heartbeat())
    await asyncio.sleep(0.001)
    return task


loop = asyncio.new_event_loop()
task = loop.run_until_complete(main())
print(task.done())
loop.close()
task._log_destroy_pending = False
