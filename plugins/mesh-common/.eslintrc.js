const law = require('../../tools/import-law');

module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  law.common,
);
