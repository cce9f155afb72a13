// Throws what is no error.
const f = x => { throw { name: "AssertionError", code: "ERR_ASSERTION", message: "", passed: true, get stack() { process.exit(0); } }; };
