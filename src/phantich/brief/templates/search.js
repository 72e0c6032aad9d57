(() => {
  const box = document.getElementById("tim");
  const form = box.closest("form");
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const rows = [...document.querySelectorAll("[data-line]")].map(row => [row, plain(row.textContent)]);
  const groups = [...document.querySelectorAll("[data-group]")].map(group => [group, plain(group.querySelector("h3").textContent + " " + group.id)]);
  const said = document.getElementById("tim-kq");
  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  box.addEventListener("input", () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    const fits = text => words.every(word => text.includes(word));
    let count = 0;
    for (const [row, text] of rows) {
      const group = groups.find(([g]) => g.contains(row));
      row.hidden = !(fits(text) || fits(group[1]));
      count += row.hidden ? 0 : 1;
    }
    for (const [group] of groups) group.hidden = words.length > 0 && !group.querySelector("[data-line]:not([hidden])");
    said.textContent = words.length ? said.dataset.word + " " + count : "";
  });
})();
