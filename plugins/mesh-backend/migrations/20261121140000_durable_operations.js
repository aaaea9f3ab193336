// @ts-check

/** Of the first version of Meshwise, which could neither resume nor lock more than one thing. */
const INTERRUPTED =
  'Interrupted by an update of Meshwise. Make a new plan; what is already there shows as unchanged.';

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex('plans').delete();
  await knex.schema.alterTable('plans', table => {
    table
      .text('scopes')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON: what a submit locks');
  });

  await knex.schema.alterTable('operations', table => {
    table.dropUnique(['scope']);
  });
  // Not by dropColumn: on SQLite, knex copies the table for it, and dropping the old one would empty its items.
  await knex.raw('alter table operations drop column scope');
  await knex.schema.alterTable('operations', table => {
    table.string('class').notNullable().defaultTo('tenancy');
    table.text('scopes').notNullable().defaultTo('[]').comment('JSON');
    table
      .integer('epoch')
      .notNullable()
      .defaultTo(0)
      .comment('grows with each lease; only its holder writes');
    table.string('lease_owner').nullable();
    table.text('approval_reason').nullable();
    table.bigInteger('approval_requested_at').nullable();
    table.bigInteger('approval_expires_at').nullable();
    table.bigInteger('ends_at').nullable();
    table.string('undo_of', 26).nullable();
    table.string('undone_by', 26).nullable();
    table.text('undo').nullable().comment('JSON: what an undo restores');
    table.text('plan').nullable().comment('JSON: the plan as it was shown');
    table
      .boolean('stop_requested')
      .notNullable()
      .defaultTo(false)
      .comment('end after the current item');
    table
      .boolean('compensating')
      .notNullable()
      .defaultTo(false)
      .comment('what was written is being taken back');
    table.bigInteger('started_at').nullable();
    table
      .bigInteger('resume_at')
      .nullable()
      .comment('when it goes on by itself');
    table.integer('resumes').notNullable().defaultTo(0);
    table.index(['state', 'lease_until']);
  });
  await knex('operations')
    .whereIn('state', ['applying', 'verifying'])
    .update({ state: 'failed', message: INTERRUPTED });
  await knex('operations')
    .where('state', 'partial')
    .update({ state: 'accepted-partial' });

  await knex.schema.createTable('operation_targets', table => {
    table.comment('Clusters of an operation');
    table
      .string('operation_id', 26)
      .notNullable()
      .references('id')
      .inTable('operations')
      .onDelete('CASCADE');
    table.string('cluster').notNullable();
    table.integer('wave').notNullable();
    table.string('last_error').nullable().comment('code of the last failure');
    table.primary(['operation_id', 'cluster']);
  });

  await knex.schema.alterTable('operation_items', table => {
    table.string('act').notNullable().defaultTo('update');
    table.string('namespace').nullable().comment('that it is in, or is');
    table.string('field_manager').notNullable().defaultTo('');
    table
      .text('manifest', 'longtext')
      .nullable()
      .comment('JSON: the fields to be owned; of a deletion, the name only');
    table.string('desired_hash', 64).nullable();
    table
      .text('preimage', 'longtext')
      .nullable()
      .comment('JSON: uid, planned fields and their owners');
    table.string('preimage_hash', 64).nullable();
    table
      .text('owned_before', 'longtext')
      .nullable()
      .comment('JSON: what was owned before; what a compensation applies');
    table.string('uid').nullable().comment('of the object after the write');
    table
      .string('open_audit_id')
      .nullable()
      .comment('of a request that has no result in the audit log yet');
    table.integer('attempts').notNullable().defaultTo(0);
    table.integer('epoch').notNullable().defaultTo(0);
  });

  await knex.schema.createTable('approvals', table => {
    table.comment('One decision per operation, bound to its plan');
    table
      .string('operation_id', 26)
      .primary()
      .references('id')
      .inTable('operations')
      .onDelete('CASCADE');
    table.string('plan_hash', 64).notNullable();
    table.string('decision').notNullable().comment('approved or rejected');
    table.string('approver').notNullable();
    table.text('reason').nullable();
    table.bigInteger('at').notNullable().comment('ms since the epoch');
  });

  await knex.schema.createTable('target_locks', table => {
    table.comment('What nothing but the operation may change');
    table.string('scope').primary();
    table
      .string('operation_id', 26)
      .notNullable()
      .references('id')
      .inTable('operations')
      .onDelete('CASCADE');
    table.index('operation_id');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('target_locks');
  await knex.schema.dropTable('approvals');
  await knex.schema.dropTable('operation_targets');
  for (const column of [
    'act',
    'namespace',
    'field_manager',
    'manifest',
    'desired_hash',
    'preimage',
    'preimage_hash',
    'owned_before',
    'uid',
    'open_audit_id',
    'attempts',
    'epoch',
  ]) {
    await knex.raw('alter table operation_items drop column ??', [column]);
  }
  await knex.schema.alterTable('operations', table => {
    table.dropIndex(['state', 'lease_until']);
  });
  for (const column of [
    'class',
    'scopes',
    'epoch',
    'lease_owner',
    'approval_reason',
    'approval_requested_at',
    'approval_expires_at',
    'ends_at',
    'undo_of',
    'undone_by',
    'undo',
    'plan',
    'stop_requested',
    'compensating',
    'started_at',
    'resume_at',
    'resumes',
  ]) {
    await knex.raw('alter table operations drop column ??', [column]);
  }
  await knex.schema.alterTable('operations', table => {
    table.string('scope').nullable();
    table.unique(['scope']);
  });
  await knex.schema.alterTable('plans', table => {
    table.dropColumn('scopes');
  });
};
