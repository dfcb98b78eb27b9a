"""A client of MCP whose server does not answer: the retries around the call take the limit of time for one more failure.

modelcontextprotocol/python-sdk 332 and 468, langchain-ai/langchain 40472: there is no limit of time by itself, and so
people put one around.

Culprit: swallowed_cancellation in connect
"""
import faulthandler
import sys

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

SILENT = "import sys\nfor line in sys.stdin: pass"


async def connect(session):
    for _ in range(2):
        try:
            return await session.initialize()
        except BaseException as error:
            print(f"again after {type(error).__name__}", flush=True)


async def main():
    server = StdioServerParameters(command=sys.executable, args=["-c", SILENT])
    async with stdio_client(server) as (reads, writes), ClientSession(reads, writes) as session:
        with anyio.move_on_after(1):
            await connect(session)


faulthandler.dump_traceback_later(6, exit=True)  # should it hang
anyio.run(main)
