(function () {
  "use strict";
  var table = document.getElementById("lines");
  var body = table.tBodies[0];
  var find = document.getElementById("find");
  var boxes = Array.prototype.slice.call(document.querySelectorAll("input[name=outcome]"));
  var shown = document.getElementById("shown");
  var pairs = Array.prototype.slice.call(body.querySelectorAll("tr.line")).map(function (row) {
    var more = row.nextElementSibling;
    return { row: row, more: more, text: (row.textContent + " " + more.textContent).toLowerCase() };
  });
  function filter() {
    var words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    var on = {};
    boxes.forEach(function (box) { on[box.value] = box.checked; });
    var count = 0;
    pairs.forEach(function (pair) {
      var fits = on[pair.row.dataset.outcome] && words.every(function (word) { return pair.text.indexOf(word) >= 0; });
      pair.row.classList.toggle("hidden", !fits);
      pair.more.classList.toggle("hidden", !fits);
      if (fits) { count += 1; }
    });
    shown.textContent = count + " of " + pairs.length + " lines shown";
  }
  find.addEventListener("input", filter);
  boxes.forEach(function (box) { box.addEventListener("change", filter); });
  Array.prototype.slice.call(table.tHead.rows[0].cells).forEach(function (cell, place) {
    var button = cell.querySelector("button");
    if (!button) { return; }
    button.addEventListener("click", function () {
      var down = cell.getAttribute("aria-sort") === "ascending";
      Array.prototype.slice.call(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
      cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      pairs.sort(function (a, b) {
        var x = a.row.cells[place].dataset.key || a.row.cells[place].textContent;
        var y = b.row.cells[place].dataset.key || b.row.cells[place].textContent;
        var numbers = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
        var order = numbers ? x - y : x.localeCompare(y);
        return down ? -order : order;
      });
      pairs.forEach(function (pair) { body.appendChild(pair.row); body.appendChild(pair.more); });
    });
  });
  document.getElementById("open").addEventListener("click", function () {
    var all = Array.prototype.slice.call(body.querySelectorAll("tr.more:not(.hidden) details"));
    var open = all.some(function (one) { return !one.open; });
    all.forEach(function (one) { one.open = open; });
  });
  window.addEventListener("beforeprint", function () {
    body.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
  filter();
})();
