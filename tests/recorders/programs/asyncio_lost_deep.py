"""An error that is lost in finally; what is called there cleans up itself, so that Python has no link to the error."""
import asyncio


async def release():
    try:
        await asyncio.sleep(1)
    finally:
        await asyncio.sleep(0.01)


async def upload():
    try:
        raise ValueError("the file is broken")
    finally:
        await release()


async def main():
    try:
        async with asyncio.timeout(0.02):
            await upload()
    except TimeoutError:
        print("too late")


asyncio.run(main())
