// What a script adds to pages that work without one: suggestions, steps from mark to mark, copying, quoting a selection.
// Nothing is fetched but suggestions, from this host. Sentences come from the page, in its own language.
"use strict";

const WAIT = 150; // milliseconds without a key before suggestions are asked for: a slow typist's pause
const FEWEST = 2; // letters; with fewer, too many words begin so

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

// The combobox pattern of ARIA 1.2: focus stays in the field, the active option is named by aria-activedescendant.
function suggest(field) {
  const list = element("ul", { role: "listbox", id: "suggestions", class: "suggestions", "aria-label": field.dataset.label });
  const status = element("p", { role: "status", class: "unseen" });
  field.closest(".box").append(list, status);
  list.hidden = true;
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" }))
    field.setAttribute(key, value);
  let active = -1;
  let timer = 0;
  let asked = "";

  const options = () => [...list.children];
  function close() {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
  function choose(number) {
    active = number;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", options()[active].id);
      options()[active].scrollIntoView({ block: "nearest" });
    }
  }
  function take(text) {
    field.value = text;
    close();
    field.form.requestSubmit();
  }
  function show(words) {
    list.replaceChildren(...words.map((word, at) => element("li", { role: "option", id: `suggestion-${at}`, dir: "auto", "aria-selected": "false" }, word)));
    active = -1;
    field.removeAttribute("aria-activedescendant");
    list.hidden = words.length === 0;
    field.setAttribute("aria-expanded", String(words.length > 0));
    status.textContent = words.length ? `${field.dataset.found} ${words.length}` : field.dataset.none;
  }
  async function ask() {
    const text = (asked = field.value);
    if (text.trim().length < FEWEST) return close();
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`);
      // An answer to what was typed before must not replace a later one.
      if (answer.ok && asked === text && document.activeElement === field) show((await answer.json()).suggestions);
    } catch {
      close(); // without suggestions the field is an ordinary one
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return void ask();
      event.preventDefault();
      const count = options().length + 1; // the field itself is one of the places
      choose(((active + 1 + (event.key === "ArrowDown" ? 1 : count - 1)) % count) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      take(options()[active].textContent);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // keeps the focus in the field, which would otherwise close the list
    const option = event.target.closest("[role=option]");
    if (option) take(option.textContent);
  });
}

// The links to the next and the previous mark lead there without loading the page, as long as it holds that mark.
function step(bar) {
  const status = bar.querySelector("[role=status]");
  let at = Number(bar.dataset.at);
  bar.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step]");
    if (!link) return;
    const next = at + Number(link.dataset.step);
    const mark = document.getElementById(`m${next}`);
    if (!mark) return; // it is in another part, where the link's own address leads
    event.preventDefault();
    document.querySelector("mark.current")?.classList.remove("current");
    mark.classList.add("current");
    mark.scrollIntoView({ block: "center" });
    at = next;
    status.textContent = status.dataset.of.replace("{}", next.toLocaleString(document.documentElement.lang));
    const address = new URL(link.href);
    for (const one of bar.querySelectorAll("[data-step]")) {
      const target = at + Number(one.dataset.step);
      address.searchParams.set("mark", target);
      address.hash = `m${target}`;
      one.href = address.href;
      one.hidden = target < 1 || target > Number(bar.dataset.marks);
    }
    address.searchParams.set("mark", at);
    address.hash = `m${at}`;
    history.replaceState(null, "", address);
  });
}

function copy(block) {
  const text = () => block.innerText.replace(button.textContent, "").trim();
  const button = element("button", { type: "button", class: "copy" }, block.dataset.copy);
  block.append(" ", button);
  button.addEventListener("click", async () => {
    const copied = text();
    try {
      await navigator.clipboard.writeText(copied);
    } catch {
      return void getSelection().selectAllChildren(block); // not allowed to copy: what is selected, a person can
    }
    button.textContent = block.dataset.copied;
  });
}

// A selection inside one paragraph can be quoted: a link to its card appears beside it.
function quote(body) {
  const link = element("a", { class: "quote-button", lang: document.documentElement.lang, dir: document.documentElement.dir }, body.dataset.quoteLabel);
  link.hidden = true;
  document.body.append(link);
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const start = range?.startContainer.parentElement?.closest("[data-paragraph]");
    const text = selection.toString().replace(/[¶❝]/g, "").trim();
    link.hidden = !text || !start || !body.contains(start) || !start.contains(range.endContainer);
    if (link.hidden) return;
    const address = new URL(body.dataset.quote, location.href);
    address.searchParams.set("paragraph", start.dataset.paragraph);
    address.searchParams.set("text", text);
    link.href = address.href;
    const box = range.getBoundingClientRect();
    link.style.top = `${box.bottom + scrollY + 6}px`;
    link.style.left = `${Math.max(8, box.left + scrollX)}px`;
  });
}

// An old address names a paragraph by its number and only behind the #, which the server never sees.
function findPart(body) {
  const old = /^#(p\d+)$/.exec(location.hash);
  if (!old || Number(body.dataset.parts) < 2 || document.getElementById(old[1])) return;
  const address = new URL(location.href);
  if (address.searchParams.get("paragraph") === old[1]) return;
  address.searchParams.set("paragraph", old[1]);
  location.replace(address);
}

const field = document.getElementById("q");
if (field) suggest(field);
document.querySelectorAll("[data-marks]").forEach(step);
document.querySelectorAll("[data-copy]").forEach(copy);
const body = document.querySelector("[data-quote]");
if (body) {
  quote(body);
  findPart(body);
}
