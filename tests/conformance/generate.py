#!/usr/bin/python3
"""Writes random scenarios: generate.py SEED COUNT FOLDER [handlers]. Times are chosen so that ties are likely.

With `handlers` they are about what handlers of `except` and `except*` raise, and in which nesting it goes on.
"""
import random
import sys

TYPES = ["ValueError", "KeyError", "OSError", "RuntimeError"]


class Writer:
    def __init__(self, rng):
        self.rng = rng
        self.names = 0
        self.tokens = rng.random() < 0.4
        self.events = rng.random() < 0.4
        self.locks = rng.random() < 0.3

    def name(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def time(self, least=0):
        return f"{self.rng.randint(least, 6) * 15.625:g}ms"  # exact in binary, so that ties are ties in Python, too

    def steps(self, depth, scopes, groups, errors, handling, most=3):
        return [
            self.step(depth, scopes, groups, errors, handling)
            for _ in range(self.rng.randint(1, most))
        ]

    def step(self, depth, scopes, groups, errors, handling):
        r = self.rng
        simple = [
            ("sleep", 8), ("log", 4), ("checkpoint", 3), ("raise", 3 if depth < 6 else 1), ("cancel", 4 if scopes else 0),
            ("shield", 2 if scopes else 0), ("deadline", 1 if scopes else 0), ("work", 1), ("blocking", 1),
            ("reraise", 3 if handling else 0), ("again", 2 if errors else 0), ("ask", 2 if scopes else 0),
            ("spawn", 4 if groups else 0), ("token", 2 if self.tokens else 0), ("event", 2 if self.events else 0),
        ]
        nested = [
            ("scope", 4), ("move_on_after", 4), ("fail_after", 3), ("shielded", 3), ("group", 6), ("try", 6), ("repeat", 1),
            ("retry", 1), ("operation", 2), ("budget", 1), ("start", 2 if groups else 0),
            ("until", 2 if self.tokens else 0), ("lock", 1 if self.locks else 0), ("shutdown", 1 if self.tokens else 0),
        ]
        table = simple + (nested if depth > 0 else [])
        kind = r.choices([k for k, _ in table], [w for _, w in table])[0]
        return getattr(self, "make_" + kind)(depth - 1, scopes, groups, errors, handling)

    # -- plain

    def make_sleep(self, *_):
        return {"sleep": self.time()}

    def make_log(self, *_):
        return {"log": self.name("line ")}

    def make_checkpoint(self, *_):
        return "checkpoint"

    def make_work(self, *_):
        return {"work": "15.625ms"}

    def make_blocking(self, *_):
        # Not the length of a sleep: a real thread has no say in what comes first in one instant, and the
        # one that stands in for it on Trio comes a pass late.
        length = f"{self.rng.randint(1, 6) * 15.625 + 7.8125:g}ms"
        if self.rng.random() < 0.5:
            return {"run_blocking": length}
        return {"run_blocking": {"for": length, "abandon_on_cancel": "true"}}

    def make_raise(self, depth, scopes, groups, errors, handling):
        r = self.rng
        one = {"type": r.choice(TYPES), "message": self.name("m")}
        if r.random() < 0.2:
            one["notes"] = [self.name("n")]
        if r.random() < 0.1:
            return {"raise": {"group": {"message": self.name("g"), "errors": [one, {"type": r.choice(TYPES)}]}}}
        if r.random() < 0.1:
            one["cause"] = {"type": r.choice(TYPES)}
        return {"raise": one}

    def make_cancel(self, depth, scopes, *_):
        return {"cancel": self.rng.choice(scopes)}

    def make_shield(self, depth, scopes, *_):
        return {"set_shield": {"scope": self.rng.choice(scopes), "shield": self.rng.choice(["true", "false"])}}

    def make_deadline(self, depth, scopes, *_):
        how = self.rng.choice([{"after": self.time()}, {"at": self.time(1)}, {"never": "true"}])
        return {"set_deadline": {"scope": self.rng.choice(scopes), **how}}

    def make_reraise(self, *_):
        return "reraise"

    def make_again(self, depth, scopes, groups, errors, handling):
        again = {"error": self.rng.choice(errors)}
        if self.rng.random() < 0.2:
            again["cause"] = {"type": self.rng.choice(TYPES), "message": self.name("why ")}
        return {"raise": again}

    def make_ask(self, depth, scopes, groups, errors, handling):
        ask = self.rng.choice(["cancel_called", "cancelled_caught"])
        return {"if": {ask: self.rng.choice(scopes), "then": [self.make_log()], "else": [self.make_log()]}}

    def make_token(self, *_):
        r = self.rng
        return r.choice([{"cancel": r.choice(["t", "u"])}, {"wait_cancelled": r.choice(["t", "u"])},
                         {"if": {"token_cancelled": "u", "then": [self.make_log()]}}])

    def make_event(self, *_):
        return self.rng.choice([{"set": "e"}, {"wait": "e"}])

    # -- with bodies

    def body(self, depth, scopes, groups, errors, handling, most=3):
        return self.steps(depth, scopes, groups, errors, handling, most)

    def make_scope(self, depth, scopes, groups, errors, handling):
        name = self.name("s")
        keys = {"name": name}
        if self.rng.random() < 0.3:
            keys["timeout"] = self.time()
        if self.rng.random() < 0.2:
            keys["shield"] = "true"
        return {"scope": {**keys, "body": self.body(depth, scopes + [name], groups, errors, handling)}}

    def make_move_on_after(self, depth, scopes, groups, errors, handling):
        name = self.name("s")
        keys = {"name": name, "after": self.time(), "body": self.body(depth, scopes + [name], groups, errors, handling)}
        if self.rng.random() < 0.5:
            keys["otherwise"] = self.body(depth, scopes, groups, errors, handling, 1)
        return {"move_on_after": keys}

    def make_fail_after(self, depth, scopes, groups, errors, handling):
        name = self.name("s")
        return {"fail_after": {"name": name, "after": self.time(),
                               "body": self.body(depth, scopes + [name], groups, errors, handling)}}

    def make_shielded(self, depth, scopes, groups, errors, handling):
        keys = {"body": self.body(depth, scopes, groups, errors, handling)}
        if self.rng.random() < 0.5:
            keys["timeout"] = self.time()
        return {"shield": keys}

    def make_group(self, depth, scopes, groups, errors, handling):
        name = self.name("g")
        inner = scopes + [name], groups + [name], errors
        steps = [self.task("spawn", depth, *inner) for _ in range(self.rng.randint(0, 2))]
        return {"task_group": {"name": name, "body": steps + self.body(depth, *inner, handling, 2)}}

    def task(self, step, depth, scopes, groups, errors):
        keys = {"name": self.name("job-"), "body": self.body(depth, scopes, groups, errors, False)}
        if self.rng.random() < 0.3:
            keys["in"] = self.rng.choice(groups)
        if step == "start" and self.rng.random() < 0.9:
            keys["body"].insert(self.rng.randint(0, len(keys["body"])), "started")
        return {step: keys}

    def make_spawn(self, depth, scopes, groups, errors, handling):
        return self.task("spawn", depth, scopes, groups, errors)

    def make_start(self, depth, scopes, groups, errors, handling):
        return self.task("start", depth, scopes, groups, errors)

    def make_try(self, depth, scopes, groups, errors, handling):
        r = self.rng
        keys = {"body": self.body(depth, scopes, groups, errors, handling)}
        how = r.random()
        if how < 0.55:
            name = "error" if r.random() < 0.3 else self.name("x")  # a name that programs like, too
            match = r.choice(["Exception", "BaseException", "cancelled", "group", "LookupError", r.choice(TYPES)])
            keys["except"] = [{"match": match, "as": name,
                               "body": self.body(depth, scopes, groups, errors + [name], True, 2)}]
            if r.random() < 0.3:
                keys["else"] = [self.make_log()]
        elif how < 0.7:
            keys["except_group"] = [
                self.group_handler(["Exception", "cancelled", r.choice(TYPES)], depth, scopes, groups, errors)
                for _ in range(r.randint(1, 2))]
        if how >= 0.7 or r.random() < 0.2:
            keys["finally"] = self.body(depth, scopes, groups, errors, False, 2)
        return {"try": keys}

    def group_handler(self, types, depth, scopes, groups, errors):
        name = self.name("x")
        return {"match": self.rng.choice(types), "as": name,
                "body": self.body(depth, scopes, groups, errors + [name], True, 2)}

    def make_repeat(self, depth, scopes, groups, errors, handling):
        return {"repeat": {"times": "2", "body": self.body(depth, scopes, groups, errors, handling, 2)}}

    def make_retry(self, depth, scopes, groups, errors, handling):
        keys = {"attempts": "2", "delay": self.time(), "body": self.body(depth, scopes, groups, errors, handling, 2)}
        if self.rng.random() < 0.5:
            keys["timeout"] = self.time(1)
        if self.rng.random() < 0.3:
            keys["errors"] = [self.rng.choice(["BaseException", "group", "LookupError"])]
        if self.rng.random() < 0.5:
            keys["otherwise"] = [self.make_log()]
        return {"retry": keys}

    def operation(self, depth, scopes, groups, errors, handling):
        name = self.name("o")
        keys = {"name": name, "body": self.body(depth, scopes, groups, errors, handling, 2)}
        if self.rng.random() < 0.5:
            keys["timeout"] = self.time(1)
        if self.rng.random() < 0.5:
            keys["otherwise"] = [self.make_log()]
        return keys

    def make_operation(self, depth, scopes, groups, errors, handling):
        keys = self.operation(depth, scopes, groups, errors, handling)
        if "timeout" not in keys and self.tokens:
            keys["token"] = self.rng.choice(["t", "u"])
        if self.rng.random() < 0.4:
            keys["cleanup"] = [{"sleep": self.time()}, self.make_log()]
        return {"operation": keys}

    def make_budget(self, depth, scopes, groups, errors, handling):
        return {"budget": {"total": self.time(2), "operations": [
            self.operation(depth, scopes, groups, errors, handling) for _ in range(2)]}}

    def make_until(self, depth, scopes, groups, errors, handling):
        return {"run_until_cancelled": {"token": self.rng.choice(["t", "u"]), "otherwise": [self.make_log()],
                                        "body": self.body(depth, scopes, groups, errors, handling)}}

    def make_lock(self, depth, scopes, groups, errors, handling):
        return {"with_lock": {"lock": "l", "body": [{"sleep": self.time()}, self.make_log()]}}

    def make_shutdown(self, depth, scopes, groups, errors, handling):
        return {"graceful_shutdown": {"token": self.rng.choice(["t", "u"]), "grace": self.time(),
                                      "cleanup": [self.make_log()],
                                      "body": self.body(depth, scopes, groups, errors, handling)}}


class Handlers(Writer):
    """Tasks, times and cancellations have no part in it: it is all about errors."""

    def step(self, depth, scopes, groups, errors, handling):
        table = [
            ("raise", 3), ("reraise", 4 if handling else 0), ("again", 4 if errors else 0), ("log", 1),
            ("subgroup", 1 if handling else 0), ("call", 1), ("call_in_handler", 2 if handling else 0),
        ]
        if depth > 0:
            table += [("try", 10), ("scope", 1), ("repeat", 1), ("retry", 1), ("operation", 1),
                      ("shutdown", 1), ("lock", 1), ("fail_after", 1)]
        kind = self.rng.choices([k for k, _ in table], [w for _, w in table])[0]
        return getattr(self, "make_" + kind)(depth - 1, scopes, groups, errors, handling)

    def steps(self, depth, scopes, groups, errors, handling, most=3):
        return super().steps(depth, scopes, groups, list(errors), handling, most)

    def make_raise(self, depth, scopes, groups, errors, handling):
        return {"raise": self.error(errors, 2)}

    def error(self, errors, depth):
        r = self.rng
        if depth and r.random() < 0.5:
            members = [self.error(errors, depth - 1) for _ in range(r.randint(1, 3))]
            return {"group": {"message": self.name("g"), "errors": members}}
        if errors and r.random() < 0.05:
            return {"error": r.choice(errors)}
        one = {"type": r.choice(TYPES), "message": self.name("m")}
        if r.random() < 0.2:
            one["notes"] = [self.name("n")]
        if r.random() < 0.2:
            one["cause"] = {"type": r.choice(TYPES)}
        return one

    def make_subgroup(self, depth, scopes, groups, errors, handling):
        name = self.name("k")
        step = {"non_cancel_subgroup": {"as": name}}
        errors.append(name)  # from here on in these steps
        return step

    def make_call(self, *_):
        return {"call": "anywhere"}

    def make_call_in_handler(self, *_):
        return {"call": "in-a-handler"}

    def make_try(self, depth, scopes, groups, errors, handling):
        r = self.rng
        keys = {"body": self.body(depth, scopes, groups, errors, handling, 2)}
        how = r.random()
        if how < 0.25:
            name = self.name("x")
            keys["except"] = [{"match": r.choice(["Exception", "group", "LookupError", r.choice(TYPES)]), "as": name,
                               "body": self.body(depth, scopes, groups, errors + [name], True, 2)}]
        elif how < 0.9:
            types = ["Exception", "LookupError"] + TYPES
            keys["except_group"] = [self.group_handler(types, depth, scopes, groups, errors)
                                    for _ in range(r.randint(1, 3))]
        if how >= 0.9 or r.random() < 0.1:
            keys["finally"] = self.body(depth, scopes, groups, errors, False, 1)
        return {"try": keys}


def handlers(seed):
    writer = Handlers(random.Random(seed))

    def shared(*body):
        end = writer.rng.choice([writer.make_log(), "reraise"])
        return [{"try": {"body": list(body), "except_group": [{"match": writer.rng.choice(TYPES), "body": [end]}]}}]

    functions = {"anywhere": shared(writer.make_raise(0, [], [], [], False)), "in-a-handler": shared("reraise")}
    text = f"scopelab: 1\ntitle: handlers {seed}\nsummary: random\n"
    text += "resources: {locks: [l], tokens: [t, {u: t}]}\nfunctions:\n"
    text += "".join(f"  {name}: {flow(steps)}\n" for name, steps in functions.items())
    steps = writer.steps(3, [], [], [], False, 2)
    return text + "main:\n" + "".join(f"  - {flow(step)}\n" for step in steps)


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return value


def scenario(seed):
    writer = Writer(random.Random(seed))
    # Nothing may wait for ever: a mock clock would not jump any more.
    main = [{"move_on_after": {"after": "250ms", "name": "whole",
                               "body": writer.steps(4, ["whole"], [], [], False, 4)}}]
    text = f"scopelab: 1\ntitle: random {seed}\nsummary: random\n"
    text += "resources: {events: [e], locks: [l], tokens: [t, {u: t}]}\n"
    return text + "main:\n" + "".join(f"  - {flow(step)}\n" for step in main)


if __name__ == "__main__":
    first, count, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    write = handlers if sys.argv[4:] == ["handlers"] else scenario
    for number in range(count):
        with open(f"{folder}/{number}.yaml", "w") as file:
            file.write(write(f"{first}/{number}"))
