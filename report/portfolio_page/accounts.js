// The table of all accounts: sorted by any column, searched by any words, a page of rows at a time, and the derivation of
// an account where its name is clicked. What is computed was computed by the program; nothing here calculates.
"use strict";
(() => {
  const source = document.getElementById("accounts-data");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  source.remove();
  const usualRows = 100, printedRows = 5000;
  let pageRows = usualRows;
  const body = document.querySelector("#accounts tbody");
  const search = document.getElementById("accounts-search");
  const count = document.getElementById("accounts-count");
  const printed = document.getElementById("accounts-printed");
  const [previous, next] = ["accounts-previous", "accounts-next"].map((id) => document.getElementById(id));
  const heads = [...document.querySelectorAll("#accounts thead th")];
  const columns = data.columns;
  const wordOf = (column, row) => (column.of ? column.of[row] : row);
  const textOf = (column, row) => column.words[wordOf(column, row)];

  // Letters as they are compared: without accents, small.
  const others = { ø: "o", ł: "l", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
  const fold = (text) => {
    const small = text.toLowerCase();
    if (/^[\x00-\x7f]*$/.test(small)) return small;
    return small.normalize("NFD").replace(/\p{M}/gu, "").replace(/[øłđßæœı]/g, (letter) => others[letter]);
  };
  const foldedOf = (column) => (column.folded ??= column.words.map(fold));

  // The place of each word of a column in its order; the program gives that of figures.
  const ranksOf = (column) => {
    if (column.ranks) return column.ranks;
    const keys = foldedOf(column);
    const order = [...keys.keys()].sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b));
    const ranks = new Int32Array(order.length);
    order.forEach((word, place) => (ranks[word] = place));
    return (column.ranks = ranks);
  };

  const all = new Int32Array(data.rows).map((_, row) => row);
  let order = all, sorted = null, descending = false, shown = all, first = 0;
  const open = new Set();

  // Rows by rank: a counting sort, which keeps rows of one rank in the order of the file.
  const sortRows = () => {
    if (!sorted) return all;
    const ranks = ranksOf(sorted), begins = new Int32Array(sorted.words.length + 2);
    const last = sorted.words.length;
    const placeOf = (row) => (descending ? last - ranks[wordOf(sorted, row)] : ranks[wordOf(sorted, row)]);
    for (let row = 0; row < data.rows; ++row) ++begins[placeOf(row) + 1];
    for (let i = 1; i < begins.length; ++i) begins[i] += begins[i - 1];
    const result = new Int32Array(data.rows);
    for (let row = 0; row < data.rows; ++row) result[begins[placeOf(row)]++] = row;
    return result;
  };

  // The rows in one of whose columns the word stands. Texts are searched once each, not once a row.
  const containing = (rows, word) => {
    const hits = columns.map((column) => Uint8Array.from(foldedOf(column), (text) => (text.includes(word) ? 1 : 0)));
    const found = new Int32Array(rows.length);
    let size = 0;
    for (const row of rows)
      for (let i = 0; i < columns.length; ++i)
        if (hits[i][wordOf(columns[i], row)] === 1) {
          found[size++] = row;
          break;
        }
    return found.subarray(0, size);
  };
  // A row is shown if each word stands somewhere in it.
  const matching = (rows) =>
    fold(search.value).split(/\s+/).filter(Boolean).reduce(containing, rows);

  const element = (name, text, style) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (style) made.className = style;
    return made;
  };
  const byRole = (role) => columns.filter((column) => column.role === role);
  const names = byRole("name"), keys = byRole("key"), remarks = byRole("remark");
  const cells = columns.filter((column) => column.head);
  const joined = (some, row) => some.map((column) => textOf(column, row)).filter(Boolean).join(" · ");

  const styleOf = (column) => (column.role === "figure" ? `number ${column.head}` : column.role);

  const derivation = (row) => {
    const cell = element("td");
    cell.colSpan = heads.length;
    const lines = data.derivations.of[row];
    if (!lines) {
      const command = `${data.explain} line ${data.lines[row]}`;
      cell.append(element("p", "How it came about is left out of this page, which has many accounts. This shows it:"),
                  element("p").appendChild(element("code", command)).parentNode);
      return cell;
    }
    let items = [];
    // Items below one another are a table; shorter ones have a wider last cell.
    const endItems = () => {
      if (items.length === 0) return;
      const table = element("table"), width = Math.max(...items.map((parts) => parts.length));
      for (const parts of items) {
        const steps = table.insertRow();
        if (parts.faint) steps.className = "faint";
        for (const part of parts) steps.append(element("td", part));
        steps.lastChild.colSpan = width - parts.length + 1;
      }
      cell.append(table);
      items = [];
    };
    for (const line of lines) {
      const [kind, ...parts] = data.derivations.lines[line].split("\t");
      if (kind === "i" || kind === "j") {
        parts.faint = kind === "j";
        items.push(parts);
        continue;
      }
      endItems();
      if (kind === "h") cell.append(element("h3", parts[0]));
      else cell.append(element("p", parts[0], kind === "f" ? "faint" : ""));
    }
    endItems();
    return cell;
  };

  const rowOf = (row) => {
    const line = element("tr"), head = element("th"), name = joined(names, row), key = joined(keys, row);
    const button = element("button", name || key || "line " + data.lines[row], "open");
    head.scope = "row";
    button.type = "button";
    button.setAttribute("aria-expanded", open.has(row));
    button.addEventListener("click", () => {
      if (!open.delete(row)) open.add(row);
      show();
      body.querySelector(`[data-row="${row}"]`).focus();
    });
    button.dataset.row = row;
    head.append(button);
    if (name && key) head.append(element("span", key, "keys"));
    if (joined(remarks, row)) head.append(element("span", joined(remarks, row), "remark"));
    line.append(head);
    // Where the page is narrow, who and which cluster stand below the name instead of beside it.
    head.append(element("span", joined(cells.filter((column) => column.role === "text"), row), "who"));
    for (const column of cells) line.append(element("td", textOf(column, row), styleOf(column)));
    return line;
  };

  const show = () => {
    body.replaceChildren();
    const rows = shown.slice(first, first + pageRows);
    for (const row of rows) {
      body.append(rowOf(row));
      if (!open.has(row)) continue;
      const line = element("tr", undefined, "derivation");
      line.append(derivation(row));
      body.append(line);
    }
    const number = (some) => some.toLocaleString("en");
    const part = shown.length > pageRows ? `${number(first + 1)}–${number(first + rows.length)} of ` : "";
    const whole = shown.length < data.rows ? `, of ${number(data.rows)} in all` : "";
    count.textContent = `${part}${number(shown.length)} ${shown.length === 1 ? "engagement" : "engagements"}${whole}`;
    printed.textContent = count.textContent + (search.value.trim() ? `, searched: ${search.value.trim()}` : "");
    previous.disabled = first === 0;
    next.disabled = first + pageRows >= shown.length;
    previous.hidden = next.hidden = shown.length <= pageRows;
    if (shown.length > 0) return;
    const line = body.insertRow(), none = element("td", `No account has the words "${search.value.trim()}".`, "none");
    none.colSpan = heads.length;
    line.append(none);
  };
  // Paper has no pages of rows to leaf through.
  const showAll = (all) => {
    if (all) first = 0;
    pageRows = all ? printedRows : usualRows;
    show();
  };

  const refresh = () => {
    shown = matching(order);
    first = 0;
    show();
  };

  heads.forEach((head, i) => {
    const column = i === 0 ? names[0] ?? keys[0] : cells[i - 1];
    if (!column) return;
    if (i > 0) head.className = styleOf(column);
    head.querySelector("button").addEventListener("click", () => {
      descending = sorted === column ? !descending : column.role === "figure";
      sorted = column;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      order = sortRows();
      refresh();
    });
  });
  search.addEventListener("input", refresh);
  previous.addEventListener("click", () => { first -= pageRows; show(); });
  next.addEventListener("click", () => { first += pageRows; show(); });
  addEventListener("beforeprint", () => showAll(true));
  addEventListener("afterprint", () => showAll(false));
  document.getElementById("accounts-block").hidden = false;
  show();
})();
