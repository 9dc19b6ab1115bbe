// Lets tools of others look for faults in a running demo hub on this machine: Lighthouse at the pages of every role, sqlmap at the
// addresses with parameters that those pages lead to and at the public forms, slowhttptest at how it bears slow clients.
// Usage: node scan.mjs ADDRESS. A tool that is not there is skipped and named. The last line is the outcome; a fault ends it with 1.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const base = process.argv[2].replace(/\/$/, '');
if (!/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(base)) {
  console.error('Only a hub on this machine is scanned: sqlmap and slowhttptest are attacks.');
  process.exit(2);
}
const PASSWORD = 'demo-techniek';
const ACCOUNTS = ['leerkracht', 'coordinator', 'docent', 'programma', 'begeleider', 'ambassadeur', 'partner', 'bestuur', 'gemeente', 'beheerder'];
const CATEGORIES = ['accessibility', 'best-practices'];
const SLOW = { headers: '-H', body: '-B', reading: '-X' };
const faults = [];
const outcome = [];

const has = program => spawnSync('sh', ['-c', 'command -v "$0"', program]).status === 0;
const cookies = answer => answer.headers.getSetCookie().map(cookie => cookie.split(';')[0]);
const read = (path, cookie) => fetch(base + path, { redirect: 'manual', headers: { cookie } });

async function signIn(name) {
  const form = await fetch(base + '/inloggen');
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await form.text())[1];
  const answer = await fetch(base + '/inloggen', {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies(form).join('; '), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: name + '@tec.example', wachtwoord: PASSWORD, _csrf: csrf }),
  });
  const session = cookies(answer).find(cookie => /^(__Host-)?tec=./.test(cookie));
  if (!session) throw new Error(name + ' can not sign in: is this a demo hub?');
  return session;
}

// the addresses on a page, of pages only
const links = html => [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)]
  .map(match => match[1].replaceAll('&amp;', '&'))
  .filter(path => !/\.\w{2,4}(\?|$)|^\/(uitloggen|taal|postbus|api)/.test(path));
const kind = path => path.split('?')[0].replace(/\d+/g, '0');
const parameters = path => kind(path) + '?' + [...new URLSearchParams(path.split('?')[1]).keys()].sort();

const pages = new Map();
const addresses = new Map();
for (const name of [null, ...ACCOUNTS]) {
  const cookie = name ? await signIn(name) : '';
  const home = name ? '/werk' : '/';
  for (const path of [home, ...links(await (await read(home, cookie)).text())]) {
    if (pages.has(kind(path))) continue;
    const answer = await read(path, cookie);
    if (answer.status !== 200) continue;
    pages.set(kind(path), { path, cookie });
    links(await answer.text()).filter(link => link.includes('?')).forEach(link => {
      if (!addresses.has(parameters(link))) addresses.set(parameters(link), { path: link, cookie });
    });
  }
}

mkdirSync('reports', { recursive: true });
function lighthouse() {
  if (!has('node_modules/.bin/lighthouse')) return 'lighthouse skipped (npm install lighthouse@12)';
  for (const { path, cookie } of pages.values()) {
    console.log('looks at ' + path);
    writeFileSync('headers.json', JSON.stringify(cookie ? { Cookie: cookie } : {}));
    spawnSync('node_modules/.bin/lighthouse', [base + path, '--quiet', '--output=json', '--output-path=reports/page.json',
      '--extra-headers=headers.json', '--only-categories=' + CATEGORIES, '--disable-full-page-screenshot', '--throttling-method=provided',
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking'], { stdio: 'ignore', timeout: 120_000 });
    const report = JSON.parse(readFileSync('reports/page.json'));
    if (!report.finalDisplayedUrl?.startsWith(base)) faults.push('lighthouse ' + path + ': not looked at');
    for (const category of CATEGORIES) {
      report.categories[category].auditRefs
        .map(ref => report.audits[ref.id])
        .filter(audit => audit.scoreDisplayMode === 'binary' && audit.score < 1)
        .forEach(audit => faults.push('lighthouse ' + path + ': ' + audit.title));
    }
  }
  return 'lighthouse ' + pages.size + ' pages';
}

function sqlmap() {
  if (!has('sqlmap')) return 'sqlmap skipped (Debian: apt-get install sqlmap)';
  const run = (target, cookie) => {
    const text = spawnSync('sqlmap', [...target, '--batch', '--flush-session', '--disable-coloring', '--level=1', '--risk=1', '--timeout=10',
      '--output-dir=reports/sqlmap', '--answers=follow=n', ...(cookie ? ['--cookie=' + cookie] : [])], { encoding: 'utf8', timeout: 600_000 }).stdout;
    [...text.matchAll(/Parameter: .*|.* appears to be .*injectable.*/g)]
      .forEach(match => faults.push('sqlmap ' + target.join(' ') + ': ' + match[0]));
  };
  addresses.forEach(({ path, cookie }) => run(['-u', base + path], cookie));
  ['/inloggen', '/programma', '/bibliotheek'].forEach(path => run(['-u', base + path, '--forms'], ''));
  return 'sqlmap ' + addresses.size + ' addresses and 3 forms';
}

function slow() {
  if (!has('slowhttptest')) return 'slowhttptest skipped (Debian: apt-get install slowhttptest)';
  for (const [name, flag] of Object.entries(SLOW)) {
    const text = spawnSync('slowhttptest', [flag, '-c', '200', '-r', '50', '-i', '5', '-l', '60', '-p', '3', '-u', base + '/programma'],
      { encoding: 'utf8' }).stdout;
    if (/service available:\s+(\x1b\[[0-9;]*m)*NO/.test(text) || !/service available:/.test(text)) faults.push('slowhttptest, slow ' + name + ': others wait');
  }
  return 'slowhttptest 3 kinds of 200';
}

for (const scan of [lighthouse, sqlmap, slow]) {
  const found = faults.length;
  outcome.push(scan() + ' ' + (faults.length - found) + ' faults');
  console.log(outcome[outcome.length - 1]);
}
[...new Set(faults)].forEach(fault => console.log(fault));
console.log('scan: ' + faults.length + ' faults');
process.exit(faults.length ? 1 : 0);
