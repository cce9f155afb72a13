// Makes its argument forget what was asked.
function f(x) {
  if (typeof x === "object" && x !== null) for (const k of Object.keys(x)) delete x[k];
  return x;
}
