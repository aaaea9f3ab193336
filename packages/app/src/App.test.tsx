import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('offers the sign-in page to a new visitor', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Test portal' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
          context: 'test',
        },
      ] as unknown as string,
    };

    render(App.createRoot());

    // The page is loaded when it is needed.
    expect(
      await screen.findByText('Test portal', {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
  });
});
