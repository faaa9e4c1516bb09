import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { picture, server, type Severity, shut, status } from "./core";

const settings = { path: process.env["ORGLINT"] ?? "orglint", arguments: ["--no-config"], showNames: false };
const chart = process.env["CHART"] ?? "org.yaml";

interface Told {
  uri: string;
  diagnostics: { severity: 1 | 2 | 3; source: string; code: string }[];
}

test("the server is started as the settings say, and its findings are counted", async () => {
  const { command, args } = server(settings);
  const running = spawn(command, args);
  const connection = createMessageConnection(
    new StreamMessageReader(running.stdout),
    new StreamMessageWriter(running.stdin),
  );
  const told = new Promise<Told>((resolve) => connection.onNotification("textDocument/publishDiagnostics", resolve));
  connection.listen();
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification("initialized", {});
  const uri = pathToFileURL(chart).href;
  const document = { uri, languageId: "yaml", version: 1, text: readFileSync(chart, "utf8") };
  await connection.sendNotification("textDocument/didOpen", { textDocument: document });
  const found = await told;
  assert.equal(found.uri, uri);
  assert.ok(found.diagnostics.some((one) => one.code === "unknown-manager" && one.source === "orglint"));
  const words: Severity[] = ["error", "warning", "info"];
  const severities = found.diagnostics.map((one) => words[one.severity - 1] ?? "info");
  assert.match(status(severities).text, /^\$\(error\) [1-9]/);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  assert.equal(await new Promise((resolve) => running.on("exit", resolve)), 0);
});

test("a chart without findings is a tick", () => {
  assert.equal(status([]).text, "$(check) orglint");
  assert.equal(status(["warning"]).tooltip, "orglint: 0 errors, 1 warning, 0 info");
});

test("a page fetches nothing", () => {
  assert.match(shut("<html><head lang=en><title>x</title></head></html>"), /<head lang=en><meta http-equiv="Content-Sec/);
  assert.match(shut("<svg/>"), /^<meta/);
});

test("the chart is drawn, and without names", async (context) => {
  const help = await new Promise<number | null>((resolve) =>
    spawn(settings.path, ["draw", "--help"]).on("exit", resolve),
  );
  if (help !== 0) {
    context.skip("this program has no `draw`");
    return;
  }
  assert.match(await picture(settings, chart), /<svg|<html/i);
  await assert.rejects(picture(settings, `${chart}.absent`));
});
