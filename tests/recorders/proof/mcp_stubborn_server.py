"""MCP 1.6: a server that does not answer, and does not end when its input does; the client cannot be left.

modelcontextprotocol/python-sdk 468, langchain-ai/langchain 40472: the end of the transport waits for the process without
a limit. Nothing is cancelled there, and so `check` could only say what still waits.

Culprit: * in main
With: mcp==1.6.0 anyio==4.9.0 pydantic==2.11.3 httpx==0.28.1 starlette==0.46.1 uvicorn==0.34.0
"""
import faulthandler
import sys

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(7)
"""


async def main():
    server = StdioServerParameters(command=sys.executable, args=["-c", STUBBORN])
    async with stdio_client(server) as (reads, writes), ClientSession(reads, writes) as session:
        with anyio.move_on_after(1):
            await session.initialize()
        print("given up", flush=True)
    print("left", flush=True)


faulthandler.dump_traceback_later(5, exit=True)  # should it hang
anyio.run(main)
