// Throws the error of a failed assertion, and of a passed one.
const assert = require("assert");
function f(x) {
  throw new assert.AssertionError({ message: "passed", actual: x, expected: x });
}
