"use strict";
document.documentElement.className = "js";
addEventListener("DOMContentLoaded", () => {
  const one = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const charts = one(".charts"), trees = all("[role=tree]"), said = one("output");
  const search = one("#search"), filter = one("#filter");
  const itemOf = (node) => node && node.closest && node.closest("[role=treeitem]");
  const group = (item) => item.lastElementChild.localName === "ul" ? item.lastElementChild : null;
  const above = (item) => itemOf(item.parentNode);
  const isOpen = (item) => group(item) && !item.classList.contains("c");
  const isShown = (item) => item.offsetParent !== null;

  function open(item, yes) {
    if (!group(item)) return;
    item.classList.toggle("c", !yes);
    item.setAttribute("aria-expanded", String(yes));
  }
  all(".c").forEach((item) => open(item, false));

  // One item of a tree is in the order of tabs: the one that was looked at last.
  const current = new Map();
  function become(item) {
    const tree = item.closest("[role=tree]"), before = current.get(tree);
    if (before) before.tabIndex = -1;
    item.tabIndex = 0;
    current.set(tree, item);
  }
  function look(item) {
    become(item);
    item.focus({ preventScroll: true });
    item.firstElementChild.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function reveal(item) {
    for (let up = above(item); up; up = above(up)) open(up, true);
    look(item);
  }
  trees.forEach((tree) => tree.firstElementChild && become(tree.firstElementChild));

  function last(item) {
    while (isOpen(item)) {
      const shown = Array.from(group(item).children).filter(isShown);
      if (!shown.length) break;
      item = shown[shown.length - 1];
    }
    return item;
  }
  function beside(item, way) {
    do item = item[way]; while (item && !isShown(item));
    return item;
  }
  function next(item) {
    if (isOpen(item)) {
      const first = Array.from(group(item).children).find(isShown);
      if (first) return first;
    }
    for (let at = item; at; at = above(at)) {
      const found = beside(at, "nextElementSibling");
      if (found) return found;
    }
    return null;
  }
  function previous(item) {
    const found = beside(item, "previousElementSibling");
    return found ? last(found) : above(item);
  }
  const titleOf = (item) => one("b", item).textContent.toLowerCase();
  let typed = "", typedAt = 0;
  function typeAhead(item, key) {
    const now = performance.now();
    typed = now - typedAt > 700 ? key : typed + key;
    typedAt = now;
    let at = typed.length > 1 ? item : next(item);
    const start = item.closest("[role=tree]").firstElementChild;
    for (let round = 0; round < 2; round++, at = start) {
      for (; at; at = next(at)) if (titleOf(at).startsWith(typed)) return at;
    }
    return null;
  }
  function key(event) {
    const item = itemOf(event.target);
    if (!item || event.target !== item || event.ctrlKey || event.altKey || event.metaKey) return;
    const tree = item.closest("[role=tree]");
    let to = null;
    switch (event.key) {
      case "ArrowDown": to = next(item); break;
      case "ArrowUp": to = previous(item); break;
      case "ArrowRight":
        if (group(item) && !isOpen(item)) open(item, true);
        else if (group(item)) to = Array.from(group(item).children).find(isShown);
        break;
      case "ArrowLeft":
        if (isOpen(item)) open(item, false);
        else to = above(item);
        break;
      case "Home": to = tree.firstElementChild; break;
      case "End": to = last(tree.lastElementChild); break;
      case "*": Array.from(item.parentNode.children).forEach((one) => open(one, true)); break;
      case "Enter": {
        const link = one(".b a", item);
        if (link && link.closest("[role=treeitem]") === item) link.click();
        else open(item, !isOpen(item));
        break;
      }
      case " ": open(item, !isOpen(item)); break;
      default:
        if (event.key.length !== 1) return;
        to = typeAhead(item, event.key.toLowerCase());
    }
    event.preventDefault();
    if (to) look(to);
  }
  trees.forEach((tree) => {
    tree.addEventListener("keydown", key);
    tree.addEventListener("click", (event) => {
      const item = itemOf(event.target);
      if (!item || event.target.closest("a")) return;
      if (event.target.closest(".n")) open(item, !isOpen(item));
      if (event.target.closest(".b")) look(item);
    });
  });

  // A link to a box opens the way to it; one to a finding looks at the finding.
  function follow() {
    const found = location.hash && document.getElementById(location.hash.slice(1));
    if (!found) return;
    if (found.getAttribute("role") === "treeitem") reveal(found);
    else if (found.closest("aside")) {
      found.hidden = false;
      found.tabIndex = -1;
      found.focus();
    }
  }
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) follow();
  });

  // Search: every box is read once, when somebody first looks for something.
  let texts = null, found = [], at = -1;
  function find() {
    texts = texts || all("[role=treeitem]").map((item) => [item, item.firstElementChild.textContent.toLowerCase()]);
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    found.forEach((item) => item.classList.remove("hit"));
    found = words.length ? texts.filter((one) => words.every((word) => one[1].includes(word))).map((one) => one[0]) : [];
    found.slice(0, 500).forEach((item) => {
      item.classList.add("hit");
      for (let up = above(item); up; up = above(up)) open(up, true);
    });
    at = -1;
    said.textContent = words.length ? `${found.length} found` : "";
  }
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, texts ? 80 : 0);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(waiting);
    if (at < 0) find();
    if (!found.length) return;
    at = (at + (event.shiftKey ? found.length - 1 : 1)) % found.length;
    for (let up = above(found[at]); up; up = above(up)) open(up, true);
    become(found[at]);
    found[at].firstElementChild.scrollIntoView({ block: "center", inline: "center" });
    said.textContent = `${at + 1} of ${found.length}: ${one("b", found[at]).textContent}`;
  });

  // Filter: boxes that a finding is about, and the way to them.
  filter.addEventListener("change", () => {
    const what = filter.value;
    let count = 0;
    all(".on").forEach((item) => item.classList.remove("on"));
    all("aside ol>li").forEach((finding) => {
      finding.hidden = !(what === "" || what === "any" || finding.dataset.is.split(" ").includes(what));
      if (finding.hidden || !what) return;
      count += 1;
      all("a[href^='#p']", finding).forEach((link) => {
        let item = document.getElementById(link.getAttribute("href").slice(1));
        for (; item && !item.classList.contains("on"); item = above(item)) {
          item.classList.add("on");
          if (above(item)) open(above(item), true);
        }
      });
    });
    trees.forEach((tree) => tree.classList.toggle("filtered", what !== ""));
    said.textContent = what ? `${count} finding${count === 1 ? "" : "s"}` : "";
  });

  // Zoom, and moving what is too large by its background.
  let scale = 1;
  function zoom(to) {
    scale = Math.min(3, Math.max(0.05, to));
    trees.forEach((tree) => { tree.style.zoom = scale; });
    one("#scale").textContent = `${Math.round(scale * 100)} %`;
  }
  const press = (id, does) => one(id).addEventListener("click", does);
  press("#in", () => zoom(scale * 1.25));
  press("#out", () => zoom(scale / 1.25));
  press("#fit", () => {
    zoom(1);
    const width = Math.max(...trees.map((tree) => tree.scrollWidth));
    const height = trees.reduce((sum, tree) => sum + tree.scrollHeight, 0);
    zoom(Math.min(1, (charts.clientWidth - 32) / width, (charts.clientHeight - 64) / height));
  });
  press("#open", () => all("[aria-expanded]").forEach((item) => open(item, true)));
  press("#close", () => trees.forEach((tree) => all("[aria-expanded]", tree).forEach((item) => {
    open(item, item.parentNode === tree);
  })));
  charts.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(scale * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
  }, { passive: false });
  charts.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch" || event.target.closest(".b,a")) return;
    const from = [event.clientX + charts.scrollLeft, event.clientY + charts.scrollTop];
    const move = (now) => charts.scrollTo(from[0] - now.clientX, from[1] - now.clientY);
    addEventListener("pointermove", move);
    addEventListener("pointerup", () => removeEventListener("pointermove", move), { once: true });
    event.preventDefault();
  });
  // The head of a wide chart is in its middle.
  const first = one("[role=tree] .b");
  if (first) charts.scrollLeft = first.offsetLeft + first.offsetWidth / 2 - charts.clientWidth / 2;
  follow();
});
