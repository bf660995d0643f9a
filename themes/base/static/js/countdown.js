// The countdown to the campaign's day: the page says the days; this adds hours and minutes, and turns when it comes.
const minute = 60_000;
const steps = { day: 24 * 60 * minute, hour: 60 * minute, minute };
const language = document.documentElement.lang;
const join = new Intl.ListFormat(language, { type: "unit" });

function inWords(left) {
  const parts = [];
  for (const [unit, length] of Object.entries(steps)) {
    const style = { style: "unit", unit, unitDisplay: "long", numberingSystem: "latn" };
    parts.push(new Intl.NumberFormat(language, style).format(Math.floor(left / length)));
    left %= length;
  }
  return join.format(parts);
}

function tell(place) {
  const { begins, ends, live, after } = place.dataset;
  const now = Date.now();
  const left = Date.parse(begins) - now;
  if (left > 0) {
    place.querySelector(".left").textContent = inWords(Math.ceil(left / minute) * minute);
    setTimeout(tell, left % minute || minute, place);
  } else {
    const over = Date.parse(ends) <= now;
    place.textContent = over ? after : live;
    if (!over) setTimeout(tell, Math.min(Date.parse(ends) - now, 60 * minute), place);
  }
}

document.querySelectorAll("[data-begins]").forEach(tell);
