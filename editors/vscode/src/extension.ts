/** The extension: starts the server, counts findings in the status bar, and shows the chart. */

import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { picture, server, type Settings, type Severity, shut, status } from "./core";

let client: LanguageClient | undefined;

function settings(): Settings {
  const of = vscode.workspace.getConfiguration("orglint");
  return {
    path: of.get("path", "orglint"),
    arguments: of.get("arguments", []),
    showNames: of.get("showNames", false),
  };
}

async function start(): Promise<void> {
  const files = vscode.workspace.createFileSystemWatcher("**/*.{yaml,yml,json,csv,tsv}");
  const { command, args } = server(settings());
  client = new LanguageClient(
    "orglint",
    "orglint",
    { command, args, transport: TransportKind.stdio },
    {
      documentSelector: ["yaml", "json", "csv"].map((language) => ({ scheme: "file", language })),
      synchronize: { fileEvents: files },
    },
  );
  try {
    await client.start();
  } catch {
    const choice = await vscode.window.showErrorMessage(`orglint: ${command} cannot be started`, "Open settings");
    if (choice) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "orglint.path");
    }
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop().catch(() => undefined);
}

const severities: Record<vscode.DiagnosticSeverity, Severity> = ["error", "warning", "info", "info"];

function count(item: vscode.StatusBarItem): void {
  const all = vscode.languages.getDiagnostics().flatMap(([, diagnostics]) => diagnostics);
  const own = all.filter((diagnostic) => diagnostic.source === "orglint");
  const { text, tooltip } = status(own.map((diagnostic) => severities[diagnostic.severity]));
  item.text = text;
  item.tooltip = tooltip;
}

async function showChart(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.uri.scheme !== "file") {
    void vscode.window.showInformationMessage("orglint: open the file of a chart first");
    return;
  }
  try {
    const page = await picture(settings(), document.uri.fsPath);
    const panel = vscode.window.createWebviewPanel("orglint.chart", "Chart", vscode.ViewColumn.Beside, {
      enableScripts: true,
      localResourceRoots: [],
    });
    panel.webview.html = shut(page);
  } catch (error) {
    void vscode.window.showErrorMessage(`orglint: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const item = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left);
  item.command = "workbench.actions.view.problems";
  count(item);
  item.show();
  context.subscriptions.push(
    item,
    vscode.languages.onDidChangeDiagnostics(() => count(item)),
    vscode.commands.registerCommand("orglint.showChart", showChart),
    vscode.commands.registerCommand("orglint.restart", async () => {
      await stop();
      await start();
    }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("orglint.path") || event.affectsConfiguration("orglint.arguments")) {
        await stop();
        await start();
      }
    }),
  );
  await start();
}

export function deactivate(): Promise<void> {
  return stop();
}
