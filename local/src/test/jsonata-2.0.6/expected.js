// Writes what JSONata 2.0.6 makes of each expression: node expected.js EXPRESSIONS EXPECTED
process.env.TZ = 'UTC';
const fs = require('fs');
const jsonata = require('jsonata');

// The moment that every expression is evaluated at, as in ComparisonTest.
const NOW = 1700000000123;
const RealDate = Date;
global.Date = class extends RealDate {
  constructor(...given) {
    if (given.length) super(...given);
    else super(NOW);
  }
  static now() {
    return NOW;
  }
};

const isFunction = value =>
  typeof value === 'function' || value._jsonata_function === true || value._jsonata_lambda === true;

// As JSON, with texts for what JSON has not: Infinity and NaN are those texts on AWS.
function plain(value) {
  if (value === undefined || value === null) return null;
  if (isFunction(value)) return 'a function';
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.keys(value)
        .filter(name => value[name] !== undefined)
        .map(name => [name, plain(value[name])]));
  }
  return value;
}

async function expected(expression, input) {
  try {
    const result = await jsonata(expression).evaluate(input);
    return result === undefined ? {undefined: true} : {value: plain(result)};
  } catch (error) {
    return {error: (error && error.code) || true}; // JavaScript's own errors have no code
  }
}

(async () => {
  const results = [];
  let input;
  for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n')) {
    if (line.startsWith('input: ')) {
      input = line.substring(7);
    } else if (line !== '' && !line.startsWith('#') && !line.startsWith('differs: ')) {
      results.push(JSON.stringify(await expected(line, JSON.parse(input))));
    }
  }
  fs.writeFileSync(process.argv[3], results.join('\n') + '\n');
})();
