const { join, resolve } = require('node:path');
const beginWith = require('../../support/beginWith');
const { longestFirst } = require('./order.json');

/** Begun last, a long file would keep one processor alone at the end. */
module.exports = beginWith(longestFirst.map((file) => join(resolve(__dirname, '..'), file)));
