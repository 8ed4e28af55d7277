"use strict";
(() => {
  const search = document.getElementById("search");
  const body = document.querySelector("tbody");
  const rows = [...body.rows];
  const heads = [...document.querySelectorAll("thead th")];
  const system = matchMedia("(prefers-color-scheme: dark)");

  function colour() {
    document.documentElement.dataset.theme = system.matches ? "dark" : "light";
  }

  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    const left = rows.filter((row) => !row.hidden).length;
    document.getElementById("shown").textContent = left;
    document.querySelector(".empty").hidden = left > 0;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target !== search) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape") {
      search.value = "";
      search.dispatchEvent(new Event("input"));
      search.blur();
    }
  });

  for (const [place, head] of heads.entries()) {
    head.firstElementChild.addEventListener("click", () => {
      const isNumber = head.classList.contains("right");
      // Most first for counts, then the other way round with every further click.
      const up = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "descending" : !isNumber;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = (row) => row.cells[place].textContent.trim();
      rows.sort((a, b) => (isNumber ? value(a) - value(b) : value(a).localeCompare(value(b), "zh")) * (up ? 1 : -1));
      body.append(...rows);
    });
  }

  system.addEventListener("change", colour);
  colour();
})();
