"""A client of MCP is opened in one task and closed in another, as classes with connect() and close() do.

modelcontextprotocol/python-sdk 79 and 577: "Attempted to exit cancel scope in a different task than it was entered in".

Culprit: * in stdio_client
"""
import asyncio
import faulthandler
import sys
from contextlib import AsyncExitStack

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

SILENT = "import sys\nfor line in sys.stdin: pass"


async def connect(stack):
    server = StdioServerParameters(command=sys.executable, args=["-c", SILENT])
    reads, writes = await stack.enter_async_context(stdio_client(server))
    await stack.enter_async_context(ClientSession(reads, writes))


async def main():
    stack = AsyncExitStack()
    await asyncio.create_task(connect(stack), name="connect")
    try:
        await stack.aclose()
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", flush=True)


faulthandler.dump_traceback_later(6, exit=True)  # should it hang
asyncio.run(main())
