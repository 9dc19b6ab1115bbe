// Makes a frame with our programme as tall as what is in it. For the page around the frame, when its maker wants it:
// <script src=".../insluiten/hoogte.js" async></script>. It listens to that frame only, and takes nothing but a number from it.
(() => {
  const ours = new URL(document.currentScript.src).origin;
  const least = 120, most = 20000;
  addEventListener("message", event => {
    const height = event.origin === ours && event.data && event.data.tec === "height" ? Number(event.data.height) : NaN;
    if (!Number.isFinite(height)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === event.source) frame.style.height = Math.min(most, Math.max(least, Math.ceil(height))) + "px";
    }
  });
  // a frame that was there before this script has told it already
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.src.startsWith(ours + "/")) frame.contentWindow.postMessage({ tec: "ask" }, "*");
  }
})();
