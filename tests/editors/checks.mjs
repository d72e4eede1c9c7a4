// What is asked of the editors, counted.
let passed = 0;
const failures = [];

export function check(what, holds, seen) {
  if (holds) return void ++passed;
  failures.push(what);
  console.error(`FAILED ${what}${seen === undefined ? "" : `\n  seen: ${typeof seen === "string" ? seen : JSON.stringify(seen)}`}`);
}

export function equal(what, expected, seen) {
  if (typeof expected === "string" && typeof seen === "string") return check(what, expected === seen, firstDifference(expected, seen));
  check(what, JSON.stringify(expected) === JSON.stringify(seen), { expected, seen });
}

function firstDifference(expected, seen) {
  const left = expected.split("\n"), right = seen.split("\n");
  const line = left.findIndex((text, i) => text !== right[i]);
  return { line: line + 1, expected: left[line], seen: right[line] };
}

/// Says what came of it, and whether all is well.
export function closing() {
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length === 0 && passed > 0;
}
