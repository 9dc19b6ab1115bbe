// What a device keeps of the run sheet: the pages of today and tomorrow, and what was tapped and not sent yet. Used by the page
// (day.js) and by the service worker (dag/wacht.js). Names are only on the pages; a tap has numbers of records and a head count.
'use strict';
const dayStore = (() => {
  const DATABASE = 'tec-day';
  const PAGES = 'tec-day-';
  const FILES = 'tec-files-3';
  const MAX_WAIT = 7 * 24 * 60 * 60 * 1000;

  // the day of the hub, whatever the clock of the device is set to; by that of Greenwich yesterday's would be kept until two o'clock
  const ZONE = 'Europe/Amsterdam';
  const day = (ahead = 0) => {
    const d = new Date(new Date().toLocaleDateString('sv-SE', { timeZone: ZONE }) + 'T12:00Z');
    d.setUTCDate(d.getUTCDate() + ahead);
    return d.toISOString().slice(0, 10);
  };
  const days = () => [day(), day(1)];
  const path = (date) => '/dag/' + date;

  const pages = (date) => caches.open(PAGES + date);
  const files = () => caches.open(FILES);

  const open = () => new Promise((done, failed) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('taps', { keyPath: 'id', autoIncrement: true });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

  const inTaps = async (mode, work) => {
    const database = await open();
    try {
      return await new Promise((done, failed) => {
        const transaction = database.transaction('taps', mode);
        const request = work(transaction.objectStore('taps'));
        transaction.oncomplete = () => done(request.result);
        transaction.onabort = transaction.onerror = () => failed(transaction.error);
      });
    } finally {
      database.close();
    }
  };

  const all = () => inTaps('readonly', (taps) => taps.getAll());
  const remove = (id) => inTaps('readwrite', (taps) => taps.delete(id));

  // No name is kept after its day.
  const forgetPages = async (keep) => {
    for (const name of await caches.keys()) {
      const kept = name.startsWith(PAGES) && keep.includes(name.slice(PAGES.length)) || name === FILES;
      if (name.startsWith('tec-') && !kept) await caches.delete(name);
    }
  };

  const forget = async () => {
    await forgetPages(days());
    for (const tap of await all()) if (tap.at < Date.now() - MAX_WAIT) await remove(tap.id);
  };

  const wipe = async () => {
    for (const name of await caches.keys()) if (name.startsWith('tec-')) await caches.delete(name);
    await new Promise((done) => {
      const request = indexedDB.deleteDatabase(DATABASE);
      request.onsuccess = request.onerror = request.onblocked = done;
    });
  };

  // Whose device it is now; null: nobody's, and then it keeps no names. Signed out from a distance it keeps nothing at all.
  const owner = async () => {
    const answer = await fetch('/apparaat', { credentials: 'same-origin', cache: 'no-store' });
    if (answer.status >= 500 || answer.status === 429) throw new Error('the server is away');
    if (answer.status === 410) await wipe();
    else if (answer.status === 401 || answer.status === 403) await forgetPages([]);
    return answer.ok ? answer.json() : null;
  };

  return {
    day, days, path, pages, files, forget, forgetPages, wipe, owner, all, remove,
    put: (tap) => inTaps('readwrite', (taps) => taps.put(tap)),
  };
})();
