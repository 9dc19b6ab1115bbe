// Tells the page around this frame how tall this page is, also when it asks; it may listen (exchange/hoogte.js) or not. Nothing else is told.
(() => {
  if (window.parent === window) return;
  const tell = () => window.parent.postMessage({ tec: "height", height: document.body.getBoundingClientRect().height }, "*");
  new ResizeObserver(tell).observe(document.body);
  addEventListener("load", tell);
  addEventListener("message", event => {
    if (event.source === window.parent && event.data && event.data.tec === "ask") tell();
  });
})();
