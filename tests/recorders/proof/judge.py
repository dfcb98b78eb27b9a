"""Says of one recording: what `scopelab check --json` found first, and whether that is the culprit that the program names."""
import ast
import fnmatch
import json
import sys


def field(doc, name):
    for line in doc.splitlines():
        if line.startswith(name + ": "):
            return line[len(name) + 2:].strip()
    return ""


def place_of(finding):
    if "file" not in finding:
        return ", nowhere"
    return f" in {finding['function']}, {finding['file'].rpartition('/')[2]}:{finding['line']}"


def main(program, report):
    with open(program, encoding="utf-8") as file:
        expected = field(ast.get_docstring(ast.parse(file.read())) or "", "Culprit")
    try:
        with open(report, encoding="utf-8") as file:
            recording = json.load(file)[0]
    except (OSError, ValueError, IndexError):
        print(f"    {'missed':9} no report")
        return 1
    found = [finding for run in recording.get("runs", []) for finding in run["findings"]
             if finding["finding"] != "late_deadline"]  # a busy machine is late
    for mistake in recording.get("mistakes", []):
        print(f"    contradicts itself: {mistake.get('message', mistake)}")
    kind, _, function = expected.partition(" in ")
    says = [fnmatch.fnmatch(one["finding"], kind) and fnmatch.fnmatch(one.get("function", ""), function) for one in found]
    print(f"    expected  {expected}")
    for one in found[:3]:
        print(f"    {'found':9} {one['finding']}{place_of(one)}")
        print(f"    {'':9} {one['message']}")
    if len(found) > 3:
        print(f"    {'':9} and {len(found) - 3} more")
    is_named = not found if expected == "nobody" else bool(says) and says[0]
    is_named = is_named and not recording.get("mistakes")
    place = f", as number {says.index(True) + 1}" if not is_named and True in says else ""
    print(f"    {'named' if is_named else 'missed'}{place if found else ', nothing was found'}")
    return 0 if is_named else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
