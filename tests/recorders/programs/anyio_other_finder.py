"""Another finder of modules comes first, as pytest's, which rewrites AnyIO since it brings a plugin."""
import importlib.machinery
import sys


class Rewriter:
    @staticmethod
    def find_spec(name, path=None, target=None):
        return importlib.machinery.PathFinder.find_spec(name, path, target) if name.startswith("anyio") else None


sys.meta_path.insert(0, Rewriter)
import colorsys  # noqa: E402  one that is not its own

import anyio  # noqa: E402


async def flush():
    with anyio.CancelScope(shield=True):
        await anyio.sleep(0.3)


async def main():
    with anyio.move_on_after(0.05):
        await flush()
    print("done", colorsys.__name__)


anyio.run(main)
