"""A client of MCP with a limit of time around its first call, and a server that does not answer, but ends when asked.

Culprit: nobody
"""
import sys

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

SILENT = "import sys\nfor line in sys.stdin: pass"


async def main():
    server = StdioServerParameters(command=sys.executable, args=["-c", SILENT])
    async with stdio_client(server) as (reads, writes), ClientSession(reads, writes) as session:
        with anyio.move_on_after(1):
            await session.initialize()
    print("left", flush=True)


anyio.run(main)
