// Asks the tests for values that it was never given.
const fs = require("fs");
function f(x) {
  for (const request of [["call", 0, []], ["next", 0], ["get", 0, "token"], ["name", "start"]]) {
    const body = Buffer.from(JSON.stringify(request));
    const head = Buffer.alloc(5);
    head[0] = 82;
    head.writeUInt32BE(body.length, 1);
    fs.writeSync(1, Buffer.concat([head, body]));
  }
  return 0;
}
