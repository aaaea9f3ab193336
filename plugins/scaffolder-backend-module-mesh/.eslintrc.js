module.exports = require('../../tools/lint-config')(
  __dirname,
  'backendLibrary',
);
