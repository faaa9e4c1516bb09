// Looks at pages and pictures in Chromium, with axe: `pages.mjs NODE_MODULES CHROMIUM FOLDER`, where the folder has
// what `.ci/pages` drew. Every promise of docs/pictures.md about the page is tried as somebody would.
import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, program, folder] = process.argv.slice(2);
const require = createRequire(resolve(modules, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
const at = (name) => pathToFileURL(resolve(folder, name)).href;

async function opened(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, bypassCSP: false, ...options });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => assert.fail(`${name}: ${error.message}`));
  page.on("console", (message) => assert.fail(`${name}: ${message.text()}`));
  await page.goto(at(name));
  page.noRequests = () => assert.deepEqual(asked, [at(name)], `${name} asks for nothing but itself`);
  return page;
}
const focused = (page) => page.evaluate(() => document.activeElement.querySelector("b")?.textContent ?? "");
const shown = (page) => page.locator("[role=treeitem]:visible").count();

// No violation, in both schemes; axe runs in the page's own world, which its policy does not keep out.
for (const name of ["eight.html", "fifty.html", "hostile.html", "stats.html"]) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await opened(name, { colorScheme });
    page.noRequests();
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
    assert.deepEqual(told, [], `${name}, ${colorScheme}`);
    await page.context().close();
  }
}

// The keys of a tree.
{
  const page = await opened("fifty.html");
  await page.locator("[role=treeitem]").first().focus();
  const walk = async (key, title) => {
    await page.keyboard.press(key);
    assert.equal(await focused(page), title, key);
  };
  await walk("ArrowDown", "Chief Financial Officer");
  await walk("ArrowRight", "Head of Controlling");
  await walk("ArrowLeft", "Chief Financial Officer");
  await walk("ArrowLeft", "Chief Financial Officer");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-expanded")), "false");
  await walk("ArrowDown", "General Counsel");
  await walk("ArrowUp", "Chief Financial Officer");
  await walk("End", "Service Delivery Manager");
  await walk("ArrowLeft", "Director of Service Delivery");
  await page.keyboard.press("Enter");
  assert.match(await page.evaluate(() => location.hash), /^#f\d+$/, "Enter leads to the finding");
  await page.locator("aside a", { hasText: "Director of Service Delivery" }).first().click();
  assert.equal(await focused(page), "Director of Service Delivery", "and its link back to the box");
  await walk("Home", "Chief Executive Officer");
  await walk("g", "General Counsel");
  assert.equal(await page.locator("[role=tree] [tabindex='0']").count(), 1, "one item is in the order of tabs");
  await page.keyboard.press("Home");
  await page.keyboard.press("*");

  // Fold, unfold, search, filter, zoom.
  const all = await shown(page);
  await page.click("#close");
  assert.equal(await shown(page), 9);
  await page.click("#open");
  assert.ok((await shown(page)) >= all && (await shown(page)) === 50);
  await page.click("[role=treeitem] .n");
  assert.equal(await shown(page), 1, "a click on the count folds");
  await page.fill("#search", "web dev");
  await page.waitForFunction(() => document.querySelector("output").textContent === "3 found");
  assert.equal(await page.locator("li.hit").count(), 3);
  assert.ok(await page.locator("li.hit").first().isVisible(), "what is found is unfolded");
  await page.press("#search", "Enter");
  assert.match(await page.textContent("output"), /^1 of 3: /);
  await page.fill("#search", "");
  await page.click("#open");
  await page.selectOption("#filter", "operations-function-under-cto");
  assert.equal(await shown(page), 3, "a position and the way to it");
  await page.selectOption("#filter", "");
  assert.equal(await shown(page), 50);
  const width = () => page.evaluate(() => document.querySelector("[role=tree]").getBoundingClientRect().width);
  const before = await width();
  await page.click("#fit");
  assert.ok((await width()) < before && (await width()) <= 1100, "the whole fits the window");
  const box = await page.locator(".charts").boundingBox();
  await page.click("#in");
  await page.click("#in");
  await page.mouse.move(box.x + box.width - 30, box.y + box.height - 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.up();
  assert.ok(await page.evaluate(() => { const c = document.querySelector(".charts"); return c.scrollLeft + c.scrollTop > 0; }), "the background moves");
  page.noRequests();
  await page.context().close();
}

// Without scripts all of it is there.
for (const [name, count] of [["fifty.html", 50], ["large.html", 3000]]) {
  const page = await opened(name, { javaScriptEnabled: false });
  assert.equal(await shown(page), count, name);
  assert.ok(!(await page.locator(".tools").isVisible()));
  page.noRequests();
  await page.context().close();
}

// A large chart starts folded, and can be used.
{
  const page = await opened("large.html");
  assert.ok((await shown(page)) < 100);
  await page.fill("#search", "p-002999");
  await page.press("#search", "Enter");
  assert.match(await page.textContent("output"), /^1 of 1: /);
  await page.context().close();
}

// Titles are texts, whatever is in them.
{
  const page = await opened("hostile.html");
  assert.equal(await page.evaluate(() => globalThis.hit), undefined);
  assert.equal(await page.locator("script").count(), 1);
  assert.equal(await page.locator("aside img, .b img, .b script").count(), 0);
  await page.context().close();
}

// Print: a list that no page cuts, and pictures page by page.
for (const name of ["fifty.html", "pages.html", "fifty.svg"]) {
  const page = await opened(name);
  const path = resolve(folder, `${name}.pdf`);
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
  assert.ok(existsSync(path) && statSync(path).size > 10_000, name);
  await page.emulateMedia({ media: "print" });
  const across = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, 0));
  assert.equal(across, 0, `${name} is no wider than the page`);
  await page.context().close();
}

// Pictures: the boxes are where the program says, and no text leaves its box.
for (const name of ["eight.svg", "fifty.svg"]) {
  const page = await opened(name);
  const outside = await page.evaluate(() => Array.from(document.querySelectorAll("g > rect.b")).flatMap((rect) => {
    const box = rect.getBoundingClientRect();
    const texts = Array.from(rect.parentNode.querySelectorAll("text"));
    return texts.filter((text) => text.getBoundingClientRect().right > box.right + 1).map((text) => text.textContent);
  }));
  assert.deepEqual(outside, [], name);
  page.noRequests();
  await page.context().close();
}

// Other readers, where they can be had.
try {
  const { JSDOM } = require("jsdom");
  const { window } = new JSDOM("");
  Object.assign(globalThis, { window, document: window.document });
  const mermaid = (await import(pathToFileURL(require.resolve("mermaid")).href)).default;
  for (const name of ["fifty.mmd", "hostile.mmd", "large.mmd"]) {
    assert.ok(await mermaid.parse(readFileSync(resolve(folder, name), "utf8")), name);
  }
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") throw error;
}
await browser.close();
