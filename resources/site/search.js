/* Search in the page: hides the rows that lack a word that was typed. It inserts no text that came
   from a file, loads nothing, and keeps nothing. Without it the whole table is shown. */
(function () {
  "use strict";
  var texts = window.afterwordIndex || [];
  var form = document.getElementById("search");
  var field = document.getElementById("query");
  var told = document.getElementById("told");
  var table = document.getElementById("incidents");
  if (!form || !field || !table) { return; }
  var rows = Array.prototype.slice.call(table.tBodies[0].rows);
  form.hidden = false;

  function folded(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  }

  /* Words, and phrases in double quotes; a minus in front leaves out. */
  function parts(query) {
    var found = [];
    var pattern = /(-?)(?:"([^"]+)"|(\S+))/g;
    var one;
    while ((one = pattern.exec(folded(query))) !== null) {
      found.push({ without: one[1] === "-", text: one[2] || one[3] });
    }
    return found;
  }

  function matches(text, wanted) {
    return wanted.every(function (one) {
      return (text.indexOf(one.text) >= 0) !== one.without;
    });
  }

  function show() {
    var wanted = parts(field.value);
    var shown = 0;
    rows.forEach(function (row, place) {
      var hit = matches(texts[place] || "", wanted);
      row.hidden = !hit;
      if (hit) { shown += 1; }
    });
    told.textContent = wanted.length
      ? shown + " of " + rows.length + " incidents have all of this"
      : rows.length + (rows.length === 1 ? " incident" : " incidents");
    if (window.history && window.history.replaceState) {
      try {
        var hash = field.value ? "#q=" + encodeURIComponent(field.value) : " ";
        window.history.replaceState(null, "", hash === " " ? window.location.pathname : hash);
      } catch (error) { /* a browser that forbids it on files still searches */ }
    }
  }

  field.addEventListener("input", show);
  if (window.location.hash.indexOf("#q=") === 0) {
    try { field.value = decodeURIComponent(window.location.hash.slice(3)); } catch (error) { field.value = ""; }
  }
  show();
}());
