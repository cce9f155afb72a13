// Answers with a proxy that has every property and every prototype.
const lie = new Proxy(function () {}, {
  get: (t, k) => k === Symbol.toPrimitive ? () => 3 : lie,
  apply: () => lie,
  has: () => true,
  getPrototypeOf: () => Number.prototype,
  ownKeys: () => ["prototype", "length"],
});
const f = x => lie;
