// Runs out of stack in native code.
function f(x) {
  const deep = "[".repeat(1e6) + "]".repeat(1e6);
  return eval(deep);
}
