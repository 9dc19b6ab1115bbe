// Shows the run sheets of today and tomorrow without network, and no other page.
'use strict';
importScripts('/js/day-store.js');

// as long as a bad network may take before what is kept is shown
const PATIENCE = 4000;
// a file changes its name with its content: what it is called without that
const plain = (url) => new URL(url).pathname.replace(/-[0-9a-f]{32}(?=[.])/, '');

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(dayStore.forget().catch(() => {}).then(() => self.clients.claim())));

// a browser that can't keep anything, or no more, still gets what is fetched
const lookUp = (cache, key) => cache.then((kept) => kept.match(key)).catch(() => undefined);

const page = async (request) => {
  await dayStore.forget().catch(() => {});
  const { pathname } = new URL(request.url);
  const date = dayStore.days().find((one) => dayStore.path(one) === pathname);
  const kept = date && await lookUp(dayStore.pages(date), pathname);
  const fresh = fetch(request).then(async (answer) => {
    if (date && answer.ok) {
      const copy = answer.clone();
      await dayStore.pages(date).then((pages) => pages.put(pathname, copy)).catch(() => {});
    }
    // not the page that was asked for: maybe nobody is signed in any more
    if (!answer.ok) await dayStore.owner();
    return answer;
  });
  if (kept) {
    fresh.catch(() => {});
    const late = new Promise((done) => { setTimeout(done, PATIENCE); }).then(() => kept);
    return Promise.race([fresh, late]).catch(() => kept);
  }
  return fresh.catch((offline) => {
    // the address that the app opens, or a day that is not kept
    if (dayStore.path(dayStore.day()) === pathname) throw offline;
    return Response.redirect(dayStore.path(dayStore.day()));
  });
};

const keep = async (request, answer) => {
  const files = await dayStore.files();
  // of an older version of the program, and never asked again
  for (const old of await files.keys()) if (plain(old.url) === plain(request.url)) await files.delete(old);
  await files.put(request, answer);
};

const file = async (request) => {
  const kept = await lookUp(dayStore.files(), request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await keep(request, answer.clone()).catch(() => {});
  return answer;
};

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (/^\/(css|js|fonts|img)\//.test(new URL(request.url).pathname)) event.respondWith(file(request));
});
