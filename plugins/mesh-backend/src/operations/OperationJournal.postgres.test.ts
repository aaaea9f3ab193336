import { PostgresServer } from '@meshwise/lab';
import knexFactory, { Knex } from 'knex';
import { describeJournal } from './__testUtils__/describeJournal';

let postgres: PostgresServer;
const clients: Knex[] = [];

beforeAll(async () => {
  postgres = await PostgresServer.start();
});

afterAll(async () => {
  await Promise.all(clients.map(client => client.destroy()));
  await postgres?.stop();
});

describeJournal('PostgreSQL', async () => {
  const connection = await postgres.createDatabase();
  const client = knexFactory({ client: 'pg', connection });
  clients.push(client);
  return client;
});
