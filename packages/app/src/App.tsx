import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './modules/nav';

// The plugins are discovered from this package's dependencies: `app.packages: all` in app-config.yaml.
export default createApp({ features: [navModule] });
