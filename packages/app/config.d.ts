export interface Config {
  app?: {
    signIn?: {
      /**
       * Auth provider of the proxy in front of the portal that authenticates everybody, e.g. `oauth2Proxy`. Without it, and
       * for whom the proxy does not name, the portal offers the guest.
       * @visibility frontend
       */
      proxyProvider?: string;
    };
  };
}
