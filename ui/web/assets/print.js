// The printed pages of PDFs beside their sources.

// Which of the papers cited have pages to show, the server is asked when their sources are drawn.
const offerPages = async () => {
  const parts = findAll(".print[hidden]:not([data-state])");
  parts.forEach((part) => { part.dataset.state = "offered"; });
  const papers = [...new Set(parts.map((part) => part.dataset.paper))];
  if (!papers.length) return;
  const query = new URLSearchParams(papers.map((paper) => ["paper", paper]));
  const known = await fetch(`pages?${query}`).then((reply) => reply.json()).catch(() => []);
  parts.forEach((part) => { part.hidden = !known.includes(part.dataset.paper); });
};
onChange("#sources", offerPages);

// The first line of the quote stands in the middle of what is seen of its page, from where the
// lines begin.
const centreOnQuote = (frame) => {
  const lines = [...frame.querySelectorAll(".box")];
  frame.scrollTop = lines[0].offsetTop - frame.clientHeight / 2;
  frame.scrollLeft = Math.min(...lines.map((line) => line.offsetLeft)) - 12;
};

// An image of a page is drawn and sent when it is first opened.
const showPage = async (part) => {
  const { paper, start, end } = part.dataset;
  const leaves = part.querySelector(".leaves");
  leaves.textContent = "Drawing the page …";
  part.dataset.state = "shown";
  try {
    const reply = await fetch(`pages/${encodeURIComponent(paper)}?start=${start}&end=${end}`);
    leaves.innerHTML = await reply.text();
    if (!reply.ok) part.dataset.state = "offered";
    await Promise.all([...leaves.querySelectorAll("img")].map((image) => image.decode()));
    leaves.querySelectorAll(".window").forEach(centreOnQuote);
    moveTo(leaves.lastElementChild, "nearest");
    moveTo(leaves.firstElementChild, "nearest");
  } catch {
    leaves.textContent = "The server does not answer. Close this and open it again.";
    part.dataset.state = "offered";
  }
};
document.addEventListener("toggle", (event) => {
  const part = event.target;
  if (part.matches?.(".print[open][data-state=offered]")) showPage(part);
}, { capture: true });
