// Checks the description of the API of a running hub with Spectral: its rules for OpenAPI, and the technical rules of the API Design Rules
// of the Dutch government (developer.overheid.nl), by the name they have there.
// Usage: node check.mjs ADDRESS; the last line is `api: N operations, N errors`, and N > 0 errors end it with 1.
import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const { Spectral } = require('@stoplight/spectral-core');
const { or, pattern, schema, truthy } = require('@stoplight/spectral-functions');
const { oas } = require('@stoplight/spectral-rulesets');

const GOOD = '$..[responses][?(@property && @property.match(/(2|3)\\d\\d/))]';
const BAD = '$..[responses][?(@property && @property.match(/(4|5)\\d\\d/))].content';
const matches = match => ({ function: pattern, functionOptions: { match } });
const fits = wanted => ({ function: schema, functionOptions: { schema: wanted } });
const rule = (given, then) => ({ severity: 'error', given, then });

const address = process.argv[2];
const document = await (await fetch(address + '/api/v1/openapi.json')).json();
const spectral = new Spectral();
spectral.setRuleset({
  extends: [[oas, 'recommended']],
  rules: {
    'nlgov:openapi3': rule('$.openapi', matches('^3(\\.\\d+){1,2}$')),
    'nlgov:openapi-root-exists': rule('$.paths', { field: '/openapi.json', function: truthy }),
    'nlgov:publish-cors': rule('$.paths[/openapi.json].get.responses[200].headers', { field: 'access-control-allow-origin', function: truthy }),
    'nlgov:semver': rule('$.info.version', matches('^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$')),
    'nlgov:include-major-version-in-uri': rule('$.servers[*].url', matches('/v\\d+')),
    'nlgov:version-header': rule(GOOD + '.headers', { function: or, functionOptions: { properties: ['API-Version', 'Api-Version', 'api-version'] } }),
    'nlgov:missing-header': rule(GOOD, { field: 'headers', function: truthy }),
    'nlgov:contact': rule('$.info.contact', fits({ required: ['email', 'name', 'url'] })),
    'nlgov:paths-kebab-case': rule('$.paths[?(@property && !@property.match(/openapi/))]~', matches('^(/([a-z0-9-]+|\\{[^}]+\\}))+$')),
    'nlgov:query-keys-camel-case': rule("$.paths.*.*.parameters[?(@.in=='query')].name", matches('^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$')),
    'nlgov:problem-json': rule(BAD, fits({ required: ['application/problem+json'] })),
    'nlgov:problem-members': rule(BAD + "[?(@property=='application/problem+json')]..schema",
      fits({ properties: { properties: { required: ['status', 'title', 'detail'] } } })),
    'nlgov:problem-invalid-input': rule("$.paths.*[?(@property.match(/^(put|post|patch)$/))].responses", fits({ required: ['400'] })),
    'nlgov:date-format': rule('$..properties[?(@property && @property.match(/(Datum|Tijdstip|^datum)$/))]',
      fits({ anyOf: [{ required: ['format'] }, { required: ['$ref'] }] })),
    'oas3-api-servers': 'error',
    'path-keys-no-trailing-slash': 'error',
    'info-contact': 'error',
  },
});
const errors = (await spectral.run(document)).filter(found => found.severity === 0);
errors.forEach(found => console.log(`${found.code} at ${found.path.join('/')}: ${found.message}`));
const operations = Object.values(document.paths).flatMap(path => Object.keys(path).filter(key => /^(get|put|post|patch|delete)$/.test(key)));
console.log(`api: ${operations.length} operations, ${errors.length} errors`);
process.exit(errors.length > 0 ? 1 : 0);
