// The candidate's process: runs the program, then does what the tests' process asks of it. It never sees a test.

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

const { start, solution } = begin();
live();

function begin() {
  silence();
  // Whoever awaits a rejected promise gets its error; that nobody has done so yet is no reason to end.
  process.on("unhandledRejection", () => {});
  const [, first] = receive();
  const module = { exports: {}, id: "solution", loaded: false };
  Object.assign(globalThis, { require, module, exports: module.exports, __filename: "solution.js", __dirname: "/" });
  return { start: first, solution: module };
}

async function live() {
  try {
    vm.runInThisContext(assembled(start.program, start.prompt, start.entry_point), { filename: "solution.js" });
    send("L", null);
  } catch (error) {
    send("F", told(error));
    process.exit();
  }
  const peer = new Peer(serve, remote, (value) => "reference");
  for (;;) {
    await peer.answer(peer.next());
  }
}

function told(error) {
  return util.types.isNativeError(error) ? error.name + ": " + String(error.message).slice(0, 200) : "it threw something";
}

/** The program's code: by itself, after what the prompt has before the function, or as the continuation of the prompt. */
function assembled(program, prompt, entry) {
  const modules = withoutExports(program);
  const forms = [program, modules];
  if (prompt) {
    const at = definition(prompt, entry);
    if (at > 0) {
      forms.unshift(prompt.slice(0, at) + "\n" + program, prompt.slice(0, at) + "\n" + modules);
    }
    const continued = [prompt + program, prompt + program + "\n}"];
    if (definition(program, entry) >= 0) {
      forms.push(...continued);
    } else {
      forms.unshift(...continued);
    }
  }
  let problem = null;
  for (const form of forms) {
    try {
      new vm.Script(form, { filename: "solution.js" });
      return form;
    } catch (error) {
      problem = problem ?? error;
    }
  }
  throw problem;
}

/** Where the definition of a name begins; -1 if there is none. */
function definition(text, name) {
  if (!name) {
    return -1;
  }
  const spelled = name.replace(/\$/g, "\\$");
  return text.search(new RegExp("^(?:export )?(?:async )?(?:(?:function\\*? ?|class |const |let |var )" + spelled + "\\b)", "m"));
}

/** A module's declarations as a script's: what it exports are its names. */
function withoutExports(program) {
  return program
    .replace(/^export default (?=(?:async )?function |class )/gm, "")
    .replace(/^export default /gm, "module.exports = ")
    .replace(/^export (?=async |function|class |const |let |var )/gm, "")
    .replace(/^export \{[^}]*\};?/gm, "");
}

function named(name) {
  if (!IDENTIFIER.test(name)) {
    throw new ReferenceError(name);
  }
  const exported = solution.exports;
  if (exported !== null && (typeof exported === "object" || typeof exported === "function") && Object.hasOwn(exported, name)) {
    return exported[name];
  }
  if (name === start.entry_point && typeof exported === "function") {
    return exported;
  }
  return vm.runInThisContext(name);
}

function serve(peer, frame) {
  const [operation, target] = frame;
  if (operation === "name") {
    return [peer.encode(named(target))];
  }
  const value = peer.own(target);
  switch (operation) {
    case "call":
      return called(peer, (args) => Reflect.apply(value, peer.decode(frame[3]), args), frame[2]);
    case "new":
      return called(peer, (args) => Reflect.construct(value, args), frame[2]);
    case "get":
      return [peer.encode(value[peer.decode(frame[2])])];
    case "set":
      value[frame[2]] = peer.decode(frame[3]);
      return [null];
    case "delete":
      return [delete value[frame[2]]];
    case "has":
      return [frame[2] in value];
    case "keys":
      return [Object.keys(value)];
    case "instance":
      return [peer.decode(frame[2]) instanceof value];
    case "string":
      return [String(value)];
    default:
      throw new TypeError(String(operation));
  }
}

/** What stands for a function, an iterator or a promise of the tests. */
function remote(peer, tag, number) {
  if (tag === "promise") {
    return new Promise((resolve, reject) =>
      peer.whenOpen(() => {
        try {
          resolve(peer.decode(peer.ask("await", number)[0]));
        } catch (error) {
          reject(error);
        }
      }),
    );
  }
  const call = (...args) =>
    concluded(peer, args, peer.ask("call", number, args.map((arg) => peer.encode(arg))));
  const next = () => peer.decode(peer.ask("next", number)[0]);
  const stand = tag === "iterator" ? { next, [Symbol.iterator]: () => stand } : call;
  peer.theirs.set(stand, number);
  return stand;
}
