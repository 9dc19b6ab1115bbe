// Keeps the run sheet of today readable without network. Pages with names are kept for the day only.
'use strict';
// the day where the visitor is: by that of Greenwich yesterday's would be shown until two o'clock
const today = () => { const d = new Date(); return [d.getFullYear(), d.getMonth() + 1, d.getDate()].join('-'); };
const pages = () => 'tec-day-' + today();
const FILES = 'tec-files-2';
// a file changes its name with its content: what it is called without that
const plain = (url) => new URL(url).pathname.replace(/-[0-9a-f]{32}(?=[.])/, '');

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  await forget();
  await self.clients.claim();
})()));

const forget = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith('tec-') && name !== pages() && name !== FILES) await caches.delete(name);
  }
};

const networkFirst = async (request, name) => {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
    // signed out or somebody else: nothing that was kept may be read any more
    if (answer.redirected || answer.status === 401 || answer.status === 403) await caches.delete(pages());
    return answer;
  } catch (offline) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw offline;
  }
};

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const path = new URL(request.url).pathname;
  if (request.mode === 'navigate') {
    event.waitUntil(forget());
    event.respondWith(networkFirst(request, pages()));
  } else if (/^\/(css|js|fonts|img)\//.test(path)) {
    event.respondWith((async () => {
      const cache = await caches.open(FILES);
      const kept = await cache.match(request);
      if (kept) return kept;
      const answer = await fetch(request);
      if (answer.ok) {
        // of an older version of the program, and never asked again
        for (const old of await cache.keys()) if (plain(old.url) === plain(request.url)) await cache.delete(old);
        await cache.put(request, answer.clone());
      }
      return answer;
    })());
  }
});
