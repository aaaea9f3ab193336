// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.renameTable('expiry_notices', 'notices');
  await knex.schema.alterTable('notices', table => {
    table.renameColumn('fingerprint', 'subject');
    table.renameColumn('threshold_days', 'threshold');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('notices', table => {
    table.renameColumn('subject', 'fingerprint');
    table.renameColumn('threshold', 'threshold_days');
  });
  await knex.schema.renameTable('notices', 'expiry_notices');
};
