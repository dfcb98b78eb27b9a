import asyncio


class UploadError(Exception):
    pass


async def upload():
    try:
        await asyncio.sleep(0.001)
        raise UploadError("disk full")
    finally:
        await asyncio.sleep(60)  # the cancellation that comes here takes the place of the error


async def notify():
    try:
        raise UploadError("handled")
    except UploadError:
        await asyncio.sleep(60)  # whoever is here has dealt with it


async def limited():
    try:
        raise UploadError("goes on")
    finally:
        try:
            async with asyncio.timeout(0.001):
                await asyncio.sleep(60)
        except TimeoutError:
            pass


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(upload()), group.create_task(notify())]
        await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
    try:
        await limited()
    except UploadError as exc:
        print(exc)


asyncio.run(main())
