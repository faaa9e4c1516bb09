"""A client that knows nothing of the program: bytes over standard input and output, each request once.

usage: stdio.py ORGLINT [--latency | --reloads]
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

CHART = """\
positions:
  - id: ceo
    title: Chief Executive Officer   # ä 👩
  - { id: cto, title: Chief Technology Officer, reports_to: coe }
  - { id: dev, titel: Head of Software Engineering, reports_to: cto }
"""


class Client:
    def __init__(self, program, folder):
        self.server = subprocess.Popen(
            [program, "lsp", "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self.next = 0
        self.told = []

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def read(self):
        length = None
        while True:
            line = self.server.stdout.readline()
            assert line, "the server has gone"
            if line == b"\r\n":
                return json.loads(self.server.stdout.read(length))
            name, _, value = line.decode("ascii").partition(":")
            if name.lower() == "content-length":
                length = int(value)

    def tell(self, method, params):
        self.write({"method": method, "params": params})

    def ask(self, method, params):
        self.next += 1
        self.write({"id": self.next, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == self.next and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            if "id" in message:
                self.write({"id": message["id"], "result": None})
            else:
                self.told.append(message)

    def diagnostics(self, version):
        while True:
            message = self.told.pop(0) if self.told else self.read()
            if "id" in message:
                self.write({"id": message["id"], "result": None})
            elif message["method"] == "textDocument/publishDiagnostics" and message["params"].get("version") == version:
                return message["params"]["diagnostics"]

    def start(self, dynamic):
        watched = {"dynamicRegistration": dynamic}
        capabilities = {"workspace": {"didChangeWatchedFiles": watched}}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.tell("initialized", {})

    def end(self):
        assert self.ask("shutdown", None) is None
        self.tell("exit", None)
        assert self.server.wait(10) == 0
        assert self.server.stdout.read() == b"", "something is left over"


def each_request(program):
    folder = tempfile.mkdtemp()
    path = pathlib.Path(folder, "org.yaml")
    path.write_text(CHART)
    uri = path.as_uri()
    client = Client(program, folder)
    client.start(True)
    client.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": CHART}})
    codes = [one["code"] for one in client.diagnostics(1)]
    assert "unknown-manager" in codes and "unknown-key" in codes, codes
    document = {"textDocument": {"uri": uri}}

    def at(method, line, character, **more):
        position = {"position": {"line": line, "character": character}}
        return client.ask("textDocument/" + method, {**document, **position, **more})

    whole = {"start": {"line": 3, "character": 0}, "end": {"line": 4, "character": 70}}
    actions = client.ask("textDocument/codeAction", {**document, "range": whole, "context": {"diagnostics": []}})
    assert {"write `title`", "write `ceo`"} <= {action["title"] for action in actions}, actions
    line = CHART.splitlines()[4]
    manager = line.index("cto }")
    assert "cto" in [item["label"] for item in at("completion", 4, manager)]
    assert "Chief Technology Officer" in at("hover", 4, manager)["contents"]["value"]
    assert at("definition", 4, manager)["range"]["start"]["line"] == 3
    assert len(at("references", 4, manager, context={"includeDeclaration": True})) == 2
    assert at("prepareRename", 4, manager)["placeholder"] == "cto"
    assert len(at("rename", 4, manager, newName="tech")["changes"][uri]) == 2
    assert client.ask("textDocument/documentSymbol", document)
    assert client.ask("textDocument/foldingRange", document)
    assert client.ask("orglint/tree", {})["charts"][0]["positions"]
    # Columns are counted in units of 16 bits where nothing else was agreed upon.
    start = CHART.splitlines()[2].index("👩")
    change = {"range": {"start": {"line": 2, "character": start}, "end": {"line": 2, "character": start + 2}}, "text": "x"}
    client.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]})
    client.diagnostics(2)
    client.tell("textDocument/didClose", document)
    client.end()


def latency(program, count=10_000, keys=30):
    """Milliseconds from a keystroke to the diagnostics of it, in a chart of so many positions."""
    folder = tempfile.mkdtemp()
    path = pathlib.Path(folder, "org.yaml")
    lines = ["positions:", "  - { id: p0, title: Chief Executive Officer }"]
    lines += [f"  - {{ id: p{at}, title: Head of Part {at}, reports_to: p{at // 8} }}" for at in range(1, count)]
    text = "\n".join(lines) + "\n"
    path.write_text(text)
    uri = path.as_uri()
    client = Client(program, folder)
    client.start(False)
    client.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
    client.diagnostics(1)
    place = {"line": 5000, "character": len(lines[5000]) - 2}
    times = []
    cpu = spent(client.server.pid)
    for version in range(2, keys + 2):
        change = {"range": {"start": place, "end": place}, "text": "x"}
        before = time.perf_counter()
        client.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]})
        client.diagnostics(version)
        times.append((time.perf_counter() - before) * 1000)
    cpu = (spent(client.server.pid) - cpu) / keys
    client.end()
    times.sort()
    middle = times[len(times) // 2]
    print(f"{count} positions: least {times[0]:.1f} ms, median {middle:.1f} ms, processor time {cpu:.1f} ms")


def reloads(program, count=1000, most=4096):
    """A server that reads its configuration anew so often does not grow by more than so many KiB."""
    folder = tempfile.mkdtemp()
    chart, configuration = (pathlib.Path(folder, name).as_uri() for name in ("org.yaml", "orglint.yaml"))
    client = Client(program, folder)
    client.start(False)
    for uri, text in [(chart, CHART), (configuration, "rules: {}\n")]:
        client.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        client.diagnostics(1)
    sizes = {}
    # The first hundred fill what is kept for later.
    for version in range(2, count + 102):
        text = f'vocabulary: {{ functions: {{ own-{version}: {{ domain: product, departments: ["Part {version}"] }} }} }}\n'
        change = {"textDocument": {"uri": configuration, "version": version}, "contentChanges": [{"text": text}]}
        client.tell("textDocument/didChange", change)
        client.diagnostics(version)
        sizes[version] = resident(client.server.pid)
    client.end()
    grown = sizes[count + 101] - sizes[101]
    assert grown <= most, f"grew by {grown} KiB"
    print(f"{count} configurations: grew by {grown} KiB")


def resident(process):
    """KiB that a process has in memory, where the system tells."""
    statm = pathlib.Path(f"/proc/{process}/statm")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024 if statm.exists() else 0


def spent(process):
    """Milliseconds of processor time that a process has taken, where the system tells."""
    stat = pathlib.Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


if sys.argv[2:] == ["--latency"]:
    latency(sys.argv[1])
elif sys.argv[2:] == ["--reloads"]:
    reloads(sys.argv[1])
else:
    each_request(sys.argv[1])
    print("each request is answered over standard input and output")
