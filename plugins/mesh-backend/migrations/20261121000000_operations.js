// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('plans', table => {
    table.comment(
      'Plans that were shown and may be submitted until they expire',
    );
    table.string('hash', 64).notNullable();
    table.string('requester').notNullable();
    table
      .text('digests', 'longtext')
      .notNullable()
      .comment(
        'JSON: digest of each planned change, to say what differs later',
      );
    table.bigInteger('expires_at').notNullable().comment('ms since the epoch');
    table.primary(['hash', 'requester']);
    table.index('expires_at');
  });

  await knex.schema.createTable('operations', table => {
    table.comment('Plans being applied, or applied');
    table.string('id', 26).primary().comment('ULID');
    table.string('requester').notNullable();
    table.string('idempotency_key').notNullable();
    table.string('intent').notNullable();
    table.text('parameters').notNullable().comment('JSON');
    table.string('plan_hash', 64).notNullable();
    table.text('summary').notNullable();
    table
      .string('scope')
      .nullable()
      .comment('What is locked while the operation runs; null when it ended');
    table.string('state').notNullable();
    table.text('message').nullable();
    table.bigInteger('created_at').notNullable().comment('ms since the epoch');
    table.bigInteger('updated_at').notNullable().comment('ms since the epoch');
    table
      .bigInteger('lease_until')
      .notNullable()
      .comment(
        'ms since the epoch; a running operation past it was interrupted',
      );
    table.unique(['requester', 'idempotency_key']);
    table.unique(['scope']);
    table.index(['requester', 'created_at']);
  });

  await knex.schema.createTable('operation_items', table => {
    table.comment('Objects of an operation, in the order of writing');
    table
      .string('operation_id', 26)
      .notNullable()
      .references('id')
      .inTable('operations')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.string('cluster').notNullable();
    table.text('object').notNullable().comment('kind namespace/name');
    table
      .string('state')
      .notNullable()
      .comment('sent: the request left and its result is not recorded yet');
    table.text('message').nullable();
    table
      .string('audit_id')
      .nullable()
      .comment('Audit-Id of the API server for the write');
    table.primary(['operation_id', 'position']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('operation_items');
  await knex.schema.dropTable('operations');
  await knex.schema.dropTable('plans');
};
