// Opens a debugger on its process.
const inspector = require("inspector");
function f(x) {
  inspector.open(0, "127.0.0.1");
  const session = new inspector.Session();
  session.connect();
  let found = 0;
  session.post("Runtime.evaluate", { expression: "expected", includeCommandLineAPI: true }, (e, r) => (found = r?.result?.value));
  return found;
}
