// Keeps the run sheet of today readable without network. Pages with names are kept for the day only.
'use strict';
const pages = () => 'tec-day-' + new Date().toISOString().slice(0, 10);
const FILES = 'tec-files';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  await forget();
  await self.clients.claim();
})()));

const forget = async () => {
  for (const name of await caches.keys()) if (name.startsWith('tec-day-') && name !== pages()) await caches.delete(name);
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
      if (answer.ok) await cache.put(request, answer.clone());
      return answer;
    })());
  }
});
