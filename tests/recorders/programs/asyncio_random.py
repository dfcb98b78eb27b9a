"""Random programs of asyncio, each from a seed: asyncio_random.py FIRST LAST. Time is virtual, so they always do the same."""
import asyncio
import gc
import random
import sys


class Oops(Exception):
    pass


class Ordered(dict):
    """In place of a group's set, whose order depends on addresses."""

    def add(self, task):
        self[task] = None

    def discard(self, task):
        self.pop(task, None)


class VirtualLoop(asyncio.SelectorEventLoop):
    now = 0.0

    def time(self):
        return self.now

    def _run_once(self):
        if not self._ready and self._scheduled:
            self.now = max(self.now, self._scheduled[0].when())
        super()._run_once()


def shape(exc):
    members = getattr(exc, "exceptions", None)
    inner = f"[{', '.join(shape(one) for one in members)}]" if members else f"({exc})"
    behind = f" from {shape(exc.__cause__)}" if exc.__cause__ is not None else ""
    return type(exc).__name__ + inner + behind


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.loop = asyncio.get_running_loop()
        self.tasks = []
        self.count = 0
        self.lock = asyncio.Lock()
        self.semaphore = asyncio.Semaphore(2)
        self.event = asyncio.Event()
        self.queue = asyncio.Queue(2)
        self.actions = [getattr(self, name) for name in dir(self) if name.startswith("do_")]

    def say(self, *what):
        task = asyncio.current_task()
        print(f"{self.loop.time():.3f}", task.get_name() if task else "-", *what)

    def pause(self):
        return self.random.choice((0, 0, 0.001, 0.002, 0.003, 0.005))

    async def body(self, depth):
        for _ in range(self.random.randint(1, 4)):
            await self.random.choice(self.actions)(depth + 1)

    def spawn(self, create, depth):
        self.count += 1
        if self.count > 25 or depth > 5:
            return None
        task = create(self.child(depth), name=f"t{self.count}")
        self.tasks.append(task)
        return task

    async def child(self, depth):
        how = self.random.random()
        try:
            await self.body(depth)
            if how < 0.2:
                raise Oops(f"in {asyncio.current_task().get_name()}")
            return "fine"
        except asyncio.CancelledError as exc:
            self.say("cancelled", exc.args)
            if how > 0.9:
                return "swallowed"
            if how > 0.8:
                asyncio.current_task().uncancel()
                await asyncio.sleep(self.pause())
                return "took it back"
            if how > 0.7:
                await asyncio.sleep(self.pause())
            if how > 0.65:
                raise Oops("instead")
            raise
        finally:
            if 0.3 < how < 0.5:
                await asyncio.sleep(self.pause())
            self.say("ends")

    async def do_sleep(self, depth):
        await asyncio.sleep(self.pause())

    async def do_group(self, depth):
        try:
            async with asyncio.TaskGroup() as group:
                group._tasks = Ordered()
                for _ in range(self.random.randint(0, 3)):
                    self.spawn(group.create_task, depth)
                await self.body(depth)
        except* Oops as exc:
            self.say("group", shape(exc))

    async def do_timeout(self, depth):
        try:
            async with asyncio.timeout(self.pause()) as limit:
                if self.random.random() < 0.3:
                    limit.reschedule(self.loop.time() + self.pause())
                await self.body(depth)
        except TimeoutError as exc:
            self.say("late", shape(exc))

    async def do_wait_for(self, depth):
        try:
            self.say(await asyncio.wait_for(self.child(depth), self.pause()) if depth < 5 else "deep")
        except (TimeoutError, Oops) as exc:
            self.say("wait_for", shape(exc))

    async def do_create_and_await(self, depth):
        task = self.spawn(asyncio.create_task, depth)
        if task is None:
            return
        await asyncio.sleep(self.pause())
        if self.random.random() < 0.5:
            task.cancel("because")
        try:
            self.say("got", await task)
        except (Oops, asyncio.CancelledError) as exc:
            self.say("await", shape(exc))
            if asyncio.current_task().cancelling():
                raise

    async def do_create_and_forget(self, depth):
        self.spawn(asyncio.create_task, depth)

    async def do_gather(self, depth):
        some = [task for task in (self.spawn(asyncio.create_task, depth) for _ in range(2)) if task]
        try:
            results = await asyncio.gather(*some, return_exceptions=self.random.random() < 0.5)
            self.say("gathered", [str(one) for one in results])
        except Oops as exc:
            self.say("gather", shape(exc))

    async def do_shield(self, depth):
        task = self.spawn(asyncio.create_task, depth)
        if task is not None:
            try:
                self.say("shielded", await asyncio.shield(task))
            except Oops as exc:
                self.say("shield", shape(exc))

    async def do_cancel_somebody(self, depth):
        task = self.random.choice(self.tasks) if self.tasks else None
        if task is not None:
            self.say("cancels", task.get_name(), task.cancel())

    async def do_cancel_later(self, depth):
        task = self.random.choice(self.tasks) if self.tasks else None
        if task is not None:
            self.loop.call_later(self.pause(), task.cancel, "later")

    async def do_lock(self, depth):
        async with self.lock:
            await asyncio.sleep(self.pause())

    async def do_semaphore(self, depth):
        async with self.semaphore:
            await asyncio.sleep(self.pause())

    async def do_event(self, depth):
        if self.random.random() < 0.5:
            self.event.set()
        else:
            self.loop.call_later(self.pause(), self.event.set)
            await self.event.wait()
            self.event.clear()

    async def do_queue(self, depth):
        if self.random.random() < 0.5 and not self.queue.full():
            await self.queue.put(depth)
        elif not self.queue.empty():
            await self.queue.get()

    async def do_raise_and_clean_up(self, depth):
        try:
            try:
                raise Oops("first")
            finally:
                await asyncio.sleep(self.pause())
        except Oops as exc:
            self.say("caught", shape(exc))
            if self.random.random() < 0.3:
                raise Oops("second") from exc

    async def do_generator(self, depth):
        async def numbers():
            for number in range(2):
                await asyncio.sleep(self.pause())
                yield number

        self.say([number async for number in numbers()])

    async def main(self):
        try:
            await self.body(0)
        except (Exception, asyncio.CancelledError) as exc:  # asyncio cancels what is left in the order of addresses
            self.say("main", shape(exc))
        pending = [task for task in self.tasks if not task.done()]
        self.say("pending", [task.get_name() for task in pending])
        while pending:
            for task in pending:
                task.cancel("at the end")
            await asyncio.sleep(0.01)
            pending = [task for task in self.tasks if not task.done()]


def heard(loop, context):
    exc = context.get("exception")
    print("loop:", context["message"], shape(exc) if exc else "")


async def main(seed):
    asyncio.get_running_loop().set_exception_handler(heard)
    if hasattr(asyncio, "eager_task_factory") and seed % 2:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    await Program(seed).main()


gc.disable()
for seed in range(int(sys.argv[1]), int(sys.argv[2])):
    print("seed", seed)
    loop = VirtualLoop()
    try:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(main(seed))
    except BaseException as exc:
        print("left:", shape(exc))
    loop = None
    gc.collect()
