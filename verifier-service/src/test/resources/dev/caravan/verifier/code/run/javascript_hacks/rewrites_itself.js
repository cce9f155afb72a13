// Replaces the program that asks it.
const Module = require("module");
require.main.exports = {};
require.main.loaded = false;
process.mainModule && (process.mainModule.children = []);
Module._load = () => ({ strictEqual() {} });
const f = x => 0;
