// The search page: what is asked for stands in the address, what is found comes from Pagefind's index beside the site.
const form = document.querySelector(".search");
const field = form.elements.q;
const said = form.querySelector(".search__status");
const box = document.querySelector(".results");
const list = box.querySelector(".results__list");
const more = box.querySelector(".results__more");
const pattern = box.querySelector("template").content.firstElementChild;
const NAMES = ["q", "type", "country", "treaty"];
const STEP = 10, PARTS = 3, PAUSE = 300, PATIENCE = 30000;
const RANKING = { pageLength: 0.1, metaWeights: { title: 10, full: 5, short: 100 } };
const root = new URL(".", document.currentScript.src);
const onDisk = location.protocol === "file:";
let loaded, found = [], asked = 0, waiting;

// The index and what its pages can be filtered by, loaded when first needed; a load that fails is tried again.
function load() {
  loaded ??= Promise.all([open(), fetch(`${root}pagefind/filters.json`).then((reply) => reply.json())]).catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function open() {
  const { createInstance } = await import(`${root}pagefind/pagefind.js`);
  const index = createInstance({ noWorker: true, ranking: RANKING });
  await index.init();
  return index;
}

function wish() {
  const given = new URLSearchParams();
  for (const name of NAMES) {
    const value = form.elements[name].value.trim();
    if (value) given.set(name, value);
  }
  return given;
}

function readAddress() {
  const given = new URLSearchParams(location.search);
  for (const name of NAMES) form.elements[name].value = given.get(name) ?? "";
  for (const select of form.querySelectorAll("select")) if (select.selectedIndex < 0) select.value = "";
}

// A search while the reader types is one step of the history, which each further letter changes.
function writeAddress(live) {
  const query = wish().toString(), same = `?${query}` === (location.search || "?");
  const change = same || (live && history.state?.live) ? "replaceState" : "pushState";
  history[change]({ live }, "", query ? `?${query}` : location.pathname);
}

function tell(name, count, words) {
  said.textContent = name ? said.dataset[name].replace("{count}", count).replace("{words}", () => words) : "";
}

const inTime = (promise) => Promise.race([promise, new Promise((_, fail) => setTimeout(fail, PATIENCE, Error("no answer")))]);

async function find(given) {
  const [index, filters] = await load();
  const { results } = await index.search(given.get("q"), given.has("q") ? {} : { sort: { title: "asc" } });
  const wanted = [...given].filter(([name]) => name !== "q").map(([name, value]) => `${name}:${value}`);
  return results.map((each) => ({ ...each, labels: filters[each.id] })).filter(({ labels }) => wanted.every((one) => labels.includes(one)));
}

const some = (results, start) => Promise.all(results.slice(start, start + STEP).map(async ({ data, labels }) => ({ ...await data(), labels })));

// A page that has just these words as its title or a short name stands before those that have more.
function exactFirst(pages) {
  const words = field.value.trim().toLowerCase();
  const isExact = ({ meta }) => [meta.title, ...(meta.short?.split("; ") ?? [])].some((name) => name.toLowerCase() === words);
  return [...pages.filter(isExact), ...pages.filter((page) => !isExact(page))];
}

// The words asked for that no result has, nor a word that begins with one: Pagefind shortens a word until something matches.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
async function lacking(pages) {
  const [index] = await load(), text = plain(pages.map(({ meta, content }) => [...Object.values(meta), content].join(" ")).join(" "));
  const words = (field.value.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).filter((word) => !RegExp(`(?<![\\p{L}\\p{N}])${plain(word)}`, "u").test(text));
  const held = await Promise.all(words.map(async (word) => (await index.search(`"${word}"`)).results.length));
  return words.filter((_, position) => !held[position]);
}

async function search() {
  const mine = ++asked, given = wish(), wanted = given.toString() !== "";
  clearTimeout(waiting);
  if (onDisk) return tell("disk");
  const slow = setTimeout(() => mine === asked && tell("busy"), PAUSE);
  try {
    const results = wanted ? await inTime(find(given)) : [];
    const pages = exactFirst(await inTime(some(results, 0)));
    const without = pages.length ? await inTime(lacking(pages)) : [];
    if (mine !== asked) return;
    found = results;
    const told = without.length ? "near" : ["none", "one"][found.length] ?? "many";
    tell(wanted && told, found.length, without.join(" "));
    list.replaceChildren();
    append(pages);
  } catch {
    if (mine !== asked) return;
    found = [];
    tell("fault");
  } finally {
    clearTimeout(slow);
  }
  box.hidden = !found.length;
}

function append(pages) {
  list.append(...pages.map(item));
  more.hidden = list.childElementCount >= found.length;
}

// One result: its page, what it is, where the words stand in it, and its parts that have them.
function item(page) {
  const node = pattern.cloneNode(true), address = new URL(page.raw_url.slice(1), root);
  const link = node.querySelector(".result__link"), parts = node.querySelector(".result__parts");
  link.textContent = page.meta.title;
  link.href = address;
  node.querySelector(".result__type").textContent = [...form.elements.type].find(({ value }) => page.labels.includes(`type:${value}`)).text;
  const words = field.value.trim() !== "";
  if (words) node.querySelector(".result__excerpt").append(...marked(page.excerpt));
  for (const part of page.sub_results.filter((each) => words && each.url.includes("#")).slice(0, PARTS)) {
    const line = document.createElement("li"), to = document.createElement("a");
    to.textContent = part.title;
    to.href = address + part.url.slice(part.url.indexOf("#"));
    line.append(to);
    parts.append(line);
  }
  if (!parts.childElementCount) parts.remove();
  return node;
}

// The text of an excerpt with its marked words; no other element of it is taken over.
function marked(excerpt) {
  return [...new DOMParser().parseFromString(excerpt, "text/html").body.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return node.textContent;
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  writeAddress(false);
  search();
});
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => { writeAddress(true); search(); }, PAUSE);
});
form.addEventListener("change", (event) => {
  if (event.target === field) return;
  writeAddress(false);
  search();
});
if (!location.search && !location.hash && !onDisk) field.focus(); // before what follows: to arrive is not yet to ask
for (const sign of ["focus", "keydown"]) field.addEventListener(sign, () => { if (!onDisk) load().catch(() => {}); });
more.addEventListener("click", async () => {
  const start = list.childElementCount, mine = asked;
  const pages = await inTime(some(found, start)).catch(() => tell("fault"));
  if (!pages || mine !== asked || list.childElementCount > start) return;
  append(pages);
  list.children[start].querySelector("a").focus();
});
addEventListener("popstate", () => { readAddress(); search(); });
readAddress();
search();
