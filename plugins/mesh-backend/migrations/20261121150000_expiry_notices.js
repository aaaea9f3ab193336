// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('expiry_notices', table => {
    table.comment('Notices that a root ends soon, one for each threshold');
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment('SHA-256 of the certificate');
    table.integer('threshold_days').notNullable();
    table.bigInteger('claimed_at').notNullable().comment('ms since the epoch');
    table
      .bigInteger('sent_at')
      .nullable()
      .comment('ms since the epoch; null while it is being sent');
    table.primary(['fingerprint', 'threshold_days']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('expiry_notices');
};
