import { APIRequestContext, expect, request } from '@playwright/test';
import { USER_HEADER } from './portal';

/** The backend without its screens, for a user: what a script or an agent with that user's token may do. */
export async function backendAs(user: string): Promise<APIRequestContext> {
  const baseURL = 'http://localhost:7007';
  const visitor = await request.newContext({ baseURL });
  const session = await visitor.get('/api/auth/oauth2Proxy/refresh', {
    headers: { [USER_HEADER]: user, 'X-Requested-With': 'XMLHttpRequest' },
  });
  expect(session.ok(), `sign-in of ${user}`).toBe(true);
  const { backstageIdentity } = await session.json();
  await visitor.dispose();
  return request.newContext({
    baseURL,
    extraHTTPHeaders: { Authorization: `Bearer ${backstageIdentity.token}` },
  });
}
