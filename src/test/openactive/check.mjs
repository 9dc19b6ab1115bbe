// Reads the OpenActive feed of a running hub from its start, and checks its pages, its items and its dataset site with the validators of
// OpenActive.
// Usage: node check.mjs ADDRESS; the last line is `openactive: N items, N errors`, and N > 0 errors end it with 1.
import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const { validate } = require('@openactive/data-model-validator');
const { RpdeValidator } = require('@openactive/rpde-validator');

const base = process.argv[2];
// the activity list of OpenActive has sports only; our concepts are of the list of the seven worlds of technology (decision 0050)
const known = error => error.path.startsWith('$.activity[');
const problems = new Map();
const seen = new Map();
const note = text => problems.set(text, (problems.get(text) ?? 0) + 1);

// before the validators: a connection that is silent while they work is closed
const [, site] = (await (await fetch(base + '/open-data')).text()).match(/<script type="application\/ld\+json">([^<]+)<\/script>/);
let next = base + '/open-data/openactive/events';
let last = 0;
for (let page = 0; ; page++) {
  const answer = await fetch(next);
  if (answer.headers.get('access-control-allow-origin') !== '*') note('a page that other sites may not read');
  if (!(answer.headers.get('content-type') ?? '').startsWith('application/vnd.openactive.rpde+json')) note('a page of another type');
  const body = await answer.json();
  if (!body.license) note('a page without a licence');
  if (body.items.length === 0) {
    if (body.next !== next) note('the last page does not lead to itself');
    break;
  }
  for (const item of body.items) {
    if (item.modified <= last) note('items out of order');
    last = item.modified;
    if ((item.state === 'deleted') === ('data' in item)) note('an item with data and deleted, or neither');
    seen.set(item.id, item);
  }
  if (page > 10000 || body.next === next) { note('pages without an end'); break; }
  next = body.next;
}
const log = await RpdeValidator(base + '/open-data/openactive/events', { pageLimit: 10000 });
log.pages.forEach(page => page.errors.filter(error => error.severity === 'failure')
  .forEach(error => note(error.type + ': ' + error.message.split('\n')[0])));
for (const item of seen.values()) {
  if (item.state !== 'updated') continue;
  const errors = await validate(item.data, { validationMode: 'RPDEFeed', loadRemoteJson: false });
  errors.filter(error => error.severity === 'failure' && !known(error))
    .forEach(error => note(error.path + ': ' + error.message.split('\n')[0]));
}
(await validate(JSON.parse(site), { validationMode: 'DatasetSite', loadRemoteJson: false }))
  .filter(error => error.severity === 'failure')
  .forEach(error => note('dataset site: ' + error.path + ': ' + error.message.split('\n')[0]));
for (const [text, times] of problems) console.log(times + ' x ' + text);
console.log(`openactive: ${seen.size} items, ${problems.size} errors`);
process.exit(problems.size === 0 ? 0 : 1);
