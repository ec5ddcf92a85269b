// Puts two to four states side by side. The facts, the words and the marks all stand in the page: nothing is fetched and
// nothing is worded here. The address holds the choice.
{
  const root = document.querySelector(".compare");
  const words = root.dataset;
  const data = JSON.parse(document.getElementById("compare-data").textContent);
  const form = root.querySelector("form"), selects = [...form.querySelectorAll("select")];
  const said = root.querySelector("[role=status]"), result = root.querySelector(".compare__result");
  const only = result.querySelector("input"), box = result.querySelector(".scroll");
  const title = document.title, cited = document.querySelector(".cite .address"), address = cited?.textContent;
  let chosen = [];

  const inside = (id) => document.getElementById(`compare-${id}`).content;
  const copy = (node) => node.cloneNode(true);
  const make = (name, ...content) => {
    const node = document.createElement(name);
    node.append(...content.flat());
    return node;
  };
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const link = (text, address) => {
    const node = make("a", text);
    node.href = words.home.replace("index.html", "") + address.slice(1) + "index.html";
    return node;
  };
  const joined = (nodes) => nodes.flatMap((node, position) => (position ? [words.list, node] : [node]));
  const line = (...content) => {
    const node = copy(inside("lines").firstElementChild);
    node.append(...content);
    return node;
  };

  // A day as the page writes it: its sample of the month has 28 and 2004 where the day and the year belong.
  const day = (iso) => {
    const [year, month, number] = iso.split("-").map(Number);
    const node = copy(inside("months").children[month - 1]);
    node.textContent = node.textContent.replace("28", number).replace("2004", year);
    node.dateTime = iso;
    return node;
  };
  const dated = (pattern, iso, values = {}) => {
    const [before, after] = fill(pattern, values).split("{date}");
    return line(before, day(iso), after);
  };

  const part = ([status, signed, consent, consented, effect, provisional, withdrawn]) => {
    const lines = [copy(inside("statuses").querySelector(`.status--${status}`))];
    if (signed) lines.push(dated(words.signature, signed));
    if (consented) lines.push(dated(words.act, consented, { word: words[consent] }));
    if (effect) lines.push(dated(words.effect, effect));
    else if (status === "party") lines.push(line(words.noDay));
    if (provisional) lines.push(dated(words.provisional, provisional));
    if (withdrawn) lines.push(dated(words.withdrawal, withdrawn));
    return lines;
  };

  // How values differ; null is a value that is not known.
  const differing = (values) => {
    const known = new Set(values.filter((value) => value !== null));
    return known.size > 1 ? "differs" : values.includes(null) && known.size ? "open" : "";
  };
  const row = (head, cells, values) => ({ head, cells, mark: differing(values) });

  // A number of treaties: those whose part is not known may count too, so it differs where no such number would agree.
  const counted = (name, states, position) => {
    const unknown = states.map((state) => state[4].filter(([status]) => status === "unknown").length);
    const counts = states.map((state) => state[position]);
    const most = Math.min(...counts.map((count, each) => count + unknown[each]));
    const mark = Math.max(...counts) > most ? "differs" : unknown.some(Boolean) ? "open" : "";
    const cells = counts.map((count, each) => [fill(unknown[each] ? words.counted : words.count, { count, unknown: unknown[each] })]);
    return { head: [name], cells, mark };
  };

  const grouping = (position) => link(...data.groupings[position]);
  const overview = (states) => {
    const every = states[0][6].filter((each) => states.every((state) => state[6].includes(each)));
    const rest = states.map((state) => state[6].filter((each) => !every.includes(each)));
    const regions = states.map((state) => state[5]);
    const listed = (found) => (found.length ? joined(found.map(grouping)) : [words.none]);
    return [
      row([words.subregion], regions.map((each) => (each < 0 ? [words.none] : [grouping(each)])), regions),
      counted(words.party, states, 2),
      counted(words.signatory, states, 3),
      row([words.shared], [listed(every)], []),
      row([words.others], rest.map(listed), rest.map(String)),
    ];
  };

  const treaties = (states, subject) =>
    data.treaties.flatMap(([name, address, own], position) => {
      if (own !== subject) return [];
      const parts = states.map((state) => state[4][position]);
      return [row([link(name, address)], parts.map(part), parts.map(([status]) => (status === "unknown" ? null : status)))];
    });

  const reports = (states) => [
    ...data.duties.flatMap(([name, treaty], position) => {
      const found = states.map((state) => state[8][position]);
      const cell = ([iso, year]) => (iso ? [day(iso), year ? ` ${fill(words.covers, { year })}` : ""] : [words.noDue]);
      return found.some((each) => each.length) ? [row([fill(words.due, { name, treaty })], found.map(cell), found.map(String))] : [];
    }),
    ...data.registers.map(([register, , first, last], position) => {
      const found = states.map((state) => state[7][position]);
      const cell = (count) => [count < 0 ? words.noRecord : fill(words.years, { count, all: last - first + 1, first, last })];
      return row([fill(words.record, { register })], found.map(cell), found.map((count) => (count < 0 ? null : count)));
    }),
  ];

  const body = (name, rows, width) => {
    const head = make("th", name);
    head.colSpan = width + 1;
    head.scope = "rowgroup";
    const group = make("tr", head);
    group.className = "table__group";
    const lines = rows.map(({ head, cells, mark }) => {
      const first = make("th", head);
      first.scope = "row";
      if (mark) first.append(" ", copy(inside("marks").querySelector(`.compare__mark--${mark}`)));
      const rest = cells.map((content) => make("td", content));
      if (rest.length === 1) rest[0].colSpan = width;
      const node = make("tr", first, rest);
      node.hidden = only.checked && mark !== "differs";
      return node;
    });
    const node = make("tbody", group, lines);
    node.hidden = lines.every((each) => each.hidden);
    return node;
  };

  const table = (states, names, groups) => {
    const heads = [words.fact, ...states.map(([name, address]) => link(name, address))].map((content) => make("th", content));
    for (const head of heads) head.scope = "col";
    const node = make("table", make("caption", fill(words.caption, { states: names })), make("thead", make("tr", heads)));
    node.className = "table";
    node.append(...groups.map(([name, rows]) => body(name, rows, states.length)));
    return node;
  };

  const query = () => `?states=${chosen.join(",")}${only.checked ? "&only=differs" : ""}`;
  const show = (missing = []) => {
    const states = chosen.map((slug) => data.states[slug]), names = states.map(([name]) => name).join(words.joint);
    const lost = missing.length ? `${fill(words.missing, { names: missing.join(words.joint) })} ` : "";
    result.hidden = states.length < 2;
    if (cited) cited.textContent = address + (result.hidden ? "" : query());
    if (result.hidden) {
      box.replaceChildren();
      document.title = title;
      said.textContent = lost + (chosen.length || missing.length ? words.tooFew : "");
      return;
    }
    const subjects = [...inside("subjects").children].map((each, position) => [each.textContent, treaties(states, position)]);
    const groups = [[words.overview, overview(states)], ...subjects, [words.reports, reports(states)]];
    const rows = groups.flatMap(([, found]) => found), differ = rows.filter(({ mark }) => mark === "differs").length;
    box.replaceChildren(table(states, names, groups));
    document.title = `${fill(words.title, { states: names })} – ${title}`;
    said.textContent = lost + fill(words.found, { states: names, all: rows.length, differ });
  };

  const keep = (way) => {
    if (query() !== location.search) history[way](null, "", query());
  };
  const take = () => {
    const asked = new URLSearchParams(location.search);
    const named = [...new Set((asked.get("states") ?? "").split(",").filter(Boolean))];
    chosen = named.filter((slug) => Object.hasOwn(data.states, slug)).slice(0, selects.length);
    only.checked = asked.get("only") === "differs";
    selects.forEach((select, position) => (select.value = chosen[position] ?? ""));
    show(named.filter((slug) => !Object.hasOwn(data.states, slug)));
  };

  for (const select of selects) select.append(copy(inside("options")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    chosen = [...new Set(selects.map((select) => select.value).filter(Boolean))];
    keep("pushState");
    show();
  });
  only.addEventListener("change", () => {
    keep("replaceState");
    show();
  });
  addEventListener("popstate", take);
  root.querySelector(".compare__without").hidden = true;
  form.hidden = false;
  take();
}
