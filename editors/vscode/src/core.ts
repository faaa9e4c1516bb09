/** What the extension does that needs no editor: tested against the real server without VS Code. */

import { execFile } from "node:child_process";

export interface Settings {
  path: string;
  arguments: string[];
  showNames: boolean;
}

/** How the server is started. */
export function server(settings: Settings): { command: string; args: string[] } {
  return { command: settings.path, args: ["lsp", ...settings.arguments] };
}

export type Severity = "error" | "warning" | "info";

/** What the status bar says of the findings. */
export function status(severities: Severity[]): { text: string; tooltip: string } {
  const count = (one: Severity) => severities.filter((severity) => severity === one).length;
  const [errors, warnings, infos] = [count("error"), count("warning"), count("info")];
  const words = (number: number, word: string) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const tooltip = `orglint: ${words(errors, "error")}, ${words(warnings, "warning")}, ${infos} info`;
  const text = severities.length === 0 ? "$(check) orglint" : `$(error) ${errors} $(warning) ${warnings} $(info) ${infos}`;
  return { text, tooltip };
}

/** The picture of a chart as a page. */
export function picture(settings: Settings, chart: string): Promise<string> {
  const args = ["draw", "--format", "html", ...(settings.showNames ? ["--names"] : []), chart];
  return new Promise((resolve, reject) => {
    execFile(settings.path, args, { maxBuffer: 256 << 20 }, (error, page, said) => {
      if (page.length > 0) {
        resolve(page);
      } else {
        reject(new Error(said.trim() || error?.message || "there is no picture"));
      }
    });
  });
}

/** The page as a webview may show it: nothing is fetched. */
export function shut(page: string): string {
  const policy =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:";
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return /<head[^>]*>/i.test(page) ? page.replace(/<head[^>]*>/i, (head) => head + meta) : meta + page;
}
