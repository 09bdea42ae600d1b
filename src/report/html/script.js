"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const severities = ["critical", "high", "medium", "low"];
  const verdicts = { valid: "proved", none: "not proved", invalid: "disproved", held: "held back" };
  const pageSize = 100, mostPrinted = 2000, day = 86400;
  const at = (id) => document.getElementById(id);
  const number = (n) => n.toLocaleString("en");

  // An element with text or children; never markup made of text.
  function make(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children.filter((child) => child !== ""));
    return node;
  }
  function draw(name, attributes, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }
  const date = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);
  function span(seconds) {
    const days = Math.floor(seconds / day);
    if (days < 1) return "less than a day";
    if (days < 60) return days === 1 ? "1 day" : days + " days";
    if (days < 730) return Math.round(days / 30.4) + " months";
    return Math.round(days / 365.25) + " years";
  }

  // What the filters and charts ask of a finding.
  for (const finding of data.findings) {
    const times = finding.places.map((place) => place.time).filter((time) => time > 0);
    finding.rule = data.rules[finding.rule];
    finding.inHead = finding.places.some((place) => place.head);
    finding.from = times.reduce((a, b) => Math.min(a, b), Infinity);
    const last = times.reduce((a, b) => Math.max(a, b), -Infinity);
    finding.to = finding.inHead ? Math.max(last, data.end) : last;
    finding.known = times.length > 0;
    finding.verdict = finding.held ? "held" : finding.proof;
    finding.paths = finding.places.map((place) => place.at.toLowerCase());
    finding.authors = finding.places.map((place) => place.author.toLowerCase());
  }
  const told = data.findings.filter((finding) => !finding.held);

  function tiles() {
    for (const severity of severities) {
      const count = told.filter((finding) => finding.severity === severity).length;
      at("tiles").append(make("li", {}, make("b", { class: count ? severity : "soft" }, number(count)), severity));
    }
    const proved = told.filter((finding) => finding.proof === "valid").length;
    at("tiles").append(make("li", {}, make("b", { class: "proved" }, number(proved)), "proved"));
  }

  // The bucket of a time: a year, a quarter or a month, as fits.
  function bucketing(first, last) {
    const months = (last - first) / (30.4 * day);
    const size = months <= 30 ? 1 : months <= 100 ? 3 : 12;
    const of = (seconds) => {
      const when = new Date(seconds * 1000);
      return Math.floor((when.getUTCFullYear() * 12 + when.getUTCMonth()) / size);
    };
    const label = (bucket) => {
      const month = bucket * size, year = Math.floor(month / 12);
      if (size === 12) return String(year);
      return year + "-" + String(month % 12 + 1).padStart(2, "0");
    };
    return { of, label, unit: { 1: "month", 3: "quarter", 12: "year" }[size] };
  }

  function chartCame(dated) {
    // Dates are claims: a few wild ones must not stretch the axis.
    const sorted = dated.map((finding) => finding.from).sort((a, b) => a - b);
    const first = sorted[Math.floor(sorted.length * 0.005)];
    const last = sorted[Math.ceil(sorted.length * 0.995) - 1];
    const { of, label, unit } = bucketing(first, last);
    const low = of(first), high = of(last), columns = high - low + 1;
    const counts = Array.from({ length: columns }, () => [0, 0, 0, 0]);
    for (const finding of dated) {
      const column = Math.min(Math.max(of(finding.from), low), high) - low;
      counts[column][severities.indexOf(finding.severity)] += 1;
    }
    const most = Math.max(...counts.map((four) => four.reduce((a, b) => a + b)));
    const width = 600, height = 190, left = 44, right = 20, base = 165;
    const step = (width - left - right) / columns;
    const svg = at("came");
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("aria-label", `${number(dated.length)} secrets from ${label(low)} to ${label(high)}, ` +
      `at most ${number(most)} in one ${unit}`);
    svg.append(draw("line", { class: "axis", x1: left, x2: width - right, y1: base, y2: base }),
      draw("text", { x: left - 6, y: 20, "text-anchor": "end" }, number(most)),
      draw("text", { x: left - 6, y: base, "text-anchor": "end" }, "0"));
    const gap = Math.min(step * 0.2, 4), bar = Math.min(step - gap, 48);
    counts.forEach((four, column) => {
      const x = left + column * step + (step - bar) / 2;
      let y = base;
      four.forEach((count, severity) => {
        if (!count) return;
        const tall = count / most * (base - 12);
        y -= tall;
        svg.append(draw("rect", { class: severities[severity], x, y, width: bar, height: tall },
          draw("title", {}, `${label(low + column)}: ${number(count)} ${severities[severity]}`)));
      });
      const every = Math.ceil(columns / 8);
      if (column % every === 0) {
        svg.append(draw("text", { x: x + bar / 2, y: base + 16, "text-anchor": "middle" }, label(low + column)));
      }
    });
  }

  function chartStood(dated) {
    const rows = [["less than a day", 1], ["less than a week", 7], ["less than a month", 30],
      ["less than a year", 365], ["a year and more", Infinity]];
    const counts = rows.map(() => 0);
    for (const finding of dated.filter((each) => each.inHead)) {
      const days = (finding.to - finding.from) / day;
      counts[rows.findIndex(([, most]) => days < most)] += 1;
    }
    const gone = dated.filter((finding) => !finding.inHead).length;
    const add = (label, count) => at("stood").append(make("li", {}, make("span", {}, label),
      make("meter", { min: 0, max: dated.length, value: count, "aria-label": label }), make("span", {}, number(count))));
    rows.forEach(([label], row) => add(label, counts[row]));
    add("gone from HEAD, it is not known since when", gone);
  }

  function placeItem(place) {
    const item = make("li", {}, make("code", {}, place.at));
    const origin = place.commit ? "added in " + place.commit +
      (place.time > 0 ? " on " + date(place.time) : "") + (place.author ? " by " + place.author : "") : "";
    for (const words of [place.encoding, place.where, origin]) {
      if (words) item.append(", " + words);
    }
    return item;
  }

  function body(finding) {
    const list = make("dl");
    const add = (term, ...value) => {
      if (value[0]) list.append(make("dt", {}, term), make("dd", {}, ...value));
    };
    const more = finding.count - finding.places.length;
    const places = make("ul", {}, ...finding.places.map(placeItem));
    if (more > 0) places.append(make("li", {}, "and " + number(more) + " more"));
    add("Places", places);
    add("It tells", finding.facts);
    if (finding.known) {
      add("Stood", (finding.inHead ? "and stands: " : "at least ") + span(finding.to - finding.from) + ", from " +
        date(finding.from) + " to " + date(finding.to));
    }
    add("Paths say", finding.hint);
    add("Held back", finding.held);
    add("Grants", finding.rule.grants);
    add("Revoke", finding.rule.revoke);
    add("Rotate", finding.rule.rotate);
    if (finding.rule.page) {
      add("Page", make("a", { href: finding.rule.page, rel: "noreferrer noopener" }, finding.rule.page));
    }
    add("Rule", make("code", {}, finding.rule.id), ", issuer " + finding.rule.issuer + ", confidence " +
      finding.rule.confidence + (finding.also ? "; also matched by " + finding.also : ""));
    add("Fingerprint", make("code", {}, finding.fingerprint));
    return make("div", { class: "body" }, list);
  }

  function card(finding) {
    const first = finding.places[0];
    const summary = make("summary", {},
      make("span", { class: "sev " + finding.severity }, finding.severity),
      make("span", {}, finding.rule.name, " ", make("code", { class: "soft" }, finding.secret)),
      make("span", {}, make("code", {}, first.at), finding.count > 1 ? " +" + number(finding.count - 1) : ""),
      make("span", { class: finding.proof === "valid" ? "proved" : "soft" }, finding.words));
    const details = make("details", {}, summary);
    details.addEventListener("toggle", () => fill(details, finding));
    return make("li", {}, details);
  }
  function fill(details, finding) {
    if (details.childElementCount === 1) details.append(body(finding));
  }

  let shown = [], rendered = 0;
  function showMore(upTo) {
    const cards = shown.slice(rendered, upTo).map(card);
    at("list").append(...cards);
    rendered += cards.length;
    at("more").hidden = rendered >= shown.length;
    at("more").textContent = "Show " + number(Math.min(pageSize, shown.length - rendered)) + " more of " +
      number(shown.length - rendered);
    return cards;
  }

  const orders = {
    worst: () => 0,
    new: (a, b) => (b.known ? b.from : -Infinity) - (a.known ? a.from : -Infinity) || 0,
    old: (a, b) => (a.known ? a.from : Infinity) - (b.known ? b.from : Infinity) || 0,
    long: (a, b) => (b.known ? b.to - b.from : -1) - (a.known ? a.to - a.from : -1),
  };
  function apply() {
    const checked = (name) => new Set(Array.from(document.querySelectorAll(`input[name=${name}]:checked`), (box) => box.value));
    const severity = checked("severity"), verdict = checked("verdict");
    const rule = at("rule").value, path = at("path").value.toLowerCase(), author = at("author").value.toLowerCase();
    shown = data.findings.filter((finding) => severity.has(finding.severity) && verdict.has(finding.verdict) &&
      (!rule || finding.rule.id === rule) &&
      (!path || finding.paths.some((text) => text.includes(path))) &&
      (!author || finding.authors.some((text) => text.includes(author))));
    if (at("order").value !== "worst") shown.sort(orders[at("order").value]);
    at("list").replaceChildren();
    rendered = 0;
    showMore(pageSize);
    at("count").textContent = number(shown.length) + " of " + number(data.findings.length) + " findings match.";
  }

  function boxes(holder, name, values, labels) {
    for (const value of values) {
      at(holder).append(make("label", {}, make("input", { type: "checkbox", name, value, checked: "" }), labels[value] ?? value));
    }
  }

  // "report.html#severity=critical,high&path=src/" opens with these filters.
  function fromAddress() {
    if (!location.hash.includes("=")) return false;
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const name of ["rule", "path", "author", "order"]) {
      if (wanted.has(name)) at(name).value = wanted.get(name);
    }
    for (const name of ["severity", "verdict"]) {
      if (!wanted.has(name)) continue;
      const values = wanted.get(name).split(",");
      for (const box of document.querySelectorAll(`input[name=${name}]`)) box.checked = values.includes(box.value);
    }
    return true;
  }

  function start() {
    tiles();
    boxes("severities", "severity", severities, {});
    boxes("verdicts", "verdict", Object.keys(verdicts).filter((key) => data.findings.some((finding) => finding.verdict === key)), verdicts);
    const used = new Map();
    for (const finding of data.findings) used.set(finding.rule, (used.get(finding.rule) ?? 0) + 1);
    for (const [rule, count] of Array.from(used).sort((a, b) => a[0].name < b[0].name ? -1 : 1)) {
      at("rule").append(make("option", { value: rule.id }, rule.name + " (" + number(count) + ")"));
    }
    const dated = told.filter((finding) => finding.known);
    if (dated.length > 0) {
      at("times").hidden = false;
      chartCame(dated);
      chartStood(dated);
    }
    fromAddress();
    window.addEventListener("hashchange", () => {
      if (fromAddress()) apply();
    });
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 120);
    };
    at("filters").addEventListener("input", soon);
    at("filters").addEventListener("reset", soon);
    at("filters").addEventListener("submit", (event) => event.preventDefault());
    at("more").addEventListener("click", () => {
      showMore(rendered + pageSize)[0]?.querySelector("summary").focus();
    });
    // Paper has no buttons: what matches is printed, opened.
    window.addEventListener("beforeprint", () => {
      showMore(mostPrinted);
      Array.from(at("list").children).forEach((item, index) => {
        fill(item.firstChild, shown[index]);
        item.firstChild.open = true;
      });
    });
    apply();
  }
  start();
})();
