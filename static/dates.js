// The links to the published dates work by themselves; this adds a field for any day, which leads to the last of them up to it.
{
  const dates = document.querySelector(".dates");
  const field = dates.querySelector("input");
  const leads = dates.querySelector(".dates__leads");
  const known = [...dates.querySelectorAll("nav a")]
    .map((link) => ({ link, day: link.dataset.day || /\/(\d{4}-\d{2}-\d{2})\/[^/]*$/.exec(link.href)[1] }))
    .sort((one, other) => (one.day < other.day ? -1 : 1));
  const found = () => known.filter(({ day }) => field.value && day <= field.value).pop();

  const tell = () => {
    const to = found();
    leads.textContent = to ? leads.dataset.to.replace("{date}", to.link.textContent) : field.value && leads.dataset.nowhere;
  };
  const go = () => {
    const to = found();
    if (to) location.href = to.link.href;
    else tell();
  };

  field.addEventListener("input", tell);
  field.addEventListener("keydown", (event) => event.key === "Enter" && go());
  dates.querySelector("button").addEventListener("click", go);
  dates.querySelector(".dates__field").hidden = false;
}
