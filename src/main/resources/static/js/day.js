// The run sheet without waiting and without network. What is tapped is kept in this browser first, with a key of its own, and then
// sent: the server handles a key once, so sending it again does no harm. Without this script every form is a plain form.
(() => {
  'use strict';
  const status = document.getElementById('netwerk');
  const { owner, day, today } = status.dataset;
  const FRESH = 10 * 60 * 1000;
  let csrf = document.querySelector('input[name="_csrf"]')?.value;

  const say = (...parts) => {
    status.replaceChildren(...parts);
    status.className = parts.length ? 'notice' : '';
  };
  const element = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text }, attributes);
  const paragraph = (text) => element('p', text);

  // names of somebody else's assignments are not for who is here now
  const forgetOthers = async () => {
    for (const date of dayStore.days()) {
      const kept = await (await dayStore.pages(date)).match(dayStore.path(date));
      if (kept && !(await kept.text()).includes(`data-owner="${owner}"`)) await dayStore.forgetPages([]);
    }
  };

  const prepare = (root) => root.querySelectorAll('button[data-step]').forEach((button) => { button.hidden = false; });

  // Only the people whose name has what was typed.
  const box = document.querySelector('[data-find]');
  const find = () => {
    const typed = box ? box.querySelector('input').value.trim().toLowerCase() : '';
    document.querySelectorAll('.run > li').forEach((row) => {
      row.hidden = !row.querySelector('.who').textContent.toLowerCase().includes(typed);
    });
  };
  if (box) {
    box.hidden = false;
    box.addEventListener('input', find);
  }

  prepare(document);
  // without HTTPS a browser keeps nothing, and every form is a plain form
  if (!window.isSecureContext || !('serviceWorker' in navigator)) return;

  const formOf = (action) => document.querySelector(`form[data-offline][action="${action}"]`);

  // The card as it will be once this was sent.
  const show = (tap) => {
    const form = formOf(tap.action);
    if (!form || tap.refused) return;
    const body = new URLSearchParams(tap.body);
    form.querySelectorAll('input[type=number], select').forEach((field) => { field.value = body.get(field.name) ?? field.value; });
    form.querySelectorAll('input[type=checkbox]').forEach((field) => { field.checked = body.has(field.name); });
    const row = form.closest('li');
    (row ?? form).querySelectorAll(body.has('wie') ? `[name="seen-${body.get('wie')}"]` : '[name=seen]')
      .forEach((field) => { field.value = tap.key; });
    const mark = row?.querySelector('.mark');
    if (!mark) return;
    const present = form.querySelector('[name=er]');
    const on = present ? body.get('er') === 'true' : !tap.action.endsWith('/terug');
    if (present) present.value = String(!on);
    mark.setAttribute('aria-pressed', on);
    row.classList.toggle('in', on);
  };

  // How many sessions are counted: all classes of one, or somebody of those who signed up, or that nobody of them came.
  const counted = document.querySelector('[data-counted]');
  const recount = () => {
    const pressed = (mark) => mark.getAttribute('aria-pressed') === 'true';
    const sessions = [...document.querySelectorAll('[data-card]')]
      .map((card) => [[...card.querySelectorAll('.mark')], card.querySelector('[data-nobody]')])
      .filter(([marks]) => marks.length);
    const done = sessions.filter(([marks, nobody]) => {
      const people = marks.filter((mark) => mark.form.action.includes('/dag/persoon/'));
      return marks.every((mark) => people.includes(mark) || pressed(mark)) && (!people.length || nobody || people.some(pressed));
    });
    const text = counted.dataset.counted.replace('##', sessions.length).replace('#', done.length);
    if (counted.textContent !== text) counted.textContent = text;
  };
  if (counted && document.querySelector('[data-card] .mark')) {
    new MutationObserver(recount).observe(document.querySelector('main'), { subtree: true, childList: true, attributeFilter: ['aria-pressed'] });
  }

  const mine = async () => (await dayStore.all()).filter((tap) => tap.owner === owner);

  const read = (text) => new DOMParser().parseFromString(text, 'text/html');

  // The cards that came back, by day and id, on the pages that are kept.
  const keepCards = async (cards) => {
    for (const [day, byId] of cards) {
      const pages = await dayStore.pages(day);
      const kept = await pages.match(dayStore.path(day));
      if (!kept) continue;
      const page = read(await kept.text());
      byId.forEach((html, id) => {
        const card = read(html).querySelector('[data-card]');
        if (card) page.getElementById(id)?.replaceWith(page.importNode(card, true));
      });
      await pages.put(dayStore.path(day), new Response('<!doctype html>' + page.documentElement.outerHTML, { headers: kept.headers }));
    }
  };

  // The card that came back, on this page. Answers whether it is there.
  const replace = (tap, html, rest) => {
    const card = read(html).querySelector('[data-card]');
    if (!card) return false;
    const old = document.getElementById(tap.card);
    if (!old) return false;
    const open = [...old.querySelectorAll('details')].map((d) => d.open);
    const had = old.contains(document.activeElement) && document.activeElement.closest('form')?.getAttribute('action');
    old.replaceWith(document.adoptNode(card));
    card.querySelectorAll('details').forEach((d, i) => { d.open = open[i] || false; });
    prepare(card);
    find();
    rest.forEach(show);
    const problem = card.querySelector('[data-problem] [tabindex]');
    if (problem) problem.focus();
    else if (had) (formOf(had) ?? formOf(had.replace('/terug', '')))?.querySelector('button.mark, button.ghost:not([data-step])')?.focus();
    return true;
  };

  const report = async (disputed, sent) => {
    const taps = await mine();
    const refused = taps.filter((tap) => tap.refused);
    const waiting = taps.length - refused.length;
    const parts = [];
    if (waiting) parts.push(paragraph(status.dataset.waiting.replace('#', waiting)));
    if (disputed) {
      const line = paragraph(status.dataset.disputed + ' ');
      line.append(element('a', status.dataset.look, { href: `${dayStore.path(disputed.day)}#${disputed.card}` }));
      parts.push(line);
    }
    if (refused.length) {
      const list = document.createElement('ul');
      refused.forEach((tap) => {
        const item = element('li', `${tap.label}: ${tap.refused} `);
        const drop = element('button', status.dataset.drop, { type: 'button', className: 'plain small' });
        drop.addEventListener('click', async () => { await dayStore.remove(tap.id); await report(); });
        item.append(element('a', status.dataset.look, { href: `${dayStore.path(tap.day)}#${tap.card}` }), ' ', drop);
        list.append(item);
      });
      parts.push(paragraph(status.dataset.refused), list);
    }
    if (!parts.length && sent) parts.push(paragraph(status.dataset.sent));
    say(...parts);
  };

  // No: nobody is signed in here any more, or somebody else is.
  const stillSignedIn = async () => {
    const now = await dayStore.owner();
    if (now) csrf = now.csrf;
    return now?.owner === owner;
  };

  const leave = () => location.assign('/inloggen?naar=' + encodeURIComponent(location.pathname));

  const send = (tap) => fetch(tap.action, {
    method: 'POST', credentials: 'same-origin', body: `${tap.body}&_csrf=${encodeURIComponent(csrf)}`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json', 'X-Card': '1' },
  });

  const reason = (html) => read(html).querySelector('[data-problem] li')?.textContent ?? status.dataset.gone;

  // What could not be sent at once is told of when it was.
  const wait = async () => {
    for (const tap of await mine()) if (!tap.waited) await dayStore.put({ ...tap, waited: true });
  };

  const flushOnce = async () => {
    // nothing to do: what was said last stays
    if (!(await mine()).some((tap) => !tap.refused) && status.hasChildNodes()) return;
    let disputed = null;
    let sent = 0;
    const cards = new Map();
    try {
      for (let [tap, ...rest] = (await mine()).filter((one) => !one.refused); tap;
        [tap, ...rest] = (await mine()).filter((one) => !one.refused)) {
        let answer = await send(tap);
        if (answer.status === 401 || answer.status === 403) {
          if (!await stillSignedIn()) {
            await wait();
            leave();
            return;
          }
          answer = await send(tap);
        }
        if (answer.status >= 500 || answer.status === 429 || answer.status === 401 || answer.status === 403) break;
        const html = await answer.text();
        if (answer.ok) {
          if (tap.waited) say(paragraph(status.dataset.sending.replace('#', rest.length)));
          if (dayStore.days().includes(tap.day)) {
            if (!cards.has(tap.day)) cards.set(tap.day, new Map());
            cards.get(tap.day).set(tap.card, html);
          }
          for (const old of await mine()) if (old.refused && old.action === tap.action) await dayStore.remove(old.id);
          await dayStore.remove(tap.id);
          if (tap.waited) sent++;
          if (html.includes('data-dispute')) disputed = tap;
          replace(tap, html, rest);
        } else {
          const shown = answer.status === 422 && replace(tap, html, rest);
          if (shown && !tap.waited) await dayStore.remove(tap.id);
          else await dayStore.put({ ...tap, refused: reason(html) });
        }
      }
    } catch (offline) {
      await wait();
    }
    await keepCards(cards);
    await report(disputed, sent);
  };

  let running = null;
  let again = false;
  const flush = () => {
    again = !!running;
    running ??= flushOnce().finally(() => {
      running = null;
      if (again) flush();
    });
    return running;
  };

  // Today's and tomorrow's page with their files, unless they were fetched just now.
  const keep = async () => {
    const files = await dayStore.files();
    for (const date of dayStore.days()) {
      const pages = await dayStore.pages(date);
      const kept = await pages.match(dayStore.path(date));
      if (kept && Date.now() - Date.parse(kept.headers.get('date')) < FRESH) continue;
      const answer = await fetch(dayStore.path(date), { credentials: 'same-origin', headers: { Accept: 'text/html' } });
      if (!answer.ok || answer.redirected) return;
      await pages.put(dayStore.path(date), answer.clone());
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const part of page.querySelectorAll('link[href^="/"]:not([rel=manifest]), script[src], img[src]')) {
        const address = part.getAttribute('href') ?? part.getAttribute('src');
        if (!await files.match(address)) await files.add(address);
      }
    }
    document.querySelector('[data-kept]').hidden = false;
  };

  const start = async () => {
    await dayStore.forget();
    await forgetOthers();
    (await mine()).forEach(show);
    try {
      if (!await stillSignedIn()) { leave(); return; }
      await flush();
      await keep();
    } catch (offline) {
      await report();
    }
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-step]');
    if (!button) return;
    const input = document.getElementById(button.dataset.for);
    input.value = Math.max(0, (parseInt(input.value, 10) || 0) + parseInt(button.dataset.step, 10));
  });

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (form.matches('[action="/uitloggen"]')) {
      event.preventDefault();
      // whatever fails, who wants to sign out is signed out
      await flush().catch(() => {});
      const left = await mine().catch(() => []);
      if (!left.length || window.confirm(status.dataset.leave)) form.submit();
      return;
    }
    // a choice is not kept for later: somebody else may make it meanwhile
    if (form.matches('[data-online]') && !navigator.onLine) {
      event.preventDefault();
      say(paragraph(status.dataset.online));
      return;
    }
    if (!form.matches('[data-offline]')) return;
    event.preventDefault();
    const key = crypto.randomUUID();
    const fields = new FormData(form);
    fields.delete('_csrf');
    fields.delete('eenmaal');
    fields.set('tap', key);
    fields.set('at', String(Date.now()));
    const tap = {
      key, owner, day, at: Date.now(), action: form.getAttribute('action'), body: new URLSearchParams(fields).toString(),
      card: form.closest('[data-card]').id, label: form.dataset.label,
    };
    try {
      await dayStore.put(tap);
    } catch (full) {
      form.submit();
      return;
    }
    show(tap);
    await flush();
  });

  const install = document.querySelector('[data-install]');
  let offer = null;
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer = event;
    install.hidden = false;
  });
  install.addEventListener('click', () => offer?.prompt());

  // an open page of a day that is over does not stay on the screen
  setInterval(async () => {
    if (day === today && day !== dayStore.day()) {
      await dayStore.forget();
      location.replace('/dag/vandaag');
    } else if ((await mine()).some((tap) => !tap.refused)) {
      await flush();
    }
  }, 15000);

  window.addEventListener('online', start);
  start();
  // the network can go away in the middle of it; the next page tries again
  navigator.serviceWorker.register('/dag/wacht.js', { scope: '/dag/' }).catch(() => {});
})();
