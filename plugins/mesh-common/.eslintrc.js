module.exports = require('../../tools/lint-config')(__dirname, 'common');
