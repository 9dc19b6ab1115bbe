// The run sheet without waiting: a form sends itself and its card comes back. Without network what was filled in waits in this
// browser, the card shows it, and it goes out when the network is back. Without this script every form is a plain form.
(() => {
  'use strict';
  const KEY = 'tec-day-queue';
  const status = document.getElementById('netwerk');
  const queue = () => JSON.parse(localStorage.getItem(KEY) || '[]');
  const keep = (items) => items.length ? localStorage.setItem(KEY, JSON.stringify(items)) : localStorage.removeItem(KEY);

  const say = (text) => { status.textContent = text; status.className = text ? 'notice' : ''; };

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

  const csrf = (body) => {
    // the token in a stored form may be older than the cookie: take the one of this page
    const field = document.querySelector('input[name="_csrf"]');
    const fields = new URLSearchParams(body);
    if (field) fields.set('_csrf', field.value);
    return fields.toString();
  };

  const send = (action, body) => fetch(action, {
    method: 'POST', body: csrf(body), credentials: 'same-origin',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Card': '1' },
  });

  const replace = (id, html) => {
    const old = document.getElementById(id);
    if (!old) return;
    const open = [...old.querySelectorAll('details')].map((d) => d.open);
    const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('[data-card]');
    if (!fresh) return;
    old.replaceWith(document.adoptNode(fresh));
    fresh.querySelectorAll('details').forEach((d, i) => { d.open = open[i] || false; });
    prepare(fresh);
    find();
    const problem = fresh.querySelector('[data-problem] [tabindex]');
    if (problem) problem.focus();
  };

  const waiting = (form) => {
    const row = form.closest('li');
    const on = !form.matches('[data-undo]') && form.querySelector('[name=er]')?.value !== 'false';
    if (row) row.classList.toggle('in', on);
    row?.querySelector('.mark')?.setAttribute('aria-pressed', on);
  };

  // The last word about a form counts: an earlier one for the same address is replaced.
  const later = (action, body, card) => {
    const rest = queue().filter((item) => item.action !== action);
    keep([...rest, { action, body, card }]);
    say(status.dataset.waiting);
  };

  let flushing = false;
  const flush = async () => {
    if (flushing) return;
    flushing = true;
    let refused = false, sent = 0;
    try {
      for (let item = queue()[0]; item; item = queue()[0]) {
        const answer = await send(item.action, item.body);
        if (answer.status >= 500 || answer.status === 429) break;
        if (answer.redirected || !answer.ok) refused = true;
        if (answer.status === 401 || answer.redirected) break;
        replace(item.card, await answer.text());
        keep(queue().filter((other) => other.action !== item.action));
        sent++;
      }
    } catch (offline) {
      // still no network: what waits stays
    }
    flushing = false;
    if (refused) say(status.dataset.refused);
    else if (queue().length) say(status.dataset.waiting);
    else if (sent) say(status.dataset.sent);
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-step]');
    if (!button) return;
    const input = document.getElementById(button.dataset.for);
    input.value = Math.max(0, (parseInt(input.value, 10) || 0) + parseInt(button.dataset.step, 10));
  });

  document.addEventListener('submit', async (event) => {
    const form = event.target.closest('form[data-offline]');
    if (!form) return;
    event.preventDefault();
    const card = form.closest('[data-card]').id;
    const action = form.getAttribute('action');
    const body = new URLSearchParams(new FormData(form)).toString();
    const focus = form.querySelector('button.mark, button.ghost');
    const index = [...document.querySelectorAll('form[data-offline]')].indexOf(form);
    if (queue().length) {
      later(action, body, card);
      waiting(form);
      flush();
      return;
    }
    try {
      const answer = await send(action, body);
      if (answer.status >= 500) throw new Error('server');
      // signed out, or it is not there any more: the page that says so, and that keeps what was filled in
      if (!answer.ok && answer.status !== 422) { form.submit(); return; }
      replace(card, await answer.text());
      const again = document.querySelectorAll('form[data-offline]')[index];
      if (again && focus && !document.querySelector('[data-problem]')) again.querySelector('button.mark, button.ghost')?.focus();
      say('');
    } catch (offline) {
      later(action, body, card);
      waiting(form);
    }
  });

  prepare(document);
  window.addEventListener('online', flush);
  setInterval(() => { if (queue().length) flush(); }, 15000);
  if (queue().length) flush();
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('/dag/wacht.js', { scope: '/dag/' });
})();
