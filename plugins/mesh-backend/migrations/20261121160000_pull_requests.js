// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('operations', table => {
    table
      .text('pull_request')
      .nullable()
      .comment('Address of the pull request that brings the objects');
    table
      .bigInteger('merge_expires_at')
      .nullable()
      .comment('ms since the epoch; until then the objects are looked for');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('operations', table => {
    table.dropColumn('pull_request');
    table.dropColumn('merge_expires_at');
  });
};
